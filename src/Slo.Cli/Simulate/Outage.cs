using Slo.Cli.Calc;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Simulate;

/// <summary>
/// An outage through the production evaluator and alert engine: a clean period of even traffic, then a share of bad events for a
/// time, then clean traffic again until every rule has ended. Evaluated every second, as in an app.
/// </summary>
internal sealed class Outage(SloObjective objective, decimal badRatio, TimeSpan duration, long eventsPerSecond)
{
    // 1 January 2026, at which calendar periods of every kind begin.
    private static readonly long Start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)
        .ToUnixTimeSeconds() * TimeSpan.TicksPerSecond;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PastStep = TimeSpan.FromMinutes(1);

    private decimal _owed;

    internal SloObjective Objective => objective;

    internal decimal BadRatio => badRatio;

    internal TimeSpan Duration => duration;

    internal IReadOnlyList<SimulatedRule> Rules { get; } = [.. objective.Rules.Select(rule =>
        new SimulatedRule(rule, rule is BurnRateRule burn ? RuleTimes.Of(burn, objective.TargetRatio, badRatio) : null))];

    /// <summary>The share of the period's budget that the outage spent; null without events.</summary>
    internal double? BudgetSpent { get; private set; }

    internal void Run(Progress progress, CancellationToken cancel)
    {
        VirtualTime time = new(Start - objective.Period.Length.Ticks);
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(objective);
        TimeSpan longest = Longest();
        var all = (long)((duration + longest).TotalSeconds + (objective.Period.Length / PastStep));
        long done = 0;
        for (TimeSpan passed = TimeSpan.Zero; passed < objective.Period.Length; passed += PastStep)
        {
            Pass(PastStep, 0);
        }

        var before = tracker.Status.ErrorBudgetRemainingRatio;
        for (TimeSpan passed = Second; passed <= duration; passed += Second)
        {
            Pass(Second, badRatio);
            Observe(tracker, passed);
        }

        BudgetSpent = before - tracker.Status.ErrorBudgetRemainingRatio;
        for (TimeSpan passed = duration + Second; passed <= duration + longest && IsActive(tracker); passed += Second)
        {
            Pass(Second, 0);
            Observe(tracker, passed);
        }

        void Pass(TimeSpan step, decimal share)
        {
            cancel.ThrowIfCancellationRequested();
            var events = eventsPerSecond * (long)step.TotalSeconds;
            _owed += events * share;
            var bad = (long)_owed;
            _owed -= bad;
            tracker.Record(events - bad, bad);
            time.Now += step.Ticks;
            registry.Evaluate();
            progress.Report(++done, all);
        }
    }

    private static bool IsActive(SloTracker tracker) => tracker.Status.Alert.State is AlertState.Firing or AlertState.Pending;

    private void Observe(SloTracker tracker, TimeSpan passed)
    {
        IReadOnlyList<AlertRuleStatus> rules = tracker.Status.Alert.Rules;
        for (var i = 0; i < rules.Count; i++)
        {
            Rules[i].Observe(rules[i].State, passed, passed - duration);
        }
    }

    // No rule can hold on something that no window of it reaches back to.
    private TimeSpan Longest() => objective.Rules
        .Select(rule => (rule as BurnRateRule)?.LongWindow + rule.Settings.KeepFiring ?? objective.Period.Length)
        .DefaultIfEmpty(TimeSpan.Zero).Max() + PastStep;
}
