using System.Globalization;
using System.Reflection;
using Slo.Hosting.Fleet;
using Xunit;

namespace Slo.Hosting.Tests.Docs;

/// <summary>The limits of docs/fleet.md that are those of the host; the others are tested with PostgreSQL.</summary>
public sealed class FleetPageTests
{
    private static readonly string[] Lines = DocFiles.Read("fleet.md").Split('\n');

    [Theory]
    [InlineData("slices that wait in an instance", FleetBacklog.Capacity)]
    [InlineData("slices published in one call", FleetBacklog.BatchSize)]
    [InlineData("intervals for which windows wait", FleetHistory.Patience)]
    public void Limits_Rows_AreThoseOfTheCode(string what, int value) => Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Limit(what));

    [Fact]
    public void Limits_TriesAtAStop_AreThoseOfTheCode() => Assert.Equal(
        Convert.ToString(
            typeof(FleetService).GetField("LastTries", BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue(),
            CultureInfo.InvariantCulture),
        Limit("tries to publish what is left"));

    private static string Limit(string what) =>
        Lines.Single(line => line.StartsWith($"| {what}", StringComparison.Ordinal)).Trim('|').Split('|')[1].Trim();
}
