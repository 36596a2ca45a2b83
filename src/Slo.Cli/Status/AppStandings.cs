using System.Text.Json;

namespace Slo.Cli.Status;

/// <summary>Asks the JSON API of an app: <c>GET v1/slos</c>.</summary>
internal sealed class AppStandings(HttpClient client, Uri api) : IStandings
{
    public string Address { get; } = api.GetLeftPart(UriPartial.Path);

    public async Task<IReadOnlyList<Standing>> ReadAsync(CancellationToken cancel)
    {
        Uri list = new(api.AbsoluteUri.TrimEnd('/') + "/v1/slos");
        using JsonDocument document = await new Asking(client, list, Address).GetAsync(cancel).ConfigureAwait(false);
        try
        {
            return [.. document.RootElement.GetProperty("slos").EnumerateArray().Select(Read).OrderBy(standing => standing.Name, StringComparer.OrdinalIgnoreCase)];
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw Asking.NoJson(Address);
        }
    }

    private static Standing Read(JsonElement slo)
    {
        JsonElement budget = slo.GetProperty("errorBudget");
        return new Standing(slo.GetProperty("name").GetString() ?? "")
        {
            Service = slo.GetProperty("service").GetString(),
            TargetRatio = Number(slo, "targetRatio"),
            Period = slo.GetProperty("period").GetProperty("text").GetString(),
            ComplianceRatio = Number(slo, "complianceRatio"),
            BudgetRatio = Number(budget, "remainingRatio"),
            PeriodBurnRate = Number(budget, "burnRate"),
            GoodEvents = slo.GetProperty("goodEvents").GetInt64(),
            BadEvents = slo.GetProperty("badEvents").GetInt64(),
            Rules = [.. slo.GetProperty("rules").EnumerateArray().Where(rule => rule.GetProperty("kind").ValueEquals("burnRate")).Select(ReadRule)],
        };
    }

    private static RuleStanding ReadRule(JsonElement rule) => new(
        rule.GetProperty("severity").ValueEquals("Page") ? "page" : "ticket",
        rule.GetProperty("text").GetString() ?? "",
        Lower(Number(rule, "longBurnRate"), Number(rule, "shortBurnRate")),
        rule.GetProperty("holds").GetBoolean());

    private static double? Lower(double? one, double? other) => one is { } a && other is { } b ? Math.Min(a, b) : null;

    private static double? Number(JsonElement from, string name) =>
        from.GetProperty(name) is not { ValueKind: JsonValueKind.Number } number ? null
        : double.IsFinite(number.GetDouble()) ? number.GetDouble() : throw new FormatException($"{name} is too large");
}
