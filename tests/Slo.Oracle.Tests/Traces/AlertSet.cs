namespace Slo.Tests.Traces;

/// <summary>The sets of alerts for which the oracle publishes firing intervals, under its names.</summary>
internal sealed record AlertSet(string Name, bool IsDefault, params AlertRow[] Rows)
{
    internal static readonly AlertSet[] Of30Days =
    [
        new("workbook-30d", true, ByBudget("page_fast", "14.4", 0.02m, "1h"), ByBudget("page_slow", "6", 0.05m, "6h"),
            ByBudget("ticket_fast", "3", 0.1m, "1d"), ByBudget("ticket_slow", "1", 0.1m, "3d")),
    ];

    internal static readonly AlertSet[] Of7Days =
    [
        new("workbook-on-7d", false, ByFactor("page_fast", "14.4", "1h"), ByFactor("page_slow", "6", "6h"),
            ByFactor("ticket_fast", "3", "1d"), ByFactor("ticket_slow", "1", "3d")),
        new("budget-percent-7d", false, ByBudget("page_fast", "84/25", 0.02m, "1h"), ByBudget("page_slow", "7/5", 0.05m, "6h"),
            ByBudget("ticket_fast", "7/10", 0.1m, "1d"), ByBudget("ticket_slow", "7/30", 0.1m, "3d")),
        new("sloth-7d", false, ByFactor("page_fast", "336/25", "1h"), ByFactor("page_slow", "7/2", "6h"),
            ByFactor("ticket_fast", "7/5", "1d"), ByFactor("ticket_slow", "49/50", "3d")),
        new("seed-7d", true, ByFactor("page_fast", "16.8", "12m"), ByFactor("page_slow", "8.4", "1h"), ByFactor("ticket", "1", "1d")),
    ];

    internal static AlertSet[] Of(TimeSpan period) => period.Days == 7 ? Of7Days : Of30Days;

    private static AlertRow ByFactor(string name, string factor, string window) => Row(name, factor, null, window);

    private static AlertRow ByBudget(string name, string factor, decimal fraction, string window) => Row(name, factor, fraction, window);

    private static AlertRow Row(string name, string factor, decimal? fraction, string window) =>
        new(name, factor, fraction, OracleWindow.Read(window), OracleWindow.Read(window) / 12);
}
