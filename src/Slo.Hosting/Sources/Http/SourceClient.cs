using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Slo.Hosting.Sources.Http;

/// <summary>
/// Asks systems over HTTP. The client is the library's own, not the app's: no redirects, no cookies, no logging and no tracing, because
/// requests carry keys. Answers are bounded, and what is wrong with one is said without what may be a secret.
/// </summary>
internal static class SourceClient
{
    /// <summary>How large an answer may be.</summary>
    internal const int LargestAnswer = 16 * 1024 * 1024;

    private const int LongestMessage = 200;

    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,

        // Without a propagator there are no spans either, and so none that holds a query.
        ActivityHeadersPropagator = null,
    })
    {
        MaxResponseContentBufferSize = LargestAnswer,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Gets the JSON of an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="headers">Of the request. Their values are secrets.</param>
    /// <param name="messageOf">The message of an error in the answer, if it has one.</param>
    /// <param name="cancellationToken">The time is over, or the host stops.</param>
    /// <exception cref="SloSourceException">There is no answer, or it is none.</exception>
    internal static async Task<JsonDocument> GetAsync(
        Uri address, IReadOnlyCollection<KeyValuePair<string, string>> headers, Func<JsonElement, string?> messageOf,
        CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", "Slo");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        foreach ((var name, var value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using HttpResponseMessage response = await Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return Judge(response, Parse(body), headers, messageOf);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new SloSourceException($"answered with more than {LargestAnswer / 1024 / 1024} MB; select fewer series")
            {
                IsBadAnswer = true,
            };
        }
        catch (HttpRequestException exception)
        {
            // Its message may hold the address.
            Enum kind = exception.InnerException is SocketException socket ? socket.SocketErrorCode : exception.HttpRequestError;
            throw new SloSourceException($"no connection ({kind})");
        }
    }

    /// <summary>The text of a member; null if it has none.</summary>
    internal static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonDocument Judge(
        HttpResponseMessage response, JsonDocument? answer, IReadOnlyCollection<KeyValuePair<string, string>> headers,
        Func<JsonElement, string?> messageOf)
    {
        var code = (int)response.StatusCode;
        var message = answer is { RootElement.ValueKind: JsonValueKind.Object } ? messageOf(answer.RootElement) : null;
        if (response.IsSuccessStatusCode && message is null && answer is not null)
        {
            return answer;
        }

        using (answer)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"answered {code}") + code switch
            {
                >= 300 and < 400 => ", a redirect, and none is followed; write the address it leads to",
                401 or 403 => "; check its keys, and what they are allowed to read",
                _ when response.IsSuccessStatusCode && message is null => " without JSON",
                _ => "",
            };
            throw new SloSourceException(
                message is null ? reason : $"{reason}: {Shown(message, headers)}", RetryAfter(response))
            {
                // Of the question, or of a proxy: not of a system that is down.
                IsBadAnswer = code is < 300 or 400 or 413 or 414 or 422,
            };
        }
    }

    // A system may quote what it was sent.
    private static string Shown(string message, IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var secret in headers.SelectMany(header => Secrets(header.Value)).OrderByDescending(secret => secret.Length))
        {
            message = message.Replace(secret, "(secret)", StringComparison.OrdinalIgnoreCase);
        }

        return SloText.OneLine(message, LongestMessage);
    }

    private static IEnumerable<string> Secrets(string value)
    {
        string[] parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["Basic", var encoded])
        {
            var pair = Convert.TryFromBase64String(encoded, new byte[encoded.Length], out _)
                ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded)) : "";
            parts = [encoded, pair, pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..]];
        }

        return parts.Append(value).Where(part => part.Length > 3 && part is not ("Basic" or "Bearer"));
    }

    private static TimeSpan RetryAfter(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
        {
            return TimeSpan.Zero;
        }

        return response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when response.Headers.Date is { } now && date > now => date - now,
            _ => Reset(response),
        };
    }

    // Datadog's header: the number of seconds until further requests are allowed.
    private static TimeSpan Reset(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-RateLimit-Reset", out IEnumerable<string>? values)
        && double.TryParse(values.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
}
