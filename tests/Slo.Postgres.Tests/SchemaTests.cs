using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

public sealed class SchemaTests
{
    // Databases have these tables already, and during a deployment instances of the last version use them too: a renamed column breaks both.
    [Fact]
    public void Tables_OfThisVersion_AreTheApprovedOnes() => Assert.Null(
        Approval.Difference($"version {Schema.Version}\n{Schema.Tables("slo")}", "tests", "Slo.Postgres.Tests", "Schema.approved.txt"));
}
