using Slo.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloAsCode_IsTheApprovedOne()
    {
        var difference = Approval.Difference(PublicApi.Describe(typeof(SloDefinitionReader).Assembly), "tests", "Slo.AsCode.Tests", "Slo.AsCode.approved.txt");

        Assert.True(difference is null, difference);
    }
}
