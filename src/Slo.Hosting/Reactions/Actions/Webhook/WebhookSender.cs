using System.Globalization;
using System.Net;
using Slo.Hosting.Notifications.Http;

namespace Slo.Hosting.Reactions.Actions.Webhook;

/// <summary>Sends a request, and judges whether it was done. The answer of the receiver is not shown: it may quote a secret.</summary>
internal static class WebhookSender
{
    private const string Unknown = "; whether it was done is not known";

    internal static async Task<SloReactionResult> SendAsync(
        HttpRequestMessage request, SloNotificationAddresses addresses, bool isIdempotent, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response =
                await GuardedClients.For(addresses).SendAsync(request, cancellationToken).ConfigureAwait(false);
            SloReactionResult result = Judge((int)response.StatusCode, isIdempotent);
            if (result.Outcome == SloReactionOutcome.Done)
            {
                await GuardedClients.DrainAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return result;
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refusal)
        {
            return SloReactionResult.Failed(refusal.Message);
        }
        catch (HttpRequestException exception) when (IsBeforeTheRequest(exception.HttpRequestError))
        {
            return SloReactionResult.Retry($"no connection ({GuardedClients.KindOf(exception)})");
        }
        catch (HttpRequestException exception)
        {
            return OfUnknown($"the connection ended before the answer ({GuardedClients.KindOf(exception)})", isIdempotent);
        }
    }

    private static SloReactionResult Judge(int code, bool isIdempotent)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"answered {code}");
        return code switch
        {
            >= 200 and < 300 => SloReactionResult.Done(reason),
            >= 300 and < 400 => SloReactionResult.Failed(reason + ", a redirect, and none is followed"),

            // By these the receiver says that it did not do it.
            (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.ServiceUnavailable =>
                SloReactionResult.Retry(reason),
            >= 500 => OfUnknown(reason, isIdempotent),
            _ => SloReactionResult.Failed(reason),
        };
    }

    private static SloReactionResult OfUnknown(string reason, bool isIdempotent) =>
        isIdempotent ? SloReactionResult.Retry(reason) : SloReactionResult.Failed(reason + Unknown);

    private static bool IsBeforeTheRequest(HttpRequestError error) =>
        error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;
}
