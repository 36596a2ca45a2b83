using Slo.Cli.Calc;
using Slo.Cli.Infrastructure;
using Slo.Shared.Replay;

namespace Slo.Cli.Simulate;

/// <summary>
/// An outage through the production evaluator and alert engine: a clean period of even traffic (or, from a cold start, nothing), then a
/// share of bad events for a time, then clean traffic again until every rule has ended. Evaluated every second, as in an app.
/// </summary>
internal sealed class Outage(SloObjective objective, decimal badRatio, TimeSpan duration, long eventsPerSecond, bool isCold = false)
{
    private static readonly DateTimeOffset NewYear = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PastStep = TimeSpan.FromMinutes(1);

    private decimal _owed;

    internal SloObjective Objective => objective;

    internal decimal BadRatio => badRatio;

    internal TimeSpan Duration => duration;

    internal bool IsCold => isCold;

    internal IReadOnlyList<SimulatedRule> Rules { get; } = [.. objective.Rules.Select(rule =>
        new SimulatedRule(rule, rule is BurnRateRule burn ? RuleTimes.Of(objective, burn, badRatio, duration, isCold) : null))];

    /// <summary>The share of the period's budget that the outage spent; null without events.</summary>
    internal double? BudgetSpent { get; private set; }

    internal void Run(Progress progress, CancellationToken cancel)
    {
        VirtualTime time = new((Start() - Past - DateTimeOffset.UnixEpoch).Ticks);

        // The budget of the whole period is to be exact to the minute, as in a replay.
        using SloRegistry registry = new(time, keepsEveryMinute: !objective.IsCompact);
        SloTracker tracker = registry.Add(objective);
        TimeSpan longest = Longest();
        var all = (long)((duration + longest).TotalSeconds + (Past / PastStep));
        long done = 0;
        for (TimeSpan passed = TimeSpan.Zero; passed < Past; passed += PastStep)
        {
            Pass(PastStep, 0);
        }

        var before = tracker.Status.ErrorBudgetRemainingRatio ?? 1;
        for (TimeSpan passed = Second; passed <= duration; passed += Second)
        {
            Pass(Second, badRatio);
            Observe(tracker, passed, before, isSpent: true);
        }

        // The last slice ends after the outage, and a rule may begin to hold then.
        TimeSpan least = duration + objective.Method.Slice;
        for (TimeSpan passed = duration + Second; passed <= duration + longest && (passed <= least || IsActive(tracker)); passed += Second)
        {
            Pass(Second, 0);
            Observe(tracker, passed, before, isSpent: passed <= least);
        }

        void Pass(TimeSpan step, decimal share)
        {
            cancel.ThrowIfCancellationRequested();
            Record(tracker, eventsPerSecond * (long)step.TotalSeconds, share);
            time.Now += step.Ticks;
            registry.Evaluate();
            progress.Report(++done, all);
        }
    }

    private TimeSpan Past => isCold ? TimeSpan.Zero : objective.Period.Length;

    private static bool IsActive(SloTracker tracker) => tracker.Status.Alert.State is AlertState.Firing or AlertState.Pending;

    // Whole events are recorded; the rest of one is carried to the next step.
    private void Record(SloTracker tracker, long events, decimal share)
    {
        _owed += events * share;
        var bad = (long)_owed;
        _owed -= bad;
        tracker.Record(events - bad, bad);
    }

    private void Observe(SloTracker tracker, TimeSpan passed, double before, bool isSpent)
    {
        BudgetSpent = isSpent ? before - tracker.Status.ErrorBudgetRemainingRatio : BudgetSpent;
        IReadOnlyList<AlertRuleStatus> rules = tracker.Status.Alert.Rules;
        for (var i = 0; i < rules.Count; i++)
        {
            Rules[i].Observe(rules[i].State, passed, passed - duration, () => before - tracker.Status.ErrorBudgetRemainingRatio);
        }
    }

    /// <summary>The outage begins with a calendar period, and with a slice: the first one of the year 2026.</summary>
    private DateTimeOffset Start()
    {
        if (!objective.Period.IsRolling)
        {
            return objective.Period.Containing(NewYear.AddTicks(-1)).End;
        }

        var slice = Math.Max(1, objective.Method.Slice.Ticks);
        return NewYear.AddTicks((slice - ((NewYear - DateTimeOffset.UnixEpoch).Ticks % slice)) % slice);
    }

    // No rule can hold on something that no window of it reaches back to.
    private TimeSpan Longest() => objective.Method.Slice + PastStep + objective.Rules
        .Select(rule => ((rule as BurnRateRule)?.LongWindow ?? objective.Period.Length) + rule.Settings.KeepFiring)
        .DefaultIfEmpty(TimeSpan.Zero).Max();
}
