using Slo.Testing;
using Xunit;

namespace Slo.Kubernetes.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloKubernetes_IsTheApprovedOne()
    {
        var difference = Approval.Difference(PublicApi.Describe(typeof(IstioRouteAction).Assembly), "tests", "Slo.Kubernetes.Tests", "Slo.Kubernetes.approved.txt");

        Assert.True(difference is null, difference);
    }
}
