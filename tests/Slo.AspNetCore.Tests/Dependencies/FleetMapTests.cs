using Slo.AspNetCore.Api;
using Xunit;

namespace Slo.AspNetCore.Tests.Dependencies;

/// <summary>The services of several fleets, of which some have no name.</summary>
public sealed class FleetMapTests : IDisposable
{
    private readonly SloRegistry _registry = new();

    public void Dispose() => _registry.Dispose();

    // Only one of the two unnamed services fails by itself, and the shop does not call it.
    [Fact]
    public void UnnamedServices_OfTwoFleets_AreTwoNodes()
    {
        MapDocument document = Document(Map(
            "a_slo", Caller("a_slo", null, SloDependencyVerdict.Reporting, "payments"), Caller("b_slo", null, SloDependencyVerdict.Causing, "stock"),
            Caller("c_slo", "payments", SloDependencyVerdict.Causing)));

        Assert.Equal(
            [("(none, a_slo)", SloDependencyVerdict.Reporting), ("(none, b_slo)", SloDependencyVerdict.Causing), ("payments", SloDependencyVerdict.Causing)],
            document.Nodes.Where(node => node.IsOwn).Select(node => (node.Name, node.Verdict!.Value)).Order());
        Assert.Equal(
            ["(none, a_slo) > payments", "(none, b_slo)"],
            document.Causes!.Select(cause => string.Join(" > ", cause.Path)).Order(StringComparer.Ordinal));
        Assert.Empty(document.Cycles!);
    }

    [Fact]
    public void UnnamedService_OfOneFleet_StaysNone()
    {
        MapDocument document = Document(Map(null, Caller("a_slo", null, SloDependencyVerdict.Causing, "x"), Caller("a_slo", null, SloDependencyVerdict.Causing, "y") with { Objective = "two" }));

        Assert.Equal(["(none)"], document.Nodes.Where(node => node.IsOwn).Select(node => node.Name));
    }

    // What stands for addresses without a name is no service, whatever is called like it.
    [Theory]
    [InlineData("(none)", null)]
    [InlineData("(none, a_slo)", null)]
    [InlineData("(other)", "(other)")]
    public void Dependency_WithoutAName_IsNoService(string dependency, string? service)
    {
        MapDocument document = Document(Map(
            "x", Caller("x", "shop", SloDependencyVerdict.Reporting, dependency), Caller("a_slo", service, SloDependencyVerdict.Causing, dependency),
            Caller("b_slo", service, SloDependencyVerdict.Causing) with { Objective = "more" }));

        MapCauseDocument cause = document.Causes!.Single(one => one.Path[0] == "shop");
        Assert.Equal((dependency, "is no service of the fleet's map"), (cause.Name, cause.Explanation));
        Assert.Empty(document.Cycles!);
        Assert.DoesNotContain(document.Callers.SelectMany(caller => caller.Edges), edge => edge.IsSelf);
    }

    [Theory]
    [InlineData("a_slo", "a_slo")]
    [InlineData("b_slo", "b_slo")]
    [InlineData("c_slo", "(none, c_slo)")]
    [InlineData(null, "(none)")]
    public void Objective_OfThisApp_IsThatOfItsFleet(string? own, string expected)
    {
        _registry.Add(new SloObjectiveBuilder("all").TargetPercent(99).Build());

        MapDocument document = Document(Map(own, Caller("a_slo", null, SloDependencyVerdict.Causing), Caller("b_slo", null, SloDependencyVerdict.Causing)));

        MapCallerDocument here = document.Callers.Single(caller => caller.IsHere);
        Assert.Equal(expected.StartsWith('(') ? expected : $"(none, {expected})", here.Service);
        Assert.Equal(expected.StartsWith('(') ? 3 : 2, document.Callers.Count);
    }

    // Before this process has published, its objective is the only one of this name.
    [Fact]
    public void Objective_OfThisApp_IsFoundByItsName_WhereItIsTheOnlyOne()
    {
        _registry.Add(new SloObjectiveBuilder("all").TargetPercent(99).Service("shop").Build());

        Assert.True(Assert.Single(Document(Map(null, Caller("a_slo", "SHOP", SloDependencyVerdict.Causing))).Callers).IsHere);
    }

    // Another fleet may have an objective of this name too, unless its service says that it is the same one.
    [Theory]
    [InlineData("a_slo", "(none)", "(none, a_slo)")]
    [InlineData("", "(none)")]
    public void Objective_WithoutAService_IsNotTakenForThatOfAnotherFleet(string other, string expected, string? second = null)
    {
        _registry.Add(new SloObjectiveBuilder("all").TargetPercent(99).Build());

        MapDocument document = Document(Map(null, Caller(other, null, SloDependencyVerdict.Causing)));

        Assert.Equal(expected, document.Callers.Single(caller => caller.IsHere).Service);
        Assert.Equal(second, document.Callers.SingleOrDefault(caller => !caller.IsHere)?.Service);
    }

    [Fact]
    public void Fleet_WithAHostileName_StaysOneLine()
    {
        MapDocument document = Document(Map("x", Caller("a\r\n\u202e" + new string('w', 500), null, SloDependencyVerdict.Causing), Caller("b", null, SloDependencyVerdict.Causing)));

        Assert.All(document.Nodes, node => Assert.DoesNotContain(node.Name, letter => letter is '\r' or '\n' or '\u202e'));
        Assert.All(document.Nodes, node => Assert.InRange(node.Name.Length, 1, 110));
    }

    [Fact]
    public void Answer_HasAtMostItsLimit_AndTheCausesOfAll()
    {
        SloFleetMap map = Map("x", [.. Enumerable.Range(0, 700).Select(i => Caller($"fleet{i:000}", $"service{i:000}", SloDependencyVerdict.Reporting, $"service{i + 1:000}"))]);
        FleetMap joined = FleetMap.Of(_registry, map, (_, _) => throw new InvalidOperationException());

        MapDocument document = joined.Document(null)!;

        Assert.Equal((700, MapApi.Most), (document.Total, document.Callers.Count));
        Assert.Contains(document.Causes!, cause => cause.Name == "service700");
        Assert.Equal((700, MapApi.Most), (joined.Document("ALL")!.Total, joined.Document("all")!.Callers.Count));
        Assert.Null(joined.Document("unknown"));
    }

    [Fact]
    public async Task Map_AskedForByMany_IsJoinedOnce()
    {
        _registry.Add(new SloObjectiveBuilder("declared").TargetPercent(99).DependsOn("x").Build());
        var joined = 0;
        FleetMaps maps = new(_registry, (tracker, window, service) =>
        {
            Interlocked.Increment(ref joined);
            return MapCallerDocument.Of(tracker, window, service);
        });
        SloFleetMap map = Map("x", Caller("x", "shop", SloDependencyVerdict.Causing));

        FleetMap[] all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => maps.GetAsync(map, TestContext.Current.CancellationToken)));

        Assert.Equal((1, 1), (joined, all.Distinct().Count()));
        Assert.NotSame(all[0], await maps.GetAsync(map with { }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => maps.GetAsync(map with { }, new CancellationToken(canceled: true)));
    }

    private MapDocument Document(SloFleetMap map) =>
        FleetMap.Of(_registry, map, (tracker, service) => MapCallerDocument.Of(tracker, null, service)).Document(null)!;

    private static SloFleetMap Map(string? fleet, params SloFleetMapCaller[] callers) => new(DateTimeOffset.UnixEpoch, 1, true, callers) { Fleet = fleet };

    private static SloFleetMapCaller Caller(string fleet, string? service, SloDependencyVerdict verdict, params string[] causes) => new(
        "all", service, SloState.Exhausted, null, 0.99m, 1,
        new(TimeSpan.FromHours(1), new(80, 20), verdict, "", [.. causes.Select(cause => new SloDependencyStatus(cause, true, true) { IsCause = true })]))
    {
        Fleet = fleet,
    };
}
