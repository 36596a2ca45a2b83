using Slo.Alerting;

namespace Slo;

/// <summary>
/// Tests alert rules: runs synthetic outages through the production recorder, windows, evaluator and alert on a virtual clock.
/// </summary>
/// <remarks>Does not affect a running registry: no event is recorded and no handler runs. Takes some milliseconds per rule.</remarks>
public static class SloSelfTest
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>
    /// For each burn-rate rule: constant good traffic for its long window, then an outage until it fires, then good traffic until it ends.
    /// </summary>
    /// <param name="objective">The objective whose rules are tested.</param>
    /// <param name="badRatio">The share of bad events in the outage, in (0, 1]; default: a total one.</param>
    /// <param name="eventsPerSecond">The traffic, from 1 to 1,000,000 events a second.</param>
    /// <returns>One result per burn-rate rule, in the order of the objective.</returns>
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
        using Rehearsal rehearsal = new(objective, index, eventsPerSecond);
        rehearsal.Pass(UntilSlice(objective, rehearsal.Now), 0);
        for (var i = 0; i < 60; i++)
        {
            rehearsal.Pass(rule.LongWindow / 60, 0);
        }

        TimeSpan? detection = rehearsal.Until(AlertState.Firing, badRatio, rule.LongWindow + rule.Settings.Hold);
        TimeSpan? reset = detection is null
            ? null
            : rehearsal.Until(AlertState.Resolved, 0, rule.LongWindow + rule.Settings.KeepFiring);
        TimeSpan? expected = ExpectedDetection(objective, rule, badRatio);
        return new SloSelfTestResult(rule, detection, expected, reset, IsPassed(objective, rule, detection, expected));
    }

    // A guard for low traffic may delay the rule beyond the formula, which ignores guards.
    private static bool IsPassed(SloObjective objective, BurnRateRule rule, TimeSpan? detection, TimeSpan? expected)
    {
        if (detection is null || expected is null)
        {
            return detection is null && expected is null;
        }

        TimeSpan slack = Tick + (rule.LongWindow / 1000);
        var isGuarded = rule.MinimumEvents > 0 || rule.Settings.MinimumBadEvents > 0 || rule.Settings.Confidence is not null;
        return detection >= expected - slack && (isGuarded || detection <= expected + slack);
    }

    // Windows are whole slices, so an outage that begins after one of them begins with a slice if they do.
    private static TimeSpan UntilSlice(SloObjective objective, DateTimeOffset now)
    {
        if (objective.Method.Slice == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        DateTimeOffset first = objective.Period.IsRolling ? DateTimeOffset.UnixEpoch : objective.Period.Containing(now).Start;
        var into = (now - first).Ticks % objective.Method.Slice.Ticks;
        return into == 0 ? TimeSpan.Zero : objective.Method.Slice - TimeSpan.FromTicks(into);
    }

    /// <summary>
    /// (1 - target) x factor x long window / bad ratio, to the end of the slice, and the hold (SRE workbook, chapter 5). Null where the
    /// outage never reaches the factor.
    /// </summary>
    private static TimeSpan? ExpectedDetection(SloObjective objective, BurnRateRule rule, double badRatio)
    {
        TimeSpan slice = objective.Method.Slice;
        var worth = slice > TimeSpan.Zero && BudgetingMethod.HasSliceTarget(objective.Method.Kind)
            ? 1 - (decimal)badRatio < objective.Method.SliceTargetRatio ? 1 : 0
            : (decimal)badRatio;
        var threshold = rule.Factor * (1 - objective.TargetRatio);
        if (worth == 0 || threshold > worth || (threshold == worth && rule.Comparison == ThresholdComparison.Above))
        {
            return null;
        }

        TimeSpan detection = rule.LongWindow * (double)(threshold / worth);
        return (slice == TimeSpan.Zero ? detection : slice * Slices(detection / slice, rule.Comparison)) + rule.Settings.Hold;
    }

    // A product of decimals may be off by its last digit.
    private static double Slices(double slices, ThresholdComparison comparison) => comparison == ThresholdComparison.Above
        ? Math.Floor(slices + 1e-9) + 1
        : Math.Ceiling(slices - 1e-9);

    /// <summary>One objective on a virtual clock.</summary>
    private sealed class Rehearsal : IDisposable
    {
        private readonly VirtualTime _time = new();
        private readonly SloRegistry _registry;
        private readonly SloTracker _tracker;
        private readonly int _rule;
        private readonly int _eventsPerSecond;
        private double _owed;

        internal Rehearsal(SloObjective objective, int rule, int eventsPerSecond)
        {
            _registry = new SloRegistry(_time);
            _tracker = _registry.Add(objective);
            _rule = rule;
            _eventsPerSecond = eventsPerSecond;
        }

        internal DateTimeOffset Now => _time.GetUtcNow();

        public void Dispose() => _registry.Dispose();

        internal TimeSpan? Until(AlertState state, double badRatio, TimeSpan limit)
        {
            for (TimeSpan passed = Tick; passed <= limit + Tick; passed += Tick)
            {
                Pass(Tick, badRatio);
                if (_tracker.Status.Alert.Rules[_rule].State == state)
                {
                    return passed;
                }
            }

            return null;
        }

        // Whole events are recorded; the rest of one is carried to the next second.
        internal void Pass(TimeSpan by, double badRatio)
        {
            var events = (long)(_eventsPerSecond * by.TotalSeconds);
            _owed += badRatio * events;
            var bad = (long)_owed;
            _owed -= bad;
            _tracker.Record(events - bad, bad);
            _time.Advance(by);
            _registry.Evaluate();
        }
    }
}
