using Slo.Alerting;

namespace Slo;

/// <summary>Does my alarm work? Feeds synthetic outages to the production recorder, windows, evaluator and alert on a virtual clock.</summary>
/// <remarks>Touches no running registry; nothing is recorded anywhere, no handler runs. Takes some milliseconds a rule.</remarks>
public static class SloSelfTest
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>For each burn-rate rule: steady good traffic for its long window, then an outage until it fires, then good traffic until it ends.</summary>
    /// <param name="objective">The objective whose rules are to be rehearsed.</param>
    /// <param name="badRatio">The share of bad events in the outage, in (0, 1]; default: a total one.</param>
    /// <param name="eventsPerSecond">The traffic, from 1 to 1,000,000 events a second.</param>
    /// <returns>One result a burn-rate rule, in the objective's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static IReadOnlyList<SloSelfTestResult> Run(SloObjective objective, double badRatio = 1, int eventsPerSecond = 1000)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(badRatio);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(badRatio, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(eventsPerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(eventsPerSecond, 1_000_000);
        return [.. objective.Rules.Index().Where(rule => rule.Item is BurnRateRule)
            .Select(rule => Rehearse(objective, rule.Index, (BurnRateRule)rule.Item, badRatio, eventsPerSecond))];
    }

    private static SloSelfTestResult Rehearse(SloObjective objective, int index, BurnRateRule rule, double badRatio, int eventsPerSecond)
    {
        VirtualTime time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(objective);
        var owed = 0.0;
        for (var i = 0; i < 60; i++)
        {
            Pass(rule.LongWindow / 60, 0);
        }

        TimeSpan? detection = Until(AlertState.Firing, badRatio, rule.LongWindow + rule.Settings.Hold);
        TimeSpan? reset = detection is null ? null : Until(AlertState.Resolved, 0, rule.LongWindow + rule.Settings.KeepFiring);
        TimeSpan? expected = ExpectedDetection(objective, rule, badRatio);
        return new SloSelfTestResult(rule, detection, expected, reset, IsPassed(objective, rule, detection, expected));

        TimeSpan? Until(AlertState state, double share, TimeSpan limit)
        {
            for (TimeSpan passed = Tick; passed <= limit + Tick; passed += Tick)
            {
                Pass(Tick, share);
                if (tracker.Status.Alert.Rules[index].State == state)
                {
                    return passed;
                }
            }

            return null;
        }

        // Whole events are recorded; what is left of one is carried to the next second.
        void Pass(TimeSpan by, double share)
        {
            var events = (long)(eventsPerSecond * by.TotalSeconds);
            owed += share * events;
            var bad = (long)owed;
            owed -= bad;
            tracker.Record(events - bad, bad);
            time.Advance(by);
            registry.Evaluate();
        }
    }

    // A guard for low traffic may come later than the formula, which knows nothing of it.
    private static bool IsPassed(SloObjective objective, BurnRateRule rule, TimeSpan? detection, TimeSpan? expected)
    {
        if (detection is null || expected is null)
        {
            return detection is null && expected is null;
        }

        TimeSpan slack = Tick + (rule.LongWindow / 1000) + (2 * objective.Method.Slice);
        var isGuarded = rule.MinimumEvents > 0 || rule.Settings.MinimumBadEvents > 0 || rule.Settings.Confidence is not null;
        return detection >= expected - slack && (isGuarded || detection <= expected + slack);
    }

    /// <summary>(1 - target) x factor x long window / bad ratio, and the hold (SRE workbook, chapter 5). Null where the outage never reaches the factor.</summary>
    private static TimeSpan? ExpectedDetection(SloObjective objective, BurnRateRule rule, double badRatio)
    {
        var share = (double)(rule.Factor * (1 - objective.TargetRatio)) / badRatio;
        return share > 1 ? null : (rule.LongWindow * share) + rule.Settings.Hold;
    }
}
