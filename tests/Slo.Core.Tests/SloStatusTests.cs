using Xunit;

namespace Slo.Tests;

public sealed class SloStatusTests
{
    [Fact]
    public void Status_WithoutEvents_HasNoAnswersButItsPlace()
    {
        using World world = new();
        SloStatus status = world.After(TimeSpan.FromSeconds(1));

        Assert.Equal(SloState.NoData, status.State);
        Assert.Equal(default, status.Events);
        Assert.Null(status.ComplianceRatio);
        Assert.Null(status.ComplianceLowerBound);
        Assert.Null(status.ComplianceUpperBound);
        Assert.Null(status.IsMet);
        Assert.Null(status.ErrorBudgetRemainingRatio);
        Assert.Null(status.ErrorBudgetRemainingEvents);
        Assert.Null(status.ErrorBudgetRemainingTime);
        Assert.Null(status.TimeToExhaustion);
        Assert.Null(status.PeriodBurnRate);
        Assert.Null(status.Severity);
        Assert.All(status.Windows, window => Assert.Null(window.BurnRate));
        Assert.All(status.Alert.Rules, rule => Assert.Equal((null, null, false), (rule.LongBurnRate, rule.ShortBurnRate, rule.Holds)));
        Assert.Equal(world.Time.GetUtcNow(), status.AsOf);
        Assert.Equal((status.AsOf.AddDays(-30), status.AsOf), (status.PeriodStart, status.PeriodEnd));
    }

    [Fact]
    public void Status_ExactlyAtItsTarget_IsMetWithNothingLeft()
    {
        using World world = new(builder => builder.NoRules());
        SloStatus status = world.After(999, 1);

        Assert.True(status.IsMet);
        Assert.Equal(0d, status.ErrorBudgetRemainingRatio);
        Assert.Equal(0d, status.ErrorBudgetRemainingEvents);
        Assert.Equal(TimeSpan.Zero, status.ErrorBudgetRemainingTime);
        Assert.Equal(TimeSpan.Zero, status.TimeToExhaustion);
        Assert.Equal(1d, status.PeriodBurnRate);
        Assert.Equal(SloState.AtRisk, status.State);
    }

    [Theory]
    [InlineData(10_000, 0, SloState.Healthy)]
    [InlineData(9_991, 9, SloState.Healthy)]
    [InlineData(99_909, 91, SloState.AtRisk)]
    [InlineData(9_990, 10, SloState.AtRisk)]
    [InlineData(9_989, 11, SloState.Exhausted)]
    [InlineData(0, 1, SloState.Exhausted)]
    public void State_ByTheBudgetLeft_IsTheDocumentedOne(long good, long bad, SloState state)
    {
        using World world = new(builder => builder.NoRules());

        Assert.Equal(state, world.After(good, bad).State);
    }

    [Fact]
    public void State_WhileAPageRuleHolds_IsAtRisk()
    {
        using World world = new(builder => builder.BurnRateRule(AlertSeverity.Page, 0.5m, TimeSpan.FromHours(1)));
        SloStatus status = world.After(1999, 1);

        Assert.Equal((SloState.AtRisk, AlertSeverity.Page), (status.State, status.Severity));
        Assert.True(status.Alert.Rules[0].Holds);
    }

    [Fact]
    public void State_WhileATicketRuleHolds_IsHealthy()
    {
        using World world = new(builder => builder.BurnRateRule(AlertSeverity.Ticket, 0.5m, TimeSpan.FromHours(1)));
        SloStatus status = world.After(1999, 1);

        Assert.Equal((SloState.Healthy, AlertSeverity.Ticket), (status.State, status.Severity));
    }

    [Fact]
    public void Coverage_AfterAStart_GrowsAndBoundsCompliance()
    {
        using World world = new(builder => builder.Rolling(TimeSpan.FromHours(10)).NoRules());
        world.Tracker.Record(90, 10);
        SloStatus early = world.After(TimeSpan.FromHours(1));

        Assert.Equal(0.1, early.CoverageRatio, 1e-12);
        Assert.Equal(0.09, early.ComplianceLowerBound!.Value, 1e-12);
        Assert.Equal(0.99, early.ComplianceUpperBound!.Value, 1e-12);
        Assert.Equal(1, world.After(TimeSpan.FromHours(9)).CoverageRatio);
        Assert.Equal(0.9, world.Tracker.Status.ComplianceLowerBound);
        Assert.Equal(0.9, world.Tracker.Status.ComplianceUpperBound);
    }

    [Fact]
    public void Coverage_AfterASuspension_FallsByTheGap()
    {
        using World world = new(builder => builder.Rolling(TimeSpan.FromHours(10)).NoRules());
        world.After(TimeSpan.FromHours(10));

        world.Time.StepWall(TimeSpan.FromHours(5));

        Assert.Equal(0.5, world.After(TimeSpan.Zero).CoverageRatio, 1e-12);
    }

    [Fact]
    public void Budget_AsTimeAndEvents_FollowsFromTheRatio()
    {
        using World world = new(builder => builder.NoRules());
        SloStatus fifth = world.After(9_992, 8);

        Assert.Equal(0.2, fifth.ErrorBudgetRemainingRatio);
        Assert.Equal(2, fifth.ErrorBudgetRemainingEvents);
        Assert.Equal(TimeSpan.FromMinutes(8.64), fifth.ErrorBudgetRemainingTime);
        Assert.Equal(TimeSpan.FromDays(7.5), fifth.TimeToExhaustion);
    }

    [Fact]
    public void Exhaustion_Forecast_UsesTheMostUrgentRulesLongWindow()
    {
        using World world = new(builder => builder.BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromHours(1)));
        world.After(99_990, 10);
        world.After(TimeSpan.FromHours(2));
        Assert.Null(world.Tracker.Status.TimeToExhaustion);

        SloStatus burning = world.After(9_990, 10);

        Assert.Equal(1, burning.Alert.Rules[0].LongBurnRate);
        Assert.Equal(burning.ErrorBudgetRemainingRatio!.Value * 30, burning.TimeToExhaustion!.Value.TotalDays, 1e-6);
    }

    [Fact]
    public void Status_Published_NeverChanges()
    {
        using World world = new();
        SloStatus first = world.After(1, 1);
        Assert.Equal(new SloEventCounts(1, 1), first.Windows[0].Events);
        world.After(5, 5);

        Assert.Equal(new SloEventCounts(1, 1), first.Events);
        Assert.All(first.Windows, window => Assert.Equal(new SloEventCounts(1, 1), window.Events));
        Assert.Equal(["5m", "30m", "1h", "2h", "6h", "1d", "3d"], first.Windows.Select(window => SloDuration.Format(window.Window)));
    }

    [Fact]
    public void ToString_OfAStatus_IsTheSameEverywhere()
    {
        using World world = new();
        SloStatus status = world.After(999, 1);

        Assert.Contains("x: AtRisk, compliance 99.900", Definition.InEveryCulture(status.ToString), StringComparison.Ordinal);
    }
}
