using Slo.Evaluation;

namespace Slo.Tests.Canary;

/// <summary>Many simulated canaries under the same conditions, each looked at after every batch.</summary>
/// <param name="BadRatio">The share of bad events of the baseline, for which the sample is planned.</param>
/// <param name="Factor">How many times as bad the canary is.</param>
/// <param name="Share">Of the canary in the events.</param>
internal sealed record CanaryTrial(double BadRatio, double Factor, double Share)
{
    internal const int BatchesOfASample = 100;

    /// <summary>Whether the share grows in steps from a tenth of it to all of it, and errors become ten times as frequent in both cohorts
    /// when it does: what a comparison of sums takes for a bad canary.</summary>
    internal bool IsRamped { get; init; }

    internal SloCanaryOptions Options { get; init; } = new();

    /// <summary>How many batches follow the planned sample.</summary>
    internal int Beyond { get; init; }

    internal CanaryResult Run(int canaries, ulong seed)
    {
        CanaryPlan plan = new(Options);
        var sample = plan.Events(BadRatio, Share);
        Dice dice = new(seed);
        List<double> detected = [];
        var (rollbacks, promotions, blamed) = (0, 0, 0);
        for (var i = 0; i < canaries; i++)
        {
            SloCanary canary = new(BadRatio, plan);
            if (Play(canary, sample, dice) is { } share)
            {
                detected.Add(share);
            }

            rollbacks += canary.Verdict == SloCanaryVerdict.Rollback ? 1 : 0;
            promotions += canary.Verdict == SloCanaryVerdict.Promote ? 1 : 0;
            SloCanaryReport report = canary.GetReport();
            blamed += SloStatistics.ChanceOfAsManyBad(report.Canary, report.Baseline) <= Options.LevelRatio ? 1 : 0;
        }

        detected.Sort();
        return new(sample, rollbacks, promotions, detected.Count, detected.Count == 0 ? null : detected[detected.Count / 2], blamed);
    }

    /// <returns>The share of the sample after which it was rolled back; null: not before it was promoted.</returns>
    private double? Play(SloCanary canary, long sample, Dice dice)
    {
        // Rounded up, so that a hundred of them are the sample.
        var ofCanary = (long)Math.Ceiling(sample * Share / BatchesOfASample);
        var ofBaseline = (long)Math.Ceiling(sample * (1 - Share) / BatchesOfASample);
        for (var batch = 1; batch <= BatchesOfASample + Beyond; batch++)
        {
            var step = IsRamped ? Math.Min(10, 1 + (batch / 10)) : 10;
            var errors = IsRamped && step == 10 ? BadRatio * 10 : BadRatio;
            SloCanaryVerdict before = canary.Verdict;
            canary.Add(
                dice.Events(ofBaseline, errors), dice.Events(Math.Max(1, ofCanary * step / 10), errors * Factor), TimeSpan.FromSeconds(batch));
            if (canary.Verdict == SloCanaryVerdict.Rollback)
            {
                SloCanaryReport report = canary.GetReport();
                return before == SloCanaryVerdict.Hold ? (report.Baseline.Total + report.Canary.Total) / (double)sample : null;
            }
        }

        return null;
    }
}
