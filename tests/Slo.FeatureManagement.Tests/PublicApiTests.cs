using Slo.Testing;
using Xunit;

namespace Slo.FeatureManagement.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloFeatureManagement_IsTheApprovedOne()
    {
        var difference = Approval.Difference(PublicApi.Describe(typeof(SloBudgetFilter).Assembly), "tests", "Slo.FeatureManagement.Tests", "Slo.FeatureManagement.approved.txt");

        Assert.True(difference is null, difference);
    }
}
