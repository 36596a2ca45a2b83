using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloAspNetCore_IsTheApprovedOne()
    {
        var difference = Approval.Difference(PublicApi.Describe(typeof(SloAttribute).Assembly), "tests", "Slo.AspNetCore.Tests", "Slo.AspNetCore.approved.txt");

        Assert.True(difference is null, difference);
    }
}
