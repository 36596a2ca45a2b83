using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfSloSqlite_IsTheApprovedOne() => Assert.Null(
        Approval.Difference(PublicApi.Describe(typeof(SqliteSloStore).Assembly), "tests", "Slo.Sqlite.Tests", "Slo.Sqlite.approved.txt"));
}
