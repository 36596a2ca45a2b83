using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Alerting;
using Xunit;

namespace Slo.Tests.Alerting;

public sealed class AlertProperties
{
    [Property(MaxTest = 500, Arbitrary = [typeof(Waits), typeof(Conditions)])]
    public void AnyScript_EveryRule_LivesAsTheNaiveMachineSays(AlertRuleSettings waits, (int Seconds, bool Holds)[] steps)
    {
        NaiveRule naive = new(waits);
        RuleState state = default;
        TimeSpan now = TimeSpan.Zero;
        foreach (var (seconds, holds) in steps)
        {
            now += TimeSpan.FromSeconds(seconds);
            state = state.Next(holds, now.Ticks, waits);
            Assert.Equal(naive.Observe(now, holds), state.State);
        }
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(Traffic)])]
    public void AnyScript_OneAlert_HasTheGreatestSeverityThatFiresAndATransitionForEachChange((int Seconds, int Good, int Bad)[] steps)
    {
        using World world = new(builder => builder.TargetPercent(90)
            .BurnRateRule(AlertSeverity.Page, 5, TimeSpan.FromMinutes(10))
            .BurnRateRule(AlertSeverity.Ticket, 1, TimeSpan.FromMinutes(30), settings: new() { Hold = TimeSpan.FromMinutes(1) })
            .RemainingBudgetRule(AlertSeverity.Ticket, 0.5m));
        AlertSeverity? severity = null;
        foreach (var (seconds, good, bad) in steps)
        {
            world.Tracker.Record(good, bad);
            world.Time.Advance(TimeSpan.FromSeconds(seconds));
            severity = AssertChange(severity, world.Changes(), world.Tracker.Status);
        }

        Assert.Equal(world.Registry.Transitions.Select((_, i) => i + 1L), world.Registry.Transitions.Select(transition => transition.Sequence));
    }

    private static AlertSeverity? AssertChange(AlertSeverity? severity, List<SloAlertTransition> transitions, SloStatus status)
    {
        AlertSeverity? greatest = status.Alert.Firing.Select(rule => (AlertSeverity?)rule.Rule.Severity).Max();
        Assert.Equal(greatest, status.Alert.Severity);
        Assert.Equal(greatest is not null, status.Alert.State == AlertState.Firing);
        Assert.Equal(greatest == severity ? 0 : 1, transitions.Count);
        foreach (SloAlertTransition transition in transitions)
        {
            Assert.Equal((severity, greatest), (transition.Before, transition.After));
            Assert.Equal(severity is null ? SloAlertTransitionKind.Fired : greatest is null ? SloAlertTransitionKind.Resolved
                : greatest > severity ? SloAlertTransitionKind.Escalated : SloAlertTransitionKind.Deescalated, transition.Kind);
            Assert.Same(status, transition.Status);
        }

        return greatest;
    }

    private static class Conditions
    {
        public static Arbitrary<(int Seconds, bool Holds)[]> Of() => Arb.From(
            (from seconds in Gen.Elements(1, 1, 10, 60, 170, 400)
             from holds in Gen.Elements(true, false)
             select (seconds, holds)).ArrayOf(80));
    }

    private static class Traffic
    {
        public static Arbitrary<(int Seconds, int Good, int Bad)[]> Of() => Arb.From(
            (from seconds in Gen.Elements(1, 20, 60, 200)
             from good in Gen.Choose(0, 50)
             from bad in Gen.Elements(0, 0, 1, 10)
             select (seconds, good, bad)).ArrayOf(60));
    }
}
