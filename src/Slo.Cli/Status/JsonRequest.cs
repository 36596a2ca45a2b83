using System.Net;
using System.Text.Json;

namespace Slo.Cli.Status;

/// <summary>One GET that answers with JSON, or says in one sentence why it did not.</summary>
internal sealed class JsonRequest(HttpClient client, Uri address, string shown)
{
    internal async Task<JsonDocument> GetAsync(CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync(address, HttpCompletionOption.ResponseContentRead, cancel).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new UnansweredException($"{shown}: answered {(int)response.StatusCode} {response.ReasonPhrase}{Mend(response.StatusCode)}", isThere: (int)response.StatusCode < 500);
            }

            return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false));
        }
        catch (HttpRequestException exception)
        {
            throw new UnansweredException($"{shown}: {exception.Message}; is it up, and is this its address?", isThere: false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new UnansweredException($"{shown}: no answer within {SloDuration.Format(client.Timeout)}; --timeout waits longer", isThere: false);
        }
        catch (JsonException)
        {
            throw NoJson(shown);
        }
    }

    internal static UnansweredException NoJson(string shown) => new(
        $"{shown}: answered, but not what was expected there; write --url http://app/slo/api for an app that maps MapSloApi, or --prometheus http://server:9090", isThere: true);

    private static string Mend(HttpStatusCode code) => code switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "; it wants to know who asks: --header 'Authorization: Bearer ${TOKEN}'",
        HttpStatusCode.NotFound => "; write the prefix that MapSloApi was given, for example http://app/slo/api",
        _ => "",
    };
}
