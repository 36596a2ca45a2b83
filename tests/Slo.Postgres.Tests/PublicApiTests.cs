using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloPostgres_IsTheApprovedOne() => Assert.Null(
        Approval.Difference(PublicApi.Describe(typeof(SloPostgresOptions).Assembly), "tests", "Slo.Postgres.Tests", "Slo.Postgres.approved.txt"));
}
