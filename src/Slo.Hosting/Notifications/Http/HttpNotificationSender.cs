using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Slo.Hosting.Notifications.Http;

/// <summary>
/// Posts to targets. The clients are the library's own, not the app's: no redirects, no cookies, no logging and no tracing of addresses,
/// because those of Slack and others are secrets. There is one for each rule of allowed addresses.
/// </summary>
internal static class HttpNotificationSender
{
    /// <summary>How much of a response is read; it says nothing that is needed, but a connection can only be used again when it was
    /// read.</summary>
    internal const int MaximumResponseBytes = 64 * 1024;

    private static readonly HttpMessageInvoker[] Clients = [.. Enum.GetValues<SloNotificationAddresses>().Order().Select(Client)];

    internal static async Task<SloNotificationResult> SendAsync(
        SloHttpNotificationTarget target, SloNotificationBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request = await RequestAsync(target, batch, cancellationToken).ConfigureAwait(false);
            if (RequestFaults.OfAddress(request.RequestUri, target.AllowHttp) is not null)
            {
                // One that a request got in place of the address that was checked at start.
                return SloNotificationResult.Refused("the address of the request is not allowed");
            }

            HttpMessageInvoker client = Clients[(int)target.Addresses];
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            SloNotificationResult result = Judge(response, batch.CreatedAt);
            if (result.IsDelivered)
            {
                await DrainAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return result;
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refusal)
        {
            return SloNotificationResult.Refused(refusal.Message);
        }
        catch (HttpRequestException exception)
        {
            // Its message may hold the address.
            Enum kind = exception.InnerException is SocketException socket ? socket.SocketErrorCode : exception.HttpRequestError;
            return SloNotificationResult.Retry($"no connection ({kind})");
        }
    }

    private static HttpMessageInvoker Client(SloNotificationAddresses addresses) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = addresses != SloNotificationAddresses.PublicOnly,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,

        // Without a propagator there are no spans either, and so no span that holds the address.
        ActivityHeadersPropagator = null,
        ConnectCallback = new AddressGuard(addresses).ConnectAsync,
    });

    private static async Task<HttpRequestMessage> RequestAsync(
        SloHttpNotificationTarget target, SloNotificationBatch batch, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = target.CreateRequest(batch);
        request.Headers.TryAddWithoutValidation("User-Agent", "Slo");
        foreach ((var name, var value) in target.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (target.SigningSecret is { } secret)
        {
            var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false) : [];
            var signature = SloRequestSignature.Create(secret, batch.CreatedAt, body);
            request.Headers.TryAddWithoutValidation(SloRequestSignature.HeaderName, signature);
        }

        return request;
    }

    private static SloNotificationResult Judge(HttpResponseMessage response, DateTimeOffset now)
    {
        var code = (int)response.StatusCode;
        var reason = string.Create(CultureInfo.InvariantCulture, $"answered {code}");
        return code switch
        {
            >= 200 and < 300 => SloNotificationResult.Delivered,
            (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or >= 500 =>
                SloNotificationResult.Retry(reason, RetryAfter(response, now)),
            >= 300 and < 400 => SloNotificationResult.Refused(reason + ", a redirect, and none is followed"),
            _ => SloNotificationResult.Refused(reason),
        };
    }

    private static TimeSpan RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - now,
        _ => TimeSpan.Zero,
    };

    // Delivered is delivered: whatever is wrong with the rest of the response costs the connection only.
    private static async Task DrainAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var buffer = new byte[4096];
            var left = MaximumResponseBytes;
            while (left > 0 && await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                left -= read;
            }
        }
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
