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
    [InlineData("intervals between two publications by an instance", FleetDependencies.Exchanges)]
    [InlineData("objectives that an instance publishes", SloFleetDependencies.MostCallers)]
    [InlineData("dependencies that an instance publishes", SloFleetDependencies.MostDependencies)]
    [InlineData("objectives whose bad events an instance publishes", FleetBadEvents.MostObjectives)]
    [InlineData("those of all instances together", FleetBadEvents.MostEvents)]
    [InlineData("bad events of one objective", SloBadEvents.MostEvents)]
    [InlineData("dependencies of one objective", SloDependencyStatus.MostDependencies)]
    [InlineData("objectives of all services that are joined", FleetMapSum.MostCallers)]
    public void Limits_Rows_AreThoseOfTheCode(string what, int value) => Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Limit(what));

    [Fact]
    public void Limits_TriesAtAStop_AreThoseOfTheCode() => Assert.Equal(
        Convert.ToString(
            typeof(FleetService).GetField("LastTries", BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue(),
            CultureInfo.InvariantCulture),
        Limit("tries to publish what is left"));

    [Fact]
    public void Times_OfBadEvents_AreThoseOfTheCode()
    {
        Assert.Equal(FleetBadEvents.NearRatio.ToString(CultureInfo.InvariantCulture), Limit("part of its factor"));
        Assert.Equal(SloDuration.Format(FleetBadEvents.LongestInterval), Limit("intervals between two publications, as of the map"));
        Assert.Contains($"at least {FleetBadEvents.LeastEvents} of each", string.Join(' ', Lines), StringComparison.Ordinal);
        Assert.Equal(SloDuration.Format(FleetBadEvents.Afterwards), Limit("time for which they are published"));
        Assert.Equal(SloDuration.Format(FleetBadEventsReader.Kept), Limit("time for which they are read"));
        Assert.Equal(SloDuration.Format(FleetAlerts.LongestReading), Limit("time for which an alert waits"));
    }

    [Fact]
    public void Windows_AndIntervals_AreThoseOfTheCode()
    {
        Assert.Equal(SloDuration.Format(FleetDependencies.LongestInterval), Limit("time between two publications, at most"));
        Assert.Contains(
            "is the shortest of " + string.Join(", ", FleetDependencies.Windows.SkipLast(1).Select(window => $"`{SloDuration.Format(window)}`"))
                + $" and `{SloDuration.Format(FleetDependencies.Windows[^1])}`",
            string.Join(' ', Lines), StringComparison.Ordinal);
    }

    private static string Limit(string what) =>
        Lines.Single(line => line.StartsWith($"| {what}", StringComparison.Ordinal)).Trim('|').Split('|')[1].Trim();
}
