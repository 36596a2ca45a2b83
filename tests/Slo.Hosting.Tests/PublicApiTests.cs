using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloHosting_IsTheApprovedOne()
    {
        var difference = Approval.Difference(PublicApi.Describe(typeof(SloOptions).Assembly), "tests", "Slo.Hosting.Tests", "Slo.Hosting.approved.txt");

        Assert.True(difference is null, difference);
    }
}
