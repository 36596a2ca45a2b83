namespace Slo.Evaluation;

/// <summary>What follows from the options of a canary: how the level is divided among its tests, and the planned sample.</summary>
internal sealed class CanaryPlan
{
    /// <summary>The share of the level that the test of the planned sample has. The two tests that look all the time share the
    /// rest.</summary>
    internal const double FinalShare = 0.8;

    // The number of bad events in a sample varies, and the approximation is none at the whole number: planned for a little more power.
    private const double MissReserve = 0.1;

    private readonly double _levelQuantile;
    private readonly double _powerQuantile;

    /// <exception cref="SloDefinitionException">A value of the options is out of range.</exception>
    internal CanaryPlan(SloCanaryOptions options)
    {
        if (options.GetFaults() is { Count: > 0 } faults)
        {
            throw new SloDefinitionException(faults);
        }

        Options = options;
        FinalLevel = options.LevelRatio * FinalShare;
        EvidenceNeeded = 2 / (options.LevelRatio - FinalLevel);
        _levelQuantile = SloStatistics.NormalQuantile(1 - FinalLevel);
        _powerQuantile = SloStatistics.NormalQuantile(1 - ((1 - MissReserve) * (1 - options.PowerRatio)));
    }

    internal static CanaryPlan Default { get; } = new(new SloCanaryOptions());

    internal SloCanaryOptions Options { get; }

    /// <summary>The level of the test of the planned sample.</summary>
    internal double FinalLevel { get; }

    /// <summary>The evidence at which each of the two tests that look all the time decides: one over its level (Ville's
    /// inequality).</summary>
    internal double EvidenceNeeded { get; }

    /// <summary>
    /// How many bad events of both cohorts together are needed. Given their number, those of the canary are binomial with its share s of
    /// the events if both are equally bad, and with s' = Rs / (1 - s + Rs) if the canary is R times as bad. The normal approximation of
    /// both, with the corrections for continuity and skewness (Cornish and Fisher).
    /// </summary>
    /// <param name="share">Of the canary in the events.</param>
    internal double BadEvents(double share)
    {
        var factor = Options.DetectableFactor;
        var worse = factor * share / (1 - share + (factor * share));
        var spread = (_levelQuantile * Math.Sqrt(share * (1 - share))) + (_powerQuantile * Math.Sqrt(worse * (1 - worse)));
        var correction = 0.5 + (((Square(_levelQuantile) - 1) * (1 - (2 * share))) / 6)
            - (((Square(_powerQuantile) - 1) * (1 - (2 * worse))) / 6);

        // n (s' - s) = spread sqrt(n) + correction, solved for sqrt(n).
        var difference = worse - share;
        return Square((spread + Math.Sqrt(Square(spread) + (4 * difference * Math.Max(0, correction)))) / (2 * difference));
    }

    /// <summary>How many events of both cohorts together are needed.</summary>
    /// <param name="badRatio">The share of bad events of the baseline, in (0, 1).</param>
    /// <param name="share">Of the canary in the events, in (0, 1).</param>
    internal long Events(double badRatio, double share) =>
        (long)Math.Ceiling(Math.Min(long.MaxValue / 2, BadEvents(share) / (badRatio * (1 - share + (Options.DetectableFactor * share)))));

    private static double Square(double value) => value * value;
}
