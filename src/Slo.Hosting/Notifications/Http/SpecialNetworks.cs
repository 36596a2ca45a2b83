using System.Net;

namespace Slo.Hosting.Notifications.Http;

/// <summary>
/// IANA's registries of special-purpose addresses, and multicast: none of these is a public host. Where one row lies in another, both
/// stand here, so that the table can be compared with the registries row by row.
/// </summary>
internal static class SpecialNetworks
{
    /// <summary>Where a machine learns who it is, and gets its credentials: no receiver of alerts is there.</summary>
    internal static readonly SpecialNetwork[] OfTheMachine = Table(
        ("169.254.0.0/16", "Link local", "RFC 3927"),
        ("fe80::/10", "Link-local unicast", "RFC 4291"),
        ("100.100.100.200/32", "Metadata service", "Alibaba Cloud"),
        ("fd00:100::100:200/128", "Metadata service", "Alibaba Cloud"),
        ("168.63.129.16/32", "WireServer", "Azure"),
        ("fd00:ec2::/32", "Metadata and other services of the host", "AWS"),
        ("fd20:ce::254/128", "Metadata service", "Google Cloud"),
        ("192.0.0.192/32", "Metadata service", "Oracle Cloud"),
        ("fd00:c1::a9fe:a9fe/128", "Metadata service", "Oracle Cloud"),
        ("fd00:a9fe:a9fe::1/128", "Metadata service", "Akamai"),
        ("fd00:42::42/128", "Metadata service", "Scaleway"));

    internal static readonly SpecialNetwork[] Registered = Table(
        ("0.0.0.0/8", "This network", "RFC 791"),
        ("0.0.0.0/32", "This host on this network", "RFC 1122"),
        ("10.0.0.0/8", "Private use", "RFC 1918"),
        ("100.64.0.0/10", "Shared address space", "RFC 6598"),
        ("127.0.0.0/8", "Loopback", "RFC 1122"),
        ("169.254.0.0/16", "Link local", "RFC 3927"),
        ("172.16.0.0/12", "Private use", "RFC 1918"),
        ("192.0.0.0/24", "IETF protocol assignments", "RFC 6890"),
        ("192.0.0.0/29", "IPv4 service continuity prefix", "RFC 7335"),
        ("192.0.0.8/32", "IPv4 dummy address", "RFC 7600"),
        ("192.0.0.9/32", "Port Control Protocol anycast", "RFC 7723"),
        ("192.0.0.10/32", "TURN anycast", "RFC 8155"),
        ("192.0.0.170/32", "NAT64/DNS64 discovery", "RFC 8880"),
        ("192.0.0.171/32", "NAT64/DNS64 discovery", "RFC 8880"),
        ("192.0.2.0/24", "Documentation (TEST-NET-1)", "RFC 5737"),
        ("192.31.196.0/24", "AS112-v4", "RFC 7535"),
        ("192.52.193.0/24", "AMT", "RFC 7450"),
        ("192.88.99.0/24", "6to4 relay anycast (deprecated)", "RFC 7526"),
        ("192.88.99.2/32", "6a44 relay anycast", "RFC 6751"),
        ("192.168.0.0/16", "Private use", "RFC 1918"),
        ("192.175.48.0/24", "Direct delegation AS112 service", "RFC 7534"),
        ("198.18.0.0/15", "Benchmarking", "RFC 2544"),
        ("198.51.100.0/24", "Documentation (TEST-NET-2)", "RFC 5737"),
        ("203.0.113.0/24", "Documentation (TEST-NET-3)", "RFC 5737"),
        ("224.0.0.0/4", "Multicast", "RFC 5771"),
        ("240.0.0.0/4", "Reserved", "RFC 1112"),
        ("255.255.255.255/32", "Limited broadcast", "RFC 919"),
        ("::/128", "Unspecified address", "RFC 4291"),
        ("::1/128", "Loopback address", "RFC 4291"),
        ("64:ff9b:1::/48", "IPv4-IPv6 translation, local use", "RFC 8215"),
        ("100::/64", "Discard-only address block", "RFC 6666"),
        ("100:0:0:1::/64", "Dummy IPv6 prefix", "RFC 9780"),
        ("2001::/23", "IETF protocol assignments", "RFC 2928"),
        ("2001::/32", "Teredo", "RFC 4380"),
        ("2001:1::1/128", "Port Control Protocol anycast", "RFC 7723"),
        ("2001:1::2/128", "TURN anycast", "RFC 8155"),
        ("2001:1::3/128", "DNS-SD service registration anycast", "RFC 9665"),
        ("2001:2::/48", "Benchmarking", "RFC 5180"),
        ("2001:3::/32", "AMT", "RFC 7450"),
        ("2001:4:112::/48", "AS112-v6", "RFC 7535"),
        ("2001:10::/28", "ORCHID (deprecated)", "RFC 4843"),
        ("2001:20::/28", "ORCHIDv2", "RFC 7343"),
        ("2001:30::/28", "Drone remote ID", "RFC 9374"),
        ("2001:db8::/32", "Documentation", "RFC 3849"),
        ("2620:4f:8000::/48", "Direct delegation AS112 service", "RFC 7534"),
        ("3fff::/20", "Documentation", "RFC 9637"),
        ("5f00::/16", "Segment routing (SRv6) SIDs", "RFC 9602"),
        ("fc00::/7", "Unique-local", "RFC 4193"),
        ("fe80::/10", "Link-local unicast", "RFC 4291"),
        ("fec0::/10", "Site-local (deprecated)", "RFC 3879"),
        ("ff00::/8", "Multicast", "RFC 4291"));

    internal static bool Hold(SpecialNetwork[] table, IPAddress address) =>
        Array.Exists(table, network => network.Prefix.Contains(address));

    private static SpecialNetwork[] Table(params (string Prefix, string Name, string Source)[] rows) =>
        Array.ConvertAll(rows, row => new SpecialNetwork(IPNetwork.Parse(row.Prefix), row.Name, row.Source));
}
