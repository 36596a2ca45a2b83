using System.Net;
using System.Net.Sockets;

namespace Slo.Hosting.Notifications.Http;

/// <summary>
/// Connects to allowed addresses only. It stands where the connection is made, not where the configuration is read: a name may lead
/// elsewhere a moment after it was checked.
/// </summary>
internal sealed class AddressGuard(SloNotificationAddresses allowed)
{
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        addresses = [.. addresses.Where(IsAllowed)];
        if (addresses.Length == 0)
        {
            throw new AddressRefusedException();
        }

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether the address itself and every address of IPv4 in it are allowed.</summary>
    internal bool IsAllowed(IPAddress address)
    {
        if (allowed == SloNotificationAddresses.Any)
        {
            return true;
        }

        // Without its zone, which is not part of any network.
        IPAddress plain = new(address.GetAddressBytes());
        return IsAllowedAsWritten(plain) && EmbeddedAddresses.In(plain).All(IsAllowedAsWritten);
    }

    private bool IsAllowedAsWritten(IPAddress address) =>
        !SpecialNetworks.Hold(SpecialNetworks.OfTheMachine, address)
        && (allowed != SloNotificationAddresses.PublicOnly || !SpecialNetworks.Hold(SpecialNetworks.Registered, address));
}
