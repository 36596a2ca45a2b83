using System.Net;
using System.Net.Sockets;

namespace Slo.Hosting.Notifications;

/// <summary>
/// Connects to allowed addresses only. It stands where the connection is made, not where the configuration is read: a name may lead
/// elsewhere a moment after it was checked.
/// </summary>
internal sealed class AddressGuard(SloNotificationAddresses allowed)
{
    private static readonly IPNetwork[] LinkLocal = Networks("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128");

    private static readonly IPNetwork[] NotPublic = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
        "::/127", "fc00::/7", "fec0::/10", "ff00::/8");

    // Addresses of IPv4 in the clothes of IPv6: by NAT64 and 6to4 they lead to the former.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

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

    internal bool IsAllowed(IPAddress address)
    {
        IPAddress plain = Plain(address);
        return allowed == SloNotificationAddresses.Any
            || (!IsIn(LinkLocal, plain) && (allowed != SloNotificationAddresses.PublicOnly || !IsIn(NotPublic, plain)));
    }

    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var bytes = address.GetAddressBytes();
            if (Nat64.Contains(address))
            {
                return new IPAddress(bytes.AsSpan(12));
            }

            if (SixToFour.Contains(address))
            {
                return new IPAddress(bytes.AsSpan(2, 4));
            }

            // Without its zone, which is not part of any network.
            return new IPAddress(bytes);
        }

        return address;
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(IPNetwork.Parse)];
}
