namespace Slo.Cli.Calc;

/// <summary>An outage as the formulas see it, for a budget of events.</summary>
/// <param name="BadRatio">The share of bad events in it.</param>
/// <param name="Duration">How long it lasts.</param>
/// <param name="IsWithoutHistory">Whether windows hold nothing but what came since it began: a cold start, with unobserved time
/// excluded. With the time before counted as good, a cold start is no different from a good history.</param>
internal sealed record Course(decimal BadRatio, TimeSpan Duration, bool IsWithoutHistory)
{
    // Every second, as in an app.
    private static readonly TimeSpan FirstEvaluation = TimeSpan.FromSeconds(1);

    /// <summary>From when to when, since the outage began, both windows of a rule reach a bad ratio; null: never.</summary>
    internal (TimeSpan From, TimeSpan Until)? Holds(BurnRateRule rule, decimal threshold)
    {
        if (BadRatio == 0 || threshold > BadRatio || (threshold == BadRatio && rule.Comparison == ThresholdComparison.Above))
        {
            return null;
        }

        var share = (double)(threshold / BadRatio);
        TimeSpan from = IsWithoutHistory ? FirstEvaluation : rule.LongWindow * share;

        // The bad part of the short window leaves it; where there is nothing before, good events outweigh it if that is sooner.
        TimeSpan fades = rule.ShortWindow * (1 - share);
        TimeSpan outweighed = Duration * ((1 / share) - 1);
        return from > Duration ? null : (from, Duration + (IsWithoutHistory && outweighed < fades ? outweighed : fades));
    }
}
