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

        SloFinding warning = Assert.Single(world.Tracker.GetTrafficWarnings());
        Assert.Equal(
            (SloFindingSeverity.Warning, SloFindingCodes.TrafficTooLow, "x", "rule 'page at 14.4x over 1h/5m'"),
            (warning.Severity, warning.Code, warning.Objective, warning.Path));
        Assert.Contains(" 12 events", warning.Message, StringComparison.Ordinal);
        Assert.Contains(" 70 events", warning.Message, StringComparison.Ordinal);
        world.Tracker.Record(100, 0);
        Assert.Empty(world.Tracker.GetTrafficWarnings());
    }

    [Fact]
    public void Warnings_OfAMinimumThatTrafficNeverReaches_SayThatTheRuleIsDead()
    {
        using World world = new(builder => builder.BurnRateRule(AlertSeverity.Page, 14.4m, Hour, minimumEvents: 100));
        world.Tracker.Record(12, 0);
        world.After(Hour);

        Assert.Equal(SloFindingCodes.TrafficBelowMinimum, Assert.Single(world.Tracker.GetTrafficWarnings()).Code);
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
