using System.Net;
using System.Text;
using System.Text.Json;

namespace Slo.Cli.Status;

/// <summary>One request for JSON, with a message for each kind of failure.</summary>
internal sealed class JsonRequest(HttpClient client, Uri address, string shown)
{
    internal async Task<JsonDocument> GetAsync(CancellationToken cancel) =>
        Parse(await SendAsync(HttpMethod.Get, null, Remedy, cancel).ConfigureAwait(false));

    /// <summary>Gets a document that is no JSON.</summary>
    /// <param name="start">How it starts: what starts otherwise is of another server.</param>
    /// <param name="cancel">Ends the request.</param>
    internal async Task<string> GetTextAsync(string start, CancellationToken cancel)
    {
        var text = Encoding.UTF8.GetString(await SendAsync(HttpMethod.Get, null, Remedy, cancel).ConfigureAwait(false));
        return text.StartsWith(start, StringComparison.Ordinal) ? text : throw NoJson(shown);
    }

    /// <summary>Sends JSON to an endpoint of MapSloAdminApi.</summary>
    /// <param name="members">Writes the members of the body.</param>
    /// <param name="cancel">Ends the request.</param>
    internal async Task<JsonDocument> PostAsync(Action<Utf8JsonWriter> members, CancellationToken cancel)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        ByteArrayContent content = new(buffer.ToArray());
        content.Headers.ContentType = new("application/json");
        return Parse(await SendAsync(HttpMethod.Post, content, AdminRemedy, cancel).ConfigureAwait(false));
    }

    /// <summary>Deletes at an endpoint of MapSloAdminApi.</summary>
    internal Task DeleteAsync(CancellationToken cancel) => SendAsync(HttpMethod.Delete, null, AdminRemedy, cancel);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="UnansweredException">It has not the members that it should have.</exception>
    internal T Read<T>(JsonDocument answer, Func<JsonElement, T> read)
    {
        try
        {
            return read(answer.RootElement);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw NoJson(shown);
        }
    }

    private async Task<byte[]> SendAsync(
        HttpMethod method, HttpContent? content, Func<HttpStatusCode, string> remedy, CancellationToken cancel)
    {
        try
        {
            using HttpRequestMessage request = new(method, address) { Content = content };
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel)
                .ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? body : throw new UnansweredException(
                $"{shown}: answered {(int)response.StatusCode} {response.ReasonPhrase}"
                    + (DetailOf(response, body) is { } detail ? ": " + detail : remedy(response.StatusCode)),
                isThere: (int)response.StatusCode < 500)
            {
                IsMissing = response.StatusCode == HttpStatusCode.NotFound,
            };
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
    }

    private JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw NoJson(shown);
        }
    }

    // Why the API of an app does not do it. What else has no address or no access says nothing that helps.
    private static string? DetailOf(HttpResponseMessage response, byte[] body)
    {
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        try
        {
            using JsonDocument problem = JsonDocument.Parse(body);
            return problem.RootElement.GetProperty("detail").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
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
