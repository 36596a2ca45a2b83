using System.Globalization;
using System.Net;

namespace Slo.Hosting.Notifications.Http;

/// <summary>Posts to targets.</summary>
internal static class HttpNotificationSender
{
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

            HttpMessageInvoker client = GuardedClients.For(target.Addresses);
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            SloNotificationResult result = Judge(response, batch.CreatedAt);
            if (result.IsDelivered)
            {
                await GuardedClients.DrainAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return result;
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refusal)
        {
            return SloNotificationResult.Refused(refusal.Message);
        }
        catch (HttpRequestException exception)
        {
            return SloNotificationResult.Retry($"no connection ({GuardedClients.KindOf(exception)})");
        }
    }

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
}
