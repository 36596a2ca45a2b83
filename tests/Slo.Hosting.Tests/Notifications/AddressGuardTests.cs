using System.Net;
using Slo.Hosting.Notifications.Http;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("169.254.169.254", false, false)]
    [InlineData("fe80::1", false, false)]
    [InlineData("fe80::1%1", false, false)]
    [InlineData("fd00:ec2::254", false, false)]
    [InlineData("127.0.0.1", true, false)]
    [InlineData("::1", true, false)]
    [InlineData("::", true, false)]
    [InlineData("0.0.0.0", true, false)]
    [InlineData("10.1.2.3", true, false)]
    [InlineData("172.16.0.1", true, false)]
    [InlineData("172.32.0.1", true, true)]
    [InlineData("192.168.1.1", true, false)]
    [InlineData("192.0.2.1", true, false)]
    [InlineData("100.64.0.1", true, false)]
    [InlineData("224.0.0.1", true, false)]
    [InlineData("255.255.255.255", true, false)]
    [InlineData("fd12:3456::1", true, false)]
    [InlineData("ff02::1", true, false)]
    [InlineData("8.8.8.8", true, true)]
    [InlineData("2606:4700::1111", true, true)]
    public void Address_ByPolicy_IsAllowed(string address, bool byDefault, bool publicOnly) => Assert.Equal((byDefault, publicOnly, true), Allowed(address));

    // First and last address of each row, and those beside it with whether they are public: each written out, so that no slip in a prefix passes.
    [Theory]
    [InlineData("0.0.0.0/8", "0.0.0.0", "0.255.255.255", null, "1.0.0.0 +")]
    [InlineData("0.0.0.0/32", "0.0.0.0", "0.0.0.0", null, "0.0.0.1 -")]
    [InlineData("10.0.0.0/8", "10.0.0.0", "10.255.255.255", "9.255.255.255 +", "11.0.0.0 +")]
    [InlineData("100.64.0.0/10", "100.64.0.0", "100.127.255.255", "100.63.255.255 +", "100.128.0.0 +")]
    [InlineData("127.0.0.0/8", "127.0.0.0", "127.255.255.255", "126.255.255.255 +", "128.0.0.0 +")]
    [InlineData("169.254.0.0/16", "169.254.0.0", "169.254.255.255", "169.253.255.255 +", "169.255.0.0 +")]
    [InlineData("172.16.0.0/12", "172.16.0.0", "172.31.255.255", "172.15.255.255 +", "172.32.0.0 +")]
    [InlineData("192.0.0.0/24", "192.0.0.0", "192.0.0.255", "191.255.255.255 +", "192.0.1.0 +")]
    [InlineData("192.0.0.0/29", "192.0.0.0", "192.0.0.7", "191.255.255.255 +", "192.0.0.8 -")]
    [InlineData("192.0.0.8/32", "192.0.0.8", "192.0.0.8", "192.0.0.7 -", "192.0.0.9 -")]
    [InlineData("192.0.0.9/32", "192.0.0.9", "192.0.0.9", "192.0.0.8 -", "192.0.0.10 -")]
    [InlineData("192.0.0.10/32", "192.0.0.10", "192.0.0.10", "192.0.0.9 -", "192.0.0.11 -")]
    [InlineData("192.0.0.170/32", "192.0.0.170", "192.0.0.170", "192.0.0.169 -", "192.0.0.171 -")]
    [InlineData("192.0.0.171/32", "192.0.0.171", "192.0.0.171", "192.0.0.170 -", "192.0.0.172 -")]
    [InlineData("192.0.2.0/24", "192.0.2.0", "192.0.2.255", "192.0.1.255 +", "192.0.3.0 +")]
    [InlineData("192.31.196.0/24", "192.31.196.0", "192.31.196.255", "192.31.195.255 +", "192.31.197.0 +")]
    [InlineData("192.52.193.0/24", "192.52.193.0", "192.52.193.255", "192.52.192.255 +", "192.52.194.0 +")]
    [InlineData("192.88.99.0/24", "192.88.99.0", "192.88.99.255", "192.88.98.255 +", "192.88.100.0 +")]
    [InlineData("192.88.99.2/32", "192.88.99.2", "192.88.99.2", "192.88.99.1 -", "192.88.99.3 -")]
    [InlineData("192.168.0.0/16", "192.168.0.0", "192.168.255.255", "192.167.255.255 +", "192.169.0.0 +")]
    [InlineData("192.175.48.0/24", "192.175.48.0", "192.175.48.255", "192.175.47.255 +", "192.175.49.0 +")]
    [InlineData("198.18.0.0/15", "198.18.0.0", "198.19.255.255", "198.17.255.255 +", "198.20.0.0 +")]
    [InlineData("198.51.100.0/24", "198.51.100.0", "198.51.100.255", "198.51.99.255 +", "198.51.101.0 +")]
    [InlineData("203.0.113.0/24", "203.0.113.0", "203.0.113.255", "203.0.112.255 +", "203.0.114.0 +")]
    [InlineData("224.0.0.0/4", "224.0.0.0", "239.255.255.255", "223.255.255.255 +", "240.0.0.0 -")]
    [InlineData("240.0.0.0/4", "240.0.0.0", "255.255.255.255", "239.255.255.255 -", null)]
    [InlineData("255.255.255.255/32", "255.255.255.255", "255.255.255.255", "255.255.255.254 -", null)]
    [InlineData("::/128", "::", "::", null, "::1 -")]
    [InlineData("::1/128", "::1", "::1", ":: -", "::2 -")]
    [InlineData("64:ff9b:1::/48", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "64:ff9b:0:ffff:ffff:ffff:ffff:ffff +", "64:ff9b:2:: +")]
    [InlineData("100::/64", "100::", "100::ffff:ffff:ffff:ffff", "ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff +", "100:0:0:1:: -")]
    [InlineData("100:0:0:1::/64", "100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff", "100::ffff:ffff:ffff:ffff -", "100:0:0:2:: +")]
    [InlineData("2001::/23", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff +", "2001:200:: +")]
    [InlineData("2001::/32", "2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff +", "2001:1:: -")]
    [InlineData("2001:1::1/128", "2001:1::1", "2001:1::1", "2001:1:: -", "2001:1::2 -")]
    [InlineData("2001:1::2/128", "2001:1::2", "2001:1::2", "2001:1::1 -", "2001:1::3 -")]
    [InlineData("2001:1::3/128", "2001:1::3", "2001:1::3", "2001:1::2 -", "2001:1::4 -")]
    [InlineData("2001:2::/48", "2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", "2001:1:ffff:ffff:ffff:ffff:ffff:ffff -", "2001:2:1:: -")]
    [InlineData("2001:3::/32", "2001:3::", "2001:3:ffff:ffff:ffff:ffff:ffff:ffff", "2001:2:ffff:ffff:ffff:ffff:ffff:ffff -", "2001:4:: -")]
    [InlineData("2001:4:112::/48", "2001:4:112::", "2001:4:112:ffff:ffff:ffff:ffff:ffff", "2001:4:111:ffff:ffff:ffff:ffff:ffff -", "2001:4:113:: -")]
    [InlineData("2001:10::/28", "2001:10::", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff", "2001:f:ffff:ffff:ffff:ffff:ffff:ffff -", "2001:20:: -")]
    [InlineData("2001:20::/28", "2001:20::", "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff -", "2001:30:: -")]
    [InlineData("2001:30::/28", "2001:30::", "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff", "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff -", "2001:40:: -")]
    [InlineData("2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff +", "2001:db9:: +")]
    [InlineData("2620:4f:8000::/48", "2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", "2620:4f:7fff:ffff:ffff:ffff:ffff:ffff +", "2620:4f:8001:: +")]
    [InlineData("3fff::/20", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff +", "3fff:1000:: +")]
    [InlineData("5f00::/16", "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff +", "5f01:: +")]
    [InlineData("fc00::/7", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff +", "fe00:: +")]
    [InlineData("fe80::/10", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff +", "fec0:: -")]
    [InlineData("fec0::/10", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff -", "ff00:: -")]
    [InlineData("ff00::/8", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff -", null)]
    public void Row_OfTheRegistries_IsNotPublicFromItsFirstToItsLastAddress(string prefix, string first, string last, string? before, string? after)
    {
        Assert.Equal(prefix, Assert.Single(SpecialNetworks.Registered, row => row.Prefix.ToString() == prefix).Prefix.ToString());
        Assert.Equal((IPNetwork.Parse(prefix).BaseAddress, false, false), (IPAddress.Parse(first), Allowed(first).PublicOnly, Allowed(last).PublicOnly));
        foreach (var beside in ((string?[])[before, after]).OfType<string>().Select(text => text.Split(' ')))
        {
            Assert.False(IPNetwork.Parse(prefix).Contains(IPAddress.Parse(beside[0])));
            Assert.Equal(beside[1] == "+", Allowed(beside[0]).PublicOnly);
        }
    }

    [Theory]
    [InlineData("169.254.0.0/16", "169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0")]
    [InlineData("fe80::/10", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fec0::")]
    [InlineData("100.100.100.200/32", "100.100.100.200", "100.100.100.200", "100.100.100.199", "100.100.100.201")]
    [InlineData("fd00:100::100:200/128", "fd00:100::100:200", "fd00:100::100:200", "fd00:100::100:1ff", "fd00:100::100:201")]
    [InlineData("168.63.129.16/32", "168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17")]
    [InlineData("fd00:ec2::/32", "fd00:ec2::", "fd00:ec2:ffff:ffff:ffff:ffff:ffff:ffff", "fd00:ec1:ffff:ffff:ffff:ffff:ffff:ffff", "fd00:ec3::")]
    [InlineData("fd20:ce::254/128", "fd20:ce::254", "fd20:ce::254", "fd20:ce::253", "fd20:ce::255")]
    [InlineData("192.0.0.192/32", "192.0.0.192", "192.0.0.192", "192.0.0.191", "192.0.0.193")]
    [InlineData("fd00:c1::a9fe:a9fe/128", "fd00:c1::a9fe:a9fe", "fd00:c1::a9fe:a9fe", "fd00:c1::a9fe:a9fd", "fd00:c1::a9fe:a9ff")]
    [InlineData("fd00:a9fe:a9fe::1/128", "fd00:a9fe:a9fe::1", "fd00:a9fe:a9fe::1", "fd00:a9fe:a9fe::", "fd00:a9fe:a9fe::2")]
    [InlineData("fd00:42::42/128", "fd00:42::42", "fd00:42::42", "fd00:42::41", "fd00:42::43")]
    public void Row_OfTheMachine_IsRefusedUnlessAnyAddressIsAllowed(string prefix, string first, string last, string before, string after)
    {
        Assert.Single(SpecialNetworks.OfTheMachine, row => row.Prefix.ToString() == prefix);
        Assert.Equal(((false, false, true), (false, false, true)), (Allowed(first), Allowed(last)));
        Assert.Equal((true, true), (Allowed(before).ByDefault, Allowed(after).ByDefault));
    }

    [Fact]
    public void Rows_OfBothTables_AreAllTested()
    {
        Assert.Equal(Tested(nameof(Row_OfTheRegistries_IsNotPublicFromItsFirstToItsLastAddress)), SpecialNetworks.Registered.Select(row => row.Prefix.ToString()));
        Assert.Equal(Tested(nameof(Row_OfTheMachine_IsRefusedUnlessAnyAddressIsAllowed)), SpecialNetworks.OfTheMachine.Select(row => row.Prefix.ToString()));
        Assert.All(SpecialNetworks.Registered, row => Assert.Matches("^RFC [0-9]+$", row.Source));
    }

    // Each form with an address of IPv4 for a {}, as the last 32 bits unless another form is given below.
    [Theory]
    [InlineData("::ffff:{}")]
    [InlineData("::ffff:0:{}")]
    [InlineData("::{}")]
    [InlineData("64:ff9b::{}")]
    [InlineData("64:ff9b:1::{}")]
    [InlineData("64:ff9b:1:ffff:ffff:ffff:{}")]
    public void Address_OfIPv4InIPv6_IsJudgedByIt(string form)
    {
        foreach (var refused in (string[])["169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192"])
        {
            Assert.Equal((false, false, true), Allowed(form.Replace("{}", refused, StringComparison.Ordinal)));
        }

        Assert.Equal((true, false, true), Allowed(form.Replace("{}", "10.1.2.3", StringComparison.Ordinal)));
        Assert.Equal((true, !form.Contains(":1:", StringComparison.Ordinal), true), Allowed(form.Replace("{}", "8.8.8.8", StringComparison.Ordinal)));
    }

    // With 169.254.169.254, 10.1.2.3 and 8.8.8.8 at the other places.
    [Theory]
    [InlineData("2002:a9fe:a9fe::1", false, false)]
    [InlineData("2002:a01:203::1", true, false)]
    [InlineData("2002:808:808::1", true, true)]
    [InlineData("64:ff9b:1:a9fe:a9:fe00::", false, false)]
    [InlineData("64:ff9b:1:a9:fe:a9fe::", false, false)]
    [InlineData("64:ff9b:1:0:a9:fea9:fe00:0", false, false)]
    [InlineData("2001:0:a9fe:a9fe:0:0:f7f7:f7f7", false, false)]
    [InlineData("2001:0:808:808:0:0:5601:5601", false, false)]
    [InlineData("2001:0:808:808:0:0:f7f7:f7f7", true, false)]
    public void Address_OfIPv4InATunnelOrTranslator_IsJudgedByIt(string address, bool byDefault, bool publicOnly) =>
        Assert.Equal((byDefault, publicOnly, true), Allowed(address));

    private static (bool ByDefault, bool PublicOnly, bool Any) Allowed(string address)
    {
        var parsed = IPAddress.Parse(address);
        return (new AddressGuard(SloNotificationAddresses.NoLinkLocal).IsAllowed(parsed), new AddressGuard(SloNotificationAddresses.PublicOnly).IsAllowed(parsed),
            new AddressGuard(SloNotificationAddresses.Any).IsAllowed(parsed));
    }

    private static IEnumerable<string?> Tested(string test) => typeof(AddressGuardTests).GetMethod(test)!.GetCustomAttributes(typeof(InlineDataAttribute), false)
        .Cast<InlineDataAttribute>().Select(row => (string?)row.Data[0]);
}
