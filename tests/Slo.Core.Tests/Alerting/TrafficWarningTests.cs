using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.Alerting;

public sealed class TrafficWarningTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Warnings_OfTrafficTooLowForAFactor_SayWhatItNeeds()
    {
        using World world = new(builder => builder.BurnRateRule(AlertSeverity.Page, 14.4m, Hour));
        world.Tracker.Record(12, 0);
        Assert.Empty(world.Tracker.GetTrafficWarnings());

        world.After(Hour);

        Assert.Equal(
            "objective 'x': rule 'page at 14.4x over 1h/5m': saw 12 events in the last 1h, so a single bad one makes it fire; it needs 70 events per 1h, "
            + "or a guard (minimum bad events, a confidence, minimum events), or a longer window",
            Assert.Single(world.Tracker.GetTrafficWarnings()));
        world.Tracker.Record(100, 0);
        Assert.Empty(world.Tracker.GetTrafficWarnings());
    }

    [Fact]
    public void Warnings_OfAMinimumThatTrafficNeverReaches_SayThatTheRuleIsDead()
    {
        using World world = new(builder => builder.BurnRateRule(AlertSeverity.Page, 14.4m, Hour, minimumEvents: 100));
        world.Tracker.Record(12, 0);
        world.After(Hour);

        Assert.EndsWith("fewer than its minimum of 100, so it cannot fire; lower the minimum or lengthen the window", Assert.Single(world.Tracker.GetTrafficWarnings()), StringComparison.Ordinal);
    }

    [Fact]
    public void NeededEvents_OfAThreshold_AreTheLeastOfWhichOneBadStaysBelow()
    {
        Fraction threshold = Fraction.From(0.0144m);
        var needed = TrafficLint.NeededEvents(threshold);

        Assert.True(threshold.CompareRatio(1, needed) < 0);
        Assert.True(threshold.CompareRatio(1, needed - 1) >= 0);
    }
}
