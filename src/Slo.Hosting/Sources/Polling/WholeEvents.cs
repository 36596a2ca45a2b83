namespace Slo.Hosting.Sources.Polling;

/// <summary>
/// Makes whole events of what a source said of one objective. What is no count is left out. Fractions are added up from step to step, so
/// that the sum over many steps is right even if each of them has less than one event.
/// </summary>
internal sealed class WholeEvents
{
    // Far beyond what a step can have, far below what the history can hold.
    private const double MostEvents = 1L << 52;

    private double _good;
    private double _bad;

    /// <summary>The steps within a stretch, in order of time.</summary>
    /// <param name="steps">As the source gave them.</param>
    /// <param name="from">The start of the stretch.</param>
    /// <param name="to">Its end.</param>
    internal List<SloHistoryStep> Of(IEnumerable<SloSourceStep> steps, DateTimeOffset from, DateTimeOffset to)
    {
        List<SloHistoryStep> whole = [];
        DateTimeOffset end = from;
        foreach (SloSourceStep step in steps.Where(IsObserved).OrderBy(step => step.From))
        {
            if (step.From >= end && step.To > step.From && step.To <= to)
            {
                var total = Math.Min(step.Total, MostEvents);
                var good = Math.Min(step.Good, total);
                SloEventCounts events = new(Take(ref _good, good), Take(ref _bad, total - good));
                whole.Add(new(step.From.ToUniversalTime(), step.To.ToUniversalTime(), events));
                end = step.To;
            }
        }

        return whole;
    }

    private static bool IsObserved(SloSourceStep step) =>
        double.IsFinite(step.Good) && double.IsFinite(step.Total) && step.Good >= 0 && step.Total >= 0;

    private static long Take(ref double rest, double count)
    {
        var all = rest + count;
        var whole = Math.Max(0, Math.Floor(all + 0.5));
        rest = all - whole;
        return (long)whole;
    }
}
