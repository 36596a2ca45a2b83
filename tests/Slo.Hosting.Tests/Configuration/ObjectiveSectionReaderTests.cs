using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class ObjectiveSectionReaderTests
{
    [Fact]
    public void Objective_WithEveryKeyOfARollingOne_SaysWhatWasWritten()
    {
        SloObjective objective = Assert.Single(SloHost.Objectives(SloHost.Objective("""
            "DisplayName": "Customers can place orders", "Service": "shop-api", "Description": "What the shop lives on", "Owner": "team checkout",
            "Labels": { "team": "checkout", "tier": "1" }, "TargetPercent": 99.9, "Period": "28d", "FasterThan": "300ms", "Compact": true,
            "Http": { "Method": "post", "Route": "/orders", "Routes": [ "GET /orders/{id}", "/carts" ], "GoodStatusCodes": [ "200-403" ],
                      "BadStatusCodes": [ "429", "5xx" ], "IgnoredStatusCodes": [ "404" ] },
            "Rules": {
              "fast": { "Severity": "Page", "BurnRate": 14.4, "Long": "1h", "Short": "5m", "MinimumEvents": 50, "Comparison": "Above" },
              "slow": { "Severity": "ticket", "BudgetPercent": 10, "Long": "3d" }
            }
            """)));

        Assert.Equal("checkout: 99.9 % over 28d", objective.ToString());
        Assert.Equal("Customers can place orders", objective.DisplayName);
        Assert.Equal("shop-api", objective.Service);
        Assert.Equal("What the shop lives on", objective.Description);
        Assert.Equal("team checkout", objective.Owner);
        Assert.Equal([new("team", "checkout"), new("tier", "1")], objective.Labels.OrderBy(label => label.Key));
        Assert.Equal(TimeSpan.FromMilliseconds(300), objective.LatencyThreshold);
        Assert.True(objective.IsCompact);
        HttpIndicator http = Assert.IsType<HttpIndicator>(objective.Indicator);
        Assert.Equal(["POST /orders", "GET /orders/{id}", "/carts"], http.Routes.Select(route => route.ToString()));
        Assert.Equal(
            [SloOutcome.Good, SloOutcome.Good, SloOutcome.Ignored, SloOutcome.Bad, SloOutcome.Bad, SloOutcome.Bad],
            new[] { 200, 403, 404, 405, 429, 503 }.Select(http.Classify));
        Assert.Equal(["page at 14.4x over 1h/5m", "ticket at 0.9333x over 3d/6h"], objective.BurnRateRules.Select(rule => rule.ToString()));
        Assert.Equal([50, 0], objective.BurnRateRules.Select(rule => rule.MinimumEvents));
        Assert.Equal([ThresholdComparison.Above, ThresholdComparison.AtOrAbove], objective.BurnRateRules.Select(rule => rule.Comparison));
    }

    [Theory]
    [InlineData("1M", false, "month in Europe/Berlin")]
    [InlineData("1Q", false, "quarter in Europe/Berlin")]
    [InlineData("1Y", false, "year in Europe/Berlin")]
    [InlineData("2M", false, "2 month in Europe/Berlin")]
    [InlineData("1w", true, "week in Europe/Berlin")]
    [InlineData("1d", true, "day in Europe/Berlin")]
    public void Window_OfACalendar_StartsAtItsStartTime(string window, bool isCalendar, string expected)
    {
        SloObjective objective = Assert.Single(SloHost.Objectives(SloHost.Objective(
            $"""
            "TargetPercent": 99, "Period": "{window}", "Calendar": {(isCalendar ? "true" : "false")}, "TimeZone": "Europe/Berlin",
            "StartTime": "2026-01-05 06:00:00"
            """)));

        Assert.False(objective.Period.IsRolling);
        Assert.Equal(expected, objective.Period.ToString());
        Assert.Equal(
            new DateTimeOffset(2026, 1, 5, 5, 0, 0, TimeSpan.Zero),
            objective.Period.Containing(new DateTimeOffset(2026, 1, 5, 6, 0, 0, TimeSpan.Zero)).Start);
    }

    [Theory]
    [InlineData("1M", "month in UTC")]
    [InlineData("30m", "30m")]
    [InlineData("1w", "7d")]
    [InlineData("1d12h", "1d12h")]
    public void Window_WithoutZone_IsRollingOrOfUtc(string window, string expected) => Assert.Equal(
        expected, Assert.Single(SloHost.Objectives(SloHost.Objective($"\"TargetPercent\": 99, \"Period\": \"{window}\""))).Period.ToString());

    [Fact]
    public void Target_AsRatio_IsTheSameAsInPercent() => Assert.Equal(
        0.9995m, Assert.Single(SloHost.Objectives(SloHost.Objective("\"TargetRatio\": 0.9995"))).TargetRatio);

    [Fact]
    public void BudgetingMethod_Timeslices_ReadsSliceAndItsTarget()
    {
        BudgetingMethod method = Assert.Single(SloHost.Objectives(SloHost.Objective(
            "\"TargetPercent\": 99, \"BudgetingMethod\": \"timeslices\", \"TimesliceWindow\": \"5m\", \"TimesliceTargetPercent\": 95"))).Method;

        Assert.Equal(BudgetingMethod.Timeslices(TimeSpan.FromMinutes(5), 0.95m), method);
    }

    [Fact]
    public void BudgetingMethod_RatioTimeslices_ReadsTheSlice()
    {
        BudgetingMethod method = Assert.Single(SloHost.Objectives(SloHost.Objective(
            "\"TargetPercent\": 99, \"BudgetingMethod\": \"RatioTimeslices\", \"TimesliceWindow\": \"1m\""))).Method;

        Assert.Equal(BudgetingMethod.RatioTimeslices(TimeSpan.FromMinutes(1)), method);
    }

    [Fact]
    public void BudgetingMethod_Occurrences_IsTheDefault() => Assert.All(
        SloHost.Objectives("""
            { "Slo": { "Objectives": { "a": { "TargetPercent": 99 }, "b": { "TargetPercent": 99, "BudgetingMethod": "Occurrences" } } } }
            """),
        objective => Assert.Equal(BudgetingMethod.Occurrences, objective.Method));

    [Fact]
    public void Http_Empty_TakesEveryRequest()
    {
        HttpIndicator http = Assert.IsType<HttpIndicator>(
            Assert.Single(SloHost.Objectives(SloHost.Objective("\"TargetPercent\": 99, \"Http\": {}"))).Indicator);

        Assert.True(http.IsWholeService);
    }

    [Fact]
    public void Http_TaggedEndpoints_TakesOnlyThose()
    {
        HttpIndicator http = Assert.IsType<HttpIndicator>(Assert.Single(
            SloHost.Objectives(SloHost.Objective("\"TargetPercent\": 99, \"Http\": { \"TaggedEndpoints\": true }"))).Indicator);

        Assert.True(http.IsTaggedOnly);
    }

    [Fact]
    public void Http_Absent_LeavesRecordingToCode() =>
        Assert.IsNotType<HttpIndicator>(Assert.Single(SloHost.Objectives(SloHost.Objective("\"TargetPercent\": 99"))).Indicator);

    [Fact]
    public async Task Warning_AddedToTheOptions_IsLoggedAtStart()
    {
        LogRecorder log = new();
        using var host = SloHost.FromJson("{}", options => options.AddFinding(SloFinding.Warning("X1", "questionable")), log);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.LoggedAsync();

        Assert.Contains("X1", Assert.Single(log.Messages(3)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warning_OfADefinition_IsLoggedAtStart()
    {
        LogRecorder log = new();
        using var host = SloHost.FromJson(SloHost.Objective("\"TargetPercent\": 90, \"Period\": \"30d\""), log: log);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.LoggedAsync();

        var message = Assert.Single(log.Messages(3));
        Assert.Contains(SloFindingCodes.UnreachableDefaultRule, message, StringComparison.Ordinal);
        Assert.Contains("objective 'checkout': rule 'page at 14.4x over 1h/5m'", message, StringComparison.Ordinal);
    }
}
