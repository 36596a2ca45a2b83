using System.Text.Json;

namespace Slo.Cli.Status;

/// <summary>Reads what an app decides by its objectives: <c>GET v1/gate</c> and <c>GET v1/policies</c>.</summary>
internal sealed class AppDecisions(HttpClient client, Uri api)
{
    private readonly string _shown = api.GetLeftPart(UriPartial.Path);

    /// <returns>Null if the app has no such endpoint.</returns>
    internal Task<GateAnswer?> GateAsync(IReadOnlyList<string> names, CancellationToken cancel) => ReadAsync(
        "v1/gate" + (names.Count == 0 ? "" : "?" + string.Join('&', names.Select(name => "name=" + Uri.EscapeDataString(name)))),
        root => new GateAnswer(
            root.GetProperty("gate").GetString() switch { "open" => true, "closed" => false, _ => throw new FormatException() },
            [.. root.GetProperty("reasons").EnumerateArray().Select(Reason)],
            [.. root.GetProperty("reviews").EnumerateArray().Select(Reason)],
            [.. root.GetProperty("overrides").EnumerateArray().Select(Override)]),
        cancel);

    /// <returns>Null if the app has no such endpoint.</returns>
    internal Task<IReadOnlyList<PolicyRow>?> PoliciesAsync(CancellationToken cancel) => ReadAsync<IReadOnlyList<PolicyRow>>(
        "v1/policies", root => [.. root.GetProperty("levels").EnumerateArray().Select(Row)], cancel);

    private async Task<T?> ReadAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancel) where T : class
    {
        JsonRequest request = new(client, new Uri($"{api.AbsoluteUri.TrimEnd('/')}/{path}"), _shown);
        try
        {
            using JsonDocument answer = await request.GetAsync(cancel).ConfigureAwait(false);
            return request.Read(answer, read);
        }
        catch (UnansweredException exception) when (exception.IsMissing)
        {
            return null;
        }
    }

    private static GateReason Reason(JsonElement reason) => new(
        Text(reason, "objective") ?? "",
        Enum.TryParse(Text(reason, "cause"), ignoreCase: true, out SloReleaseCause cause) ? cause : throw new FormatException(),
        Text(reason, "text") ?? "", Instant(reason, "until"), Text(reason, "overriddenBy") is not null);

    private static GateException Override(JsonElement one) => new(
        Text(one, "objective"), one.GetProperty("to").GetDateTimeOffset(), Text(one, "owner") ?? "", Text(one, "reason") ?? "");

    private static PolicyRow Row(JsonElement level) => new(
        Text(level, "policy") ?? "", Text(level, "level") ?? "", Text(level, "objective") ?? "",
        level.GetProperty("isInForce").GetBoolean(),
        [.. level.GetProperty("actions").EnumerateArray().Select(action => action.GetString() ?? "")])
    {
        Value = level.GetProperty("value") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null,
        Limit = level.GetProperty("limit").GetDouble(),
        End = level.GetProperty("end").GetDouble(),
        Since = Instant(level, "since"),
        Until = Instant(level, "until"),
        WhoMayOverride = Text(level, "whoMayOverride"),
        Reason = Text(level, "reason") ?? "",
    };

    private static string? Text(JsonElement from, string name) => from.GetProperty(name).GetString();

    private static DateTimeOffset? Instant(JsonElement from, string name) =>
        from.GetProperty(name) is { ValueKind: JsonValueKind.String } instant ? instant.GetDateTimeOffset() : null;
}
