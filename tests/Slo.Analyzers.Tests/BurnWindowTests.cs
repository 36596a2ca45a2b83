using Xunit;

namespace Slo.Analyzers.Tests;

public sealed class BurnWindowTests
{
    [Theory]
    [InlineData("BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromMinutes(5), [|TimeSpan.FromHours(1)|])", "TimeSpan.FromHours(1)", "TimeSpan.FromMinutes(5)")]
    [InlineData("BudgetRule(AlertSeverity.Page, 0.02m, TimeSpan.FromHours(6), [|TimeSpan.FromDays(1.5)|], minimumEvents: 10)", "TimeSpan.FromDays(1.5)", "TimeSpan.FromHours(6)")]
    [InlineData("BurnRateRule(AlertSeverity.Page, 6, [|shortWindow: TimeSpan.FromMinutes(61)|], longWindow: TimeSpan.FromHours(1))", "TimeSpan.FromMinutes(61)", "TimeSpan.FromHours(1)")]
    [InlineData("BurnRateRule(AlertSeverity.Page, 6, TimeSpan.FromHours(1), [|TimeSpan.FromHours(1, seconds: 1)|])", "TimeSpan.FromHours(1, seconds: 1)", "TimeSpan.FromHours(1)")]
    [InlineData("BurnRateRule(AlertSeverity.Page, 6, TimeSpan.FromSeconds(90), [|TimeSpan.FromMilliseconds(90_001)|])", "TimeSpan.FromMilliseconds(90_001)", "TimeSpan.FromSeconds(90)")]
    public Task ShortWindow_LongerThanTheLongOne_IsReported(string call, string shortWindow, string longWindow) => Verify.ReportsAsync(
        "SLO006",
        Objective(call),
        $"{call[..call.IndexOf('(', StringComparison.Ordinal)]}: the short window {shortWindow} is longer than the long window {longWindow}; "
        + "swap them, or omit the short one (default: a twelfth of the long one)");

    [Theory]
    [InlineData("BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5))")]
    [InlineData("BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(60))")]
    [InlineData("BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1))")]
    [InlineData("BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), null)")]
    [InlineData("BudgetRule(AlertSeverity.Page, 0.02m, TimeSpan.FromHours(1), TimeSpan.FromHours(hours))")]
    [InlineData("BudgetRule(AlertSeverity.Page, 0.02m, window, TimeSpan.FromHours(1))")]
    public Task ShortWindow_ShorterOrUnknown_IsNot(string call) => Verify.SilentAsync(Objective(call));

    private static string Objective(string call) => $"""
        using Slo;
        var hours = 6;
        var window = TimeSpan.FromMinutes(hours);
        new SloObjectiveBuilder("a").{call}.TargetPercent(99);
        """;
}
