using System.Globalization;
using System.Net;
using Slo.Hosting.Notifications.Http;

namespace Slo.Hosting.Reactions.Actions.Webhook;

/// <summary>Sends a request, and determines from the response whether it was carried out. The body of the response is not shown, because it
/// may quote a secret.</summary>
internal static class WebhookSender
{
    private const string Unknown = "; whether the request was carried out is not known";

    /// <exception cref="HttpRequestException">It is not known whether the request was carried out. The message contains no
    /// secret.</exception>
    internal static async Task<SloReactionResult> SendAsync(
        HttpRequestMessage request, SloNotificationAddresses addresses, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response =
                await GuardedClients.For(addresses).SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                await GuardedClients.DrainAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return Judge(response);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refusal)
        {
            return SloReactionResult.Failed(refusal.Message);
        }
        catch (HttpRequestException exception) when (IsBeforeTheRequest(exception.HttpRequestError))
        {
            return SloReactionResult.Retry($"no connection ({GuardedClients.KindOf(exception)})");
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            // A new exception, because the message of this one may contain the address.
            throw new HttpRequestException(
                exception.HttpRequestError, $"The connection ended before the answer ({GuardedClients.KindOf(exception)}){Unknown}.");
        }
    }

    private static SloReactionResult Judge(HttpResponseMessage response)
    {
        var code = (int)response.StatusCode;
        var reason = string.Create(CultureInfo.InvariantCulture, $"answered {code}");
        return code switch
        {
            >= 200 and < 300 => SloReactionResult.Done(reason),
            >= 300 and < 400 => SloReactionResult.Failed(reason + ", a redirect, and none is followed"),
            (int)HttpStatusCode.TooManyRequests => SloReactionResult.Retry(reason),

            // With Retry-After, the receiver has not carried out the request. Without it, the answer may come from a proxy that has
            // forwarded the request.
            (int)HttpStatusCode.ServiceUnavailable when response.Headers.RetryAfter is not null => SloReactionResult.Retry(reason),
            (int)HttpStatusCode.RequestTimeout or >= 500 =>
                throw new HttpRequestException($"The receiver {reason}{Unknown}.", null, response.StatusCode),
            _ => SloReactionResult.Failed(reason),
        };
    }

    private static bool IsBeforeTheRequest(HttpRequestError error) =>
        error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;
}
