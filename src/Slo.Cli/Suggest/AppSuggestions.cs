using System.Text.Json;
using Slo.Cli.Status;
using Slo.Shared.Reporting;

namespace Slo.Cli.Suggest;

/// <summary>The suggestions that a running app makes: <c>GET v1/suggestions</c>.</summary>
internal static class AppSuggestions
{
    /// <param name="client">With the headers.</param>
    /// <param name="api">The prefix given to MapSloApi.</param>
    /// <param name="scope">Whose events count; null: those of the instance.</param>
    /// <param name="names">Which objectives; none: all, and routes without one.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <exception cref="UnansweredException">The app does not answer, or with something else.</exception>
    internal static async Task<SuggestionReport> ReadAsync(
        HttpClient client, Uri api, string? scope, string[] names, CancellationToken cancel)
    {
        var shown = api.GetLeftPart(UriPartial.Path);
        string[] query =
        [
            .. scope is null ? (string[])[] : [$"scope={Uri.EscapeDataString(scope)}"],
            .. names.Select(name => $"slo={Uri.EscapeDataString(name)}"),
        ];
        Uri address = new($"{shown.TrimEnd('/')}/v1/suggestions{(query.Length > 0 ? "?" : "")}{string.Join('&', query)}");
        JsonRequest request = new(client, address, shown);
        using JsonDocument answer = await request.GetAsync(cancel).ConfigureAwait(false);
        return request.Read(answer, root => new SuggestionReport(
            root.GetProperty("asOf").GetDateTimeOffset(), [.. root.GetProperty("suggestions").EnumerateArray().Select(Suggestion)],
            root.GetProperty("omitted").GetInt32(),
            [.. root.GetProperty("missing").EnumerateArray().Select(Missing)], root.GetProperty("judged").GetInt32()));
    }

    private static Suggestion Suggestion(JsonElement one) => new(
        Kind(one) ?? throw new FormatException("kind is null"),
        Text(one, "objective") ?? "", Text(one, "change") ?? "", Text(one, "reason") ?? "", Text(one, "json"), Text(one, "code"));

    private static MissingHistory Missing(JsonElement one) => new(Kind(one), Text(one, "objective"), Text(one, "reason") ?? "")
    {
        ObservedRatio = Ratio(one, "observedRatio"),
        NeededRatio = Ratio(one, "neededRatio"),
        Count = Count(one, "count"),
        NeededCount = Count(one, "neededCount"),
    };

    private static SuggestionKind? Kind(JsonElement one) => Text(one, "kind") is not { } word ? null
        : Enum.TryParse(word, ignoreCase: true, out SuggestionKind kind) ? kind : throw new FormatException("kind is unknown");

    private static double? Ratio(JsonElement one, string name) =>
        one.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDouble() : null;

    private static long? Count(JsonElement one, string name) =>
        one.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetInt64() : null;

    private static string? Text(JsonElement one, string name) => one.GetProperty(name).GetString();
}
