using System.Globalization;
using Slo.Evaluation;

namespace Slo;

/// <summary>The options of the comparison of a canary with its baseline: the error rates of the test, the difference to detect, and
/// limits.</summary>
/// <remarks>Immutable. docs/canary.md describes the method.</remarks>
public sealed record SloCanaryOptions
{
    /// <summary>The highest probability of a rollback if the canary is as bad as the baseline, over the whole comparison.</summary>
    /// <value>Default 0.01; from 0.000001 to 0.2.</value>
    public double LevelRatio { get; init; } = 0.01;

    /// <summary>The probability that a canary that is worse by <see cref="DetectableFactor"/> is rolled back within the planned sample, if
    /// the baseline is as bad as the target allows. With a better baseline it is lower.</summary>
    /// <value>Default 0.9; from 0.5 to 0.9999.</value>
    public double PowerRatio { get; init; } = 0.9;

    /// <summary>The ratio of the canary's share of bad events to that of the baseline that must be detected. A smaller factor needs more
    /// events.</summary>
    /// <value>Default 2; from 1.1 to 100.</value>
    public double DetectableFactor { get; init; } = 2;

    /// <summary>The number of events that each cohort must have before <see cref="SloCanaryVerdict.Promote"/> or
    /// <see cref="SloCanaryVerdict.Rollback"/>. For a rollback because of the burn rate, only the canary must have them.</summary>
    /// <value>Default 50; from 1 to 1,000,000,000.</value>
    public int MinimumEvents { get; init; } = 50;

    /// <summary>The time for the planned sample, from the start of the comparison. If the sample is not complete by then, the verdict is
    /// <see cref="SloCanaryVerdict.Inconclusive"/>.</summary>
    /// <value>Default 1 h; from 1 s to 30 d.</value>
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The canary is rolled back, independent of the baseline, if its own burn rate is significantly above this.</summary>
    /// <value>Default 14.4; from 1 to 100,000. A limit that no error rate can reach has no effect.</value>
    public double BurnRateLimit { get; init; } = 14.4;

    /// <summary>Returns the errors of the values; empty if there are none.</summary>
    public IReadOnlyList<SloFinding> GetFaults() =>
    [
        .. Check(nameof(LevelRatio), LevelRatio, 0.000001, 0.2, "0.01"),
        .. Check(nameof(PowerRatio), PowerRatio, 0.5, 0.9999, "0.9"),
        .. Check(nameof(DetectableFactor), DetectableFactor, 1.1, 100, "2"),
        .. Check(nameof(MinimumEvents), MinimumEvents, 1, 1_000_000_000, "50"),
        .. Check(nameof(BurnRateLimit), BurnRateLimit, 1, 100_000, "14.4"),
        .. Within >= TimeSpan.FromSeconds(1) && Within <= TimeSpan.FromDays(30) ? [] : new[]
        {
            SloFinding.Error(SloFindingCodes.OutOfRange,
                $"canary {nameof(Within)} {SloDuration.Format(Within)}: must be from 1s to 30d, for example 1h", nameof(Within)),
        },
    ];

    /// <summary>
    /// Returns the planned sample: the number of events of both cohorts together, by the power formula of docs/canary.md.
    /// </summary>
    /// <param name="badRatio">The share of bad events of the baseline, in (0, 1): for example the one that the target allows.</param>
    /// <param name="canaryShare">The share of the events that the canary gets, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is not above 0 and below 1.</exception>
    /// <exception cref="SloDefinitionException">A value of the options is out of range.</exception>
    public long GetRequiredEvents(double badRatio, double canaryShare)
    {
        ThrowIfNoRatio(badRatio);
        ThrowIfNoRatio(canaryShare);
        return new CanaryPlan(this).Events(badRatio, canaryShare);
    }

    private static void ThrowIfNoRatio(double ratio)
    {
        if (!(ratio > 0 && ratio < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "Must be above 0 and below 1.");
        }
    }

    private static SloFinding[] Check(string name, double value, double least, double most, string example) =>
        value >= least && value <= most ? [] :
        [
            SloFinding.Error(SloFindingCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture,
                $"canary {name} {value}: must be from {least:0.######} to {most:0.######}, for example {example}"), name),
        ];
}
