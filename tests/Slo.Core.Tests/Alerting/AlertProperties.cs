using FsCheck;
using FsCheck.Fluent;
using Slo.Alerting;
using Xunit;

namespace Slo.Tests.Alerting;

public sealed class AlertProperties
{
    [Fact]
    public void AnyScript_EveryRule_LivesAsTheNaiveMachineSays()
    {
        Gen<TimeSpan> wait = Gen.Elements(0, 1, 60, 150, 300, 900).Select(seconds => TimeSpan.FromSeconds(seconds));
        Gen<AlertRuleSettings> settings = from hold in wait
                                          from keep in wait
                                          from cool in wait
                                          select new AlertRuleSettings { Hold = hold, KeepFiring = keep, CoolDown = cool };
        Gen<(int Seconds, bool Holds)[]> script = Gen.Elements(1, 1, 10, 60, 170, 400).Zip(Gen.Elements(true, false))
            .Select(item => (item.Item1, item.Item2)).ArrayOf(80);
        Prop.ForAll(settings.Zip(script).ToArbitrary(), item =>
        {
            (AlertRuleSettings guards, (int Seconds, bool Holds)[] steps) = item;
            NaiveRule naive = new(guards);
            RuleState state = default;
            TimeSpan now = TimeSpan.Zero;
            foreach (var (seconds, holds) in steps)
            {
                now += TimeSpan.FromSeconds(seconds);
                state = state.Next(holds, now.Ticks, guards);
                Assert.Equal(naive.Observe(now, holds), state.State);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void AnyScript_OneAlert_HasTheGreatestSeverityThatFiresAndATransitionForEachChange()
    {
        Gen<(int Seconds, int Good, int Bad)[]> script =
            (from seconds in Gen.Elements(1, 20, 60, 200)
             from good in Gen.Choose(0, 50)
             from bad in Gen.Elements(0, 0, 1, 10)
             select (seconds, good, bad)).ArrayOf(60);
        Prop.ForAll(script.ToArbitrary(), steps =>
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
                List<SloAlertTransition> transitions = world.Changes();

                SloAlert alert = world.Tracker.Status.Alert;
                AlertSeverity? greatest = alert.Firing.Select(rule => (AlertSeverity?)rule.Rule.Severity).Max();
                Assert.Equal(greatest, alert.Severity);
                Assert.Equal(greatest is not null, alert.State == AlertState.Firing);
                Assert.Equal(greatest == severity ? 0 : 1, transitions.Count);
                foreach (SloAlertTransition transition in transitions)
                {
                    Assert.Equal((severity, greatest), (transition.Before, transition.After));
                    Assert.Equal(severity is null ? SloAlertTransitionKind.Fired : greatest is null ? SloAlertTransitionKind.Resolved
                        : greatest > severity ? SloAlertTransitionKind.Escalated : SloAlertTransitionKind.Deescalated, transition.Kind);
                    Assert.Same(world.Tracker.Status, transition.Status);
                }

                severity = greatest;
            }

            Assert.Equal(world.Registry.Transitions.Select((_, i) => i + 1L), world.Registry.Transitions.Select(transition => transition.Sequence));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }
}
