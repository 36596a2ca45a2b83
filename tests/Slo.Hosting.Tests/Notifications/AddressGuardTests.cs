using System.Net;
using Slo.Hosting.Notifications;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("169.254.169.254", false, false)]
    [InlineData("::ffff:169.254.169.254", false, false)]
    [InlineData("64:ff9b::a9fe:a9fe", false, false)]
    [InlineData("2002:a9fe:a9fe::1", false, false)]
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
    [InlineData("::ffff:192.168.1.1", true, false)]
    [InlineData("100.64.0.1", true, false)]
    [InlineData("224.0.0.1", true, false)]
    [InlineData("255.255.255.255", true, false)]
    [InlineData("fd12:3456::1", true, false)]
    [InlineData("ff02::1", true, false)]
    [InlineData("8.8.8.8", true, true)]
    [InlineData("2606:4700::1111", true, true)]
    public void Address_ByPolicy_IsAllowed(string address, bool byDefault, bool publicOnly)
    {
        var parsed = IPAddress.Parse(address);

        Assert.Equal(
            (byDefault, publicOnly, true),
            (new AddressGuard(SloNotificationAddresses.NoLinkLocal).IsAllowed(parsed), new AddressGuard(SloNotificationAddresses.PublicOnly).IsAllowed(parsed),
                new AddressGuard(SloNotificationAddresses.Any).IsAllowed(parsed)));
    }
}
