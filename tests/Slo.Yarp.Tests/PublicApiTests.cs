using Slo.Testing;
using Xunit;

namespace Slo.Yarp.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloYarp_IsTheApprovedOne()
    {
        var difference = Approval.Difference(PublicApi.Describe(typeof(YarpDestinationAction).Assembly), "tests", "Slo.Yarp.Tests", "Slo.Yarp.approved.txt");

        Assert.True(difference is null, difference);
    }
}
