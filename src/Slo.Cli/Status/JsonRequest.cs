using System.Net;
using System.Text.Json;

namespace Slo.Cli.Status;

/// <summary>One GET request for JSON, with a message for each kind of failure.</summary>
internal sealed class JsonRequest(HttpClient client, Uri address, string shown)
{
    internal async Task<JsonDocument> GetAsync(CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync(address, HttpCompletionOption.ResponseContentRead, cancel)
                .ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new UnansweredException($"{shown}: answered {(int)response.StatusCode} "
                    + $"{response.ReasonPhrase}{Remedy(response.StatusCode)}", isThere: (int)response.StatusCode < 500);
            }

            return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false));
        }
        catch (HttpRequestException exception)
        {
            throw new UnansweredException($"{shown}: {exception.Message}; is it running, and is this its address?", isThere: false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new UnansweredException($"{shown}: no response within {SloDuration.Format(client.Timeout)}; use --timeout to wait longer",
                isThere: false);
        }
        catch (JsonException)
        {
            throw NoJson(shown);
        }
    }

    internal static UnansweredException NoJson(string shown) => new(
        $"{shown}: unexpected response; write --url http://app/slo/api for an app that maps MapSloApi, or "
            + "--prometheus http://server:9090", isThere: true);

    private static string Remedy(HttpStatusCode code) => code switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            "; it requires authentication: --header 'Authorization: Bearer ${TOKEN}'",
        HttpStatusCode.NotFound => "; use the prefix given to MapSloApi, for example http://app/slo/api",
        _ => "",
    };
}
