using FsCheck.Xunit;
using Slo.Hosting.Fleet;
using Xunit;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>The instances of each service are summed, and no other ones.</summary>
public sealed class FleetMapSumTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Property(MaxTest = 200)]
    public void Map_OfInstances_IsThatOfTheirNumbers(int seed)
    {
        Random random = new(seed);
        SloFleetDependencies[] all =
        [
            .. Enumerable.Range(0, random.Next(8)).Select(_ => Published(
                $"fleet{random.Next(2)}",
                [.. Enumerable.Range(0, random.Next(4)).Select(i => Caller(
                    $"service{random.Next(2)}", $"objective{i}", random.Next(50), random.Next(50), $"d{random.Next(3)}"))])),
        ];

        Dictionary<(string, string, string, string), long> expected = [];
        Dictionary<(string, string, string), SloEventCounts> requests = [];
        foreach (SloFleetDependencies one in all)
        {
            foreach (SloFleetCaller caller in one.Callers)
            {
                (string, string, string) key = (one.Fleet, caller.Service!, caller.Objective);
                requests[key] = requests.GetValueOrDefault(key) + caller.Windows[0].Events;
                SloDependencyStatus dependency = caller.Windows[0].Dependencies[0];
                (string, string, string, string) edge = (one.Fleet, caller.Service!, caller.Objective, dependency.Name);
                expected[edge] = expected.GetValueOrDefault(edge) + dependency.Calls.Total;
            }
        }

        IReadOnlyList<SloFleetMapCaller> map = FleetMapSum.Of(all, null);

        // Fleets are no part of what is shown, so their numbers are compared as a whole.
        Assert.Equal(requests.Count, map.Count);
        Assert.Equal(
            requests.Select(one => (one.Key.Item2, one.Key.Item3, one.Value.Good, one.Value.Bad)).Order(),
            map.Select(caller => (caller.Service!, caller.Objective, caller.Report.Events.Good, caller.Report.Events.Bad)).Order());
        Assert.Equal(
            expected.Select(one => (one.Key.Item2, one.Key.Item3, one.Key.Item4, one.Value)).Order(),
            map.SelectMany(caller => caller.Report.Dependencies.Select(dependency => (caller.Service!, caller.Objective, dependency.Name, dependency.Calls.Total))).Order());
        Assert.Equal(all.Sum(one => one.Callers.Count), map.Sum(caller => caller.Instances));
    }

    [Theory]
    [InlineData(null, 360)]
    [InlineData(30, 60)]
    [InlineData(60, 60)]
    [InlineData(61, 360)]
    [InlineData(4000, 1440)]
    public void Window_ThatIsAskedFor_IsTheShortestThatIsNotShorter(int? minutes, int expected)
    {
        SloFleetCaller caller = new(
            "x", "shop", 0.99m, [.. ((int[])[60, 360, 1440]).Select(length => new SloDependencyCounts(TimeSpan.FromMinutes(length), new(length, 0), []))])
        {
            Window = TimeSpan.FromHours(2),
        };

        SloFleetMapCaller judged = Assert.Single(FleetMapSum.Of([Published("f", caller)], minutes is { } asked ? TimeSpan.FromMinutes(asked) : null));

        Assert.Equal((expected, expected), (judged.Report.Events.Good, (int)judged.Report.Window.TotalMinutes));
    }

    [Fact]
    public void Objective_Burns_ByTheSum_OrByARuleOfItsFleet()
    {
        SloFleetCaller quiet = Caller("shop", "x", 990, 9, "payments");

        Assert.Equal(SloDependencyVerdict.Healthy, Judge(quiet).Report.Verdict);
        Assert.Equal(SloDependencyVerdict.Causing, Judge(quiet, Caller("SHOP", "X", 10, 90, "payments")).Report.Verdict);
        SloFleetMapCaller fired = Judge(quiet, Caller("shop", "x", 990, 9, "payments") with { Severity = AlertSeverity.Page });
        Assert.Equal((SloDependencyVerdict.Causing, AlertSeverity.Page, 2), (fired.Report.Verdict, fired.Severity, fired.Instances));
    }

    // Without events nothing burns, and an instance that has counted nothing yet is none.
    [Fact]
    public void Objective_WithoutEvents_IsHealthy()
    {
        Assert.Equal(SloDependencyVerdict.Healthy, Judge(Caller("shop", "x", 0, 0, "payments") with { TargetRatio = 1 }).Report.Verdict);
        Assert.Empty(FleetMapSum.Of([Published("f", new SloFleetCaller("x", null, 0.9m, []))], null));
    }

    private static SloFleetMapCaller Judge(params SloFleetCaller[] callers) =>
        Assert.Single(FleetMapSum.Of([.. callers.Select(caller => Published("f", caller))], null));

    private static SloFleetDependencies Published(string fleet, params SloFleetCaller[] callers) =>
        new("", "a", Guid.NewGuid(), TimeSpan.FromSeconds(10), callers) { Fleet = fleet };

    private static SloFleetCaller Caller(string service, string objective, long good, long bad, string dependency) => new(
        objective, service, 0.99m,
        [new(Hour, new(good, bad), [new(dependency, true, true) { Calls = new(good, bad), Requests = new(good, bad) }]) { TotalEvents = new(good, bad) }]);
}
