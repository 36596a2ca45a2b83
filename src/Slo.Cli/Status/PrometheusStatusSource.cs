using System.Globalization;
using System.Text.Json;

namespace Slo.Cli.Status;

/// <summary>
/// Asks a Prometheus for the generated native rules, and for objectives without them for the gauges that instances export; where several
/// series exist for one objective, the worst counts.
/// </summary>
internal sealed class PrometheusStatusSource(HttpClient client, Uri server) : IStatusSource
{
    private const string Query =
        "{__name__=~\"slo:(target|compliance|error_budget_remaining|burn_rate|factor):ratio|slo:period:days|slo:events:increase"
        + "|slo_(objective|sli|error_budget_remaining|window_coverage)_ratio|slo_burn_rate|slo_alert_active\",slo_name!=\"\"}";

    public string Address { get; } = server.GetLeftPart(UriPartial.Path);

    public async Task<IReadOnlyList<ObjectiveStatus>> ReadAsync(CancellationToken cancel)
    {
        Uri query = new($"{server.AbsoluteUri.TrimEnd('/')}/api/v1/query?query={Uri.EscapeDataString(Query)}");
        using JsonDocument document = await new JsonRequest(client, query, Address).GetAsync(cancel).ConfigureAwait(false);
        try
        {
            return [.. document.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(Series.Of)
                .GroupBy(series => series.Label("slo_name")).Select(Read).OrderBy(status => status.Name, StringComparer.OrdinalIgnoreCase)];
        }
        catch (Exception exception) when (
            exception is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw JsonRequest.NoJson(Address);
        }
    }

    private static ObjectiveStatus Read(IGrouping<string, Series> objective)
    {
        Series[] all = [.. objective];
        var hasRules = all.Any(series => series.Name == "slo:target:ratio");
        var service = all.Select(series => series.Label("slo_service")).FirstOrDefault(label => label.Length > 0);
        return hasRules
            ? new ObjectiveStatus(objective.Key)
            {
                Service = service,
                TargetRatio = Least(all, "slo:target:ratio"),
                Period = Least(all, "slo:period:days") is { } days ? SloDuration.Format(TimeSpan.FromDays(days)) : null,
                ComplianceRatio = Least(all, "slo:compliance:ratio"),
                CountedEvents = Counted(all),
                BudgetRatio = Least(all, "slo:error_budget_remaining:ratio"),
                Rules = [.. all.Where(series => series.Name == "slo:factor:ratio").Select(factor => Rule(factor, all))],
            }
            : new ObjectiveStatus(objective.Key)
            {
                Service = service,
                TargetRatio = Least(all, "slo_objective_ratio"),
                ComplianceRatio = Least(all, "slo_sli_ratio"),
                CoverageRatio = Least(all, "slo_window_coverage_ratio"),
                BudgetRatio = Least(all, "slo_error_budget_remaining_ratio"),
                Rules = [.. all.Where(series => series.Name == "slo_alert_active").GroupBy(series => series.Label("slo_alert_severity"))
                    .Select(alert => new RuleStatus(alert.Key, $"{alert.Key} alert", BurnRates(all),
                        alert.Any(series => series.Value > 0)))],
            };
    }

    private static RuleStatus Rule(Series factor, Series[] all)
    {
        (string longWindow, string shortWindow, string severity) = (
            factor.Label("slo_long_window"), factor.Label("slo_short_window"), factor.Label("severity"));
        (double? inLong, double? inShort) = (Over(longWindow), Over(shortWindow));
        var rate = inLong is { } a && inShort is { } b ? Math.Min(a, b) : (double?)null;
        return new RuleStatus(
            severity, string.Create(CultureInfo.InvariantCulture, $"{severity} at {factor.Value:0.####}x over {longWindow}/{shortWindow}"),
            rate, rate >= factor.Value);

        double? Over(string window) => Most(all, series => series.Name == "slo:burn_rate:ratio" && series.Label("slo_window") == window);
    }

    // The gauges do not show which windows belong together: the longest one is not affected by short bursts.
    private static double? BurnRates(Series[] all) => all.Where(series => series.Name == "slo_burn_rate" && double.IsFinite(series.Value))
        .GroupBy(series => SloDuration.TryParse(series.Label("slo_burn_rate_window"), out TimeSpan window) ? window : TimeSpan.Zero)
        .OrderByDescending(window => window.Key).Select(window => (double?)window.Max(series => series.Value)).FirstOrDefault();

    // Only the window of the whole period counts, and only some definitions have it.
    private static long? Counted(Series[] all) => Least(all, "slo:period:days") is { } days
        && Most(all, series => series.Name == "slo:events:increase" && SloDuration.TryParse(series.Label("slo_window"), out TimeSpan window)
            && window == TimeSpan.FromDays(days)) is { } events ? (long)Math.Clamp(events, 0, long.MaxValue / 2) : null;

    private static double? Least(Series[] all, string name) =>
        all.Where(series => series.Name == name && double.IsFinite(series.Value)).Min(series => (double?)series.Value);

    private static double? Most(Series[] all, Func<Series, bool> isMeant) =>
        all.Where(series => isMeant(series) && double.IsFinite(series.Value)).Max(series => (double?)series.Value);

    private sealed record Series(string Name, Dictionary<string, string> Labels, double Value)
    {
        internal static Series Of(JsonElement sample)
        {
            var labels = sample.GetProperty("metric").EnumerateObject().ToDictionary(
                label => label.Name, label => label.Value.GetString() ?? "");
            return new Series(
                labels.GetValueOrDefault("__name__", ""), labels,
                double.TryParse(sample.GetProperty("value")[1].GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    ? value : double.NaN);
        }

        internal string Label(string name) => Labels.GetValueOrDefault(name, "");
    }
}
