namespace Slo.Evaluation;

/// <summary>Which share of a stretch of time was observed, exactly.</summary>
/// <param name="Observed">What was observed of it, in ticks or slices; at least 1.</param>
/// <param name="Whole">All of it.</param>
internal readonly record struct Coverage(long Observed, long Whole)
{
    internal static Coverage Full { get; } = new(1, 1);

    /// <summary>Of so many ticks. At least a second, so that the first events do not stand for a number beyond all traffic.</summary>
    internal static Coverage Of(long observed, long whole)
    {
        whole = Math.Max(TimeSpan.TicksPerSecond, whole);
        return new(Math.Clamp(observed, TimeSpan.TicksPerSecond, whole), whole);
    }

    internal bool IsFull => Observed == Whole;

    /// <summary>In (0, 1].</summary>
    internal double Ratio => (double)Observed / Whole;
}
