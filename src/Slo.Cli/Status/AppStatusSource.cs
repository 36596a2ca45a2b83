using System.Globalization;
using System.Text.Json;

namespace Slo.Cli.Status;

/// <summary>Reads the JSON API of an app: <c>GET v1/slos</c>, one page after the other.</summary>
internal sealed class AppStatusSource(HttpClient client, Uri api, string? scope = null) : IStatusSource
{
    private const int PageLength = 500;
    private const int MostPages = 1_000;

    private readonly AppDecisions _decisions = new(client, api);

    public string Address { get; } = api.GetLeftPart(UriPartial.Path);

    public Task<GateAnswer?> ReadGateAsync(IReadOnlyList<string> names, CancellationToken cancel) => _decisions.GateAsync(names, cancel);

    public Task<IReadOnlyList<PolicyRow>?> ReadPoliciesAsync(CancellationToken cancel) => _decisions.PoliciesAsync(cancel);

    public async Task<IReadOnlyList<ObjectiveStatus>> ReadAsync(CancellationToken cancel)
    {
        List<ObjectiveStatus> all = [];
        var list = string.Create(CultureInfo.InvariantCulture, $"{api.AbsoluteUri.TrimEnd('/')}/v1/slos?limit={PageLength}")
            + (scope is null ? "" : $"&scope={scope}");
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            Uri address = new(next is null ? list : $"{list}&cursor={Uri.EscapeDataString(next)}");
            using JsonDocument document = await new JsonRequest(client, address, Address).GetAsync(cancel).ConfigureAwait(false);
            var after = ReadPage(document.RootElement, all);
            if (after is null)
            {
                return [.. all.OrderBy(status => status.Name, StringComparer.OrdinalIgnoreCase)];
            }

            next = after != next ? after : throw JsonRequest.NoJson(Address);
        }

        // An answer that never ends is none.
        throw JsonRequest.NoJson(Address);
    }

    /// <returns>The cursor of the next page, or null.</returns>
    private string? ReadPage(JsonElement page, List<ObjectiveStatus> all)
    {
        try
        {
            var before = all.Count;
            all.AddRange(page.GetProperty("slos").EnumerateArray().Select(Read));
            var next = page.TryGetProperty("next", out JsonElement cursor) ? cursor.GetString() : null;
            return next is null || all.Count > before ? next : throw JsonRequest.NoJson(Address);
        }
        catch (Exception exception) when (
            exception is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw JsonRequest.NoJson(Address);
        }
    }

    private static ObjectiveStatus Read(JsonElement slo)
    {
        JsonElement budget = slo.GetProperty("errorBudget");
        return new ObjectiveStatus(slo.GetProperty("name").GetString() ?? "")
        {
            Service = slo.GetProperty("service").GetString(),
            PublishedState = Enum.TryParse(slo.GetProperty("state").GetString(), ignoreCase: true, out SloState state)
                ? state
                : throw new FormatException("state is unknown"),
            TargetRatio = Number(slo, "targetRatio"),
            Period = slo.GetProperty("period").GetProperty("text").GetString(),
            ComplianceRatio = Number(slo, "complianceRatio"),
            PublishedIsMet = slo.TryGetProperty("isMet", out JsonElement isMet) && isMet.ValueKind != JsonValueKind.Null
                ? isMet.GetBoolean() : null,
            CoverageRatio = slo.TryGetProperty("coverageRatio", out _) ? Number(slo, "coverageRatio") : null,
            BudgetRatio = Number(budget, "remainingRatio"),
            PeriodBurnRate = Number(budget, "burnRate"),
            GoodEvents = slo.GetProperty("goodEvents").GetInt64(),
            BadEvents = slo.GetProperty("badEvents").GetInt64(),
            Rules = [.. slo.GetProperty("rules").EnumerateArray().Select(ReadRule)],
        };
    }

    private static RuleStatus ReadRule(JsonElement rule) => new(
        rule.GetProperty("severity").GetString() ?? "",
        rule.GetProperty("text").GetString() ?? "",
        Lower(Number(rule, "longBurnRate"), Number(rule, "shortBurnRate")),
        rule.GetProperty("state").ValueEquals("firing"),
        rule.GetProperty("kind").ValueEquals("burnRate"));

    private static double? Lower(double? one, double? other) => one is { } a && other is { } b ? Math.Min(a, b) : null;

    private static double? Number(JsonElement from, string name) =>
        from.GetProperty(name) is not { ValueKind: JsonValueKind.Number } number ? null
        : double.IsFinite(number.GetDouble()) ? number.GetDouble() : throw new FormatException($"{name} is too large");
}
