using System.Globalization;
using System.Text.Json;
using Slo.Cli.History;
using Slo.Cli.Status;

namespace Slo.Cli.Export;

/// <summary>The ledger of a running app, from its JSON API, one page after the other.</summary>
internal sealed class AppLedger(HttpClient client, Uri api)
{
    private const int PageLength = 1_000;
    private const int MostPages = 1_000;

    private readonly string _shown = api.GetLeftPart(UriPartial.Path);
    private readonly string _prefix = api.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/v1/";

    /// <exception cref="UnansweredException">The app does not answer, or not with a ledger.</exception>
    internal async Task<LedgerContent> ReadAsync(CancellationToken cancel) => new(
        await EntriesAsync(cancel).ConfigureAwait(false),
        await ListAsync("exclusions", "exclusions", LedgerJson.Exclusion, cancel).ConfigureAwait(false),
        await ListAsync("target-overrides", "targetOverrides", LedgerJson.Override, cancel).ConfigureAwait(false));

    private async Task<List<SloLedgerEntry>> EntriesAsync(CancellationToken cancel)
    {
        List<SloLedgerEntry> entries = [];
        var list = string.Create(CultureInfo.InvariantCulture, $"ledger?limit={PageLength}");
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            using JsonDocument answer = await GetAsync(next is null ? list : $"{list}&cursor={Uri.EscapeDataString(next)}", cancel)
                .ConfigureAwait(false);
            List<SloLedgerEntry> read = Items(answer, "entries", LedgerJson.Entry);
            if (answer.RootElement.TryGetProperty("isComplete", out JsonElement isComplete)
                && isComplete.ValueKind == JsonValueKind.False)
            {
                throw new UnansweredException(
                    $"{_shown}: its store did not answer, so the ledger is not complete; try again, or export from the file",
                    isThere: true);
            }

            next = answer.RootElement.TryGetProperty("next", out JsonElement cursor) && cursor.ValueKind == JsonValueKind.String
                ? cursor.GetString() : null;
            entries.AddRange(read);
            if (next is null)
            {
                entries.Reverse();
                return entries;
            }

            if (read.Count == 0)
            {
                break;
            }
        }

        // An answer that never ends is none.
        throw JsonRequest.NoJson(_shown);
    }

    private async Task<List<T>> ListAsync<T>(string path, string name, Func<JsonElement, T> read, CancellationToken cancel)
    {
        using JsonDocument answer = await GetAsync(path, cancel).ConfigureAwait(false);
        return Items(answer, name, read);
    }

    private Task<JsonDocument> GetAsync(string path, CancellationToken cancel) =>
        new JsonRequest(client, new Uri(_prefix + path), _shown).GetAsync(cancel);

    private List<T> Items<T>(JsonDocument answer, string name, Func<JsonElement, T> read)
    {
        try
        {
            return [.. answer.RootElement.GetProperty(name).EnumerateArray().Select(read)];
        }
        catch (FormatException exception)
        {
            throw new UnansweredException($"{_shown}: {name}: {exception.Message}", isThere: true);
        }
        catch (Exception exception) when (LedgerLines.IsNone(exception))
        {
            throw JsonRequest.NoJson(_shown);
        }
    }
}
