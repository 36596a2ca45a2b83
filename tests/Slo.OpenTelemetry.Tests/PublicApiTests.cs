using OpenTelemetry.Metrics;
using Slo.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloOpenTelemetry_IsTheApprovedOne()
    {
        var difference = Approval.Difference(PublicApi.Describe(typeof(MeterProviderBuilderSloExtensions).Assembly), "tests", "Slo.OpenTelemetry.Tests", "Slo.OpenTelemetry.approved.txt");

        Assert.True(difference is null, difference);
    }
}
