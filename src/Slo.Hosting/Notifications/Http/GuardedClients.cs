using System.Net.Sockets;

namespace Slo.Hosting.Notifications.Http;

/// <summary>
/// The library's own clients, not the app's: no redirects, no cookies, no logging and no tracing of addresses, because those of Slack and
/// others are secrets. There is one for each rule of allowed addresses.
/// </summary>
internal static class GuardedClients
{
    /// <summary>How much of a response is read; it says nothing that is needed, but a connection can only be used again when it was
    /// read.</summary>
    internal const int MaximumResponseBytes = 64 * 1024;

    private static readonly HttpMessageInvoker[] Clients = [.. Enum.GetValues<SloNotificationAddresses>().Order().Select(Client)];

    internal static HttpMessageInvoker For(SloNotificationAddresses addresses) => Clients[(int)addresses];

    /// <summary>The kind of a failure. Its message may hold the address, which is a secret.</summary>
    internal static string KindOf(HttpRequestException exception) =>
        (exception.InnerException is SocketException socket ? (Enum)socket.SocketErrorCode : exception.HttpRequestError).ToString();

    /// <summary>Reads the rest of a response that is judged already: whatever is wrong with it costs the connection only.</summary>
    internal static async Task DrainAsync(HttpResponseMessage response, CancellationToken cancellationToken)
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
}
