using System.Net;
using System.Text.Json;

namespace Slo.Cli.Status;

/// <summary>One request for JSON, with a message for each kind of failure.</summary>
internal sealed class JsonRequest(HttpClient client, Uri address, string shown)
{
    internal Task<JsonDocument> GetAsync(CancellationToken cancel) => SendAsync(HttpMethod.Get, null, Remedy, cancel);

    /// <summary>Sends JSON to an endpoint of MapSloAdminApi.</summary>
    internal Task<JsonDocument> PostAsync(byte[] json, CancellationToken cancel)
    {
        ByteArrayContent content = new(json);
        content.Headers.ContentType = new("application/json");
        return SendAsync(HttpMethod.Post, content, AdminRemedy, cancel);
    }

    private async Task<JsonDocument> SendAsync(
        HttpMethod method, HttpContent? content, Func<HttpStatusCode, string> remedy, CancellationToken cancel)
    {
        try
        {
            using HttpRequestMessage request = new(method, address) { Content = content };
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel)
                .ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new UnansweredException($"{shown}: answered {(int)response.StatusCode} "
                    + $"{response.ReasonPhrase}{remedy(response.StatusCode)}", isThere: (int)response.StatusCode < 500);
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

    private static string AdminRemedy(HttpStatusCode code) => code switch
    {
        HttpStatusCode.Unauthorized =>
            "; it requires authentication: --header 'Authorization: Bearer ${TOKEN}'",
        HttpStatusCode.Forbidden =>
            "; the app must map MapSloAdminApi().RequireAuthorization() and let this caller in: --header 'Authorization: Bearer ${TOKEN}'",
        HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed =>
            "; the app must map MapSloAdminApi, and --url must be its prefix, for example http://app/slo/api",
        _ => "",
    };
}
