using Slo.Testing;
using Xunit;

namespace Slo.Polly.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloPolly_IsTheApprovedOne()
    {
        var difference = Approval.Difference(PublicApi.Describe(typeof(SloChaosExperiment).Assembly), "tests", "Slo.Polly.Tests", "Slo.Polly.approved.txt");

        Assert.True(difference is null, difference);
    }
}
