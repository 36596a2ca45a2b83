using Slo.Testing;
using Xunit;

namespace Slo.Tests.House;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloCore_IsTheApprovedOne()
    {
        var difference = Approval.Difference(
            PublicApi.Describe(typeof(SloRegistry).Assembly), "tests", "Slo.Core.Tests", "House", "Slo.Core.approved.txt");

        Assert.True(difference is null, difference);
    }
}
