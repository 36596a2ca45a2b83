using Microsoft.AspNetCore.Builder;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloDashboard_IsTheApprovedOne()
    {
        var difference = Approval.Difference(
            PublicApi.Describe(typeof(SloDashboardEndpointRouteBuilderExtensions).Assembly), "tests", "Slo.Dashboard.Tests", "Slo.Dashboard.approved.txt");

        Assert.True(difference is null, difference);
    }
}
