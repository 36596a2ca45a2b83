using System.Net;
using System.Net.Sockets;

namespace Slo.Hosting.Notifications.Http;

/// <summary>
/// Addresses of IPv4 that an address of IPv6 leads to: by the network stack, by a translator or by a tunnel. Where an address can be read
/// in several ways, all of them count.
/// </summary>
internal static class EmbeddedAddresses
{
    private static readonly (IPNetwork Prefix, string Source, int[][] Places)[] Carriers =
    [
        (IPNetwork.Parse("::/96"), "IPv4-compatible, RFC 4291", [[12, 13, 14, 15]]),
        (IPNetwork.Parse("::ffff:0:0/96"), "IPv4-mapped, RFC 4291", [[12, 13, 14, 15]]),
        (IPNetwork.Parse("::ffff:0:0:0/96"), "IPv4-translated (SIIT), RFC 2765", [[12, 13, 14, 15]]),
        (IPNetwork.Parse("64:ff9b::/96"), "NAT64, RFC 6052", [[12, 13, 14, 15]]),

        // The network's operator decides how long the prefix is: 48, 56, 64 or 96 bits. Byte 8 is never part of the address.
        (IPNetwork.Parse("64:ff9b:1::/48"), "NAT64 of a network's own, RFC 8215",
            [[6, 7, 9, 10], [7, 9, 10, 11], [9, 10, 11, 12], [12, 13, 14, 15]]),
        (IPNetwork.Parse("2002::/16"), "6to4, RFC 3056", [[2, 3, 4, 5]]),
    ];

    // The server, and the client, whose bits are inverted so that no translator on the way changes them.
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    internal static IEnumerable<IPAddress> In(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return [];
        }

        var bytes = address.GetAddressBytes();
        return Teredo.Contains(address)
            ? [new IPAddress(bytes.AsSpan(4, 4)), new IPAddress([.. bytes[12..].Select(part => (byte)~part)])]
            : Carriers.Where(carrier => carrier.Prefix.Contains(address)).SelectMany(carrier => carrier.Places)
                .Select(places => new IPAddress([.. places.Select(place => bytes[place])]));
    }
}
