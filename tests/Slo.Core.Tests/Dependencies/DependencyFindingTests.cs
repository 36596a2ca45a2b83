using Slo.Testing;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>What differs between declared and called dependencies, since when, and what it costs to ask.</summary>
[Collection("calls")]
public sealed class DependencyFindingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Findings_AskedAgain_AreComputedOnceASecond()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new(builder => builder.DependsOn("payments", 90));
        IReadOnlyList<SloFinding> first = world.Registry.GetDependencyFindings();
        Call(world, "search");

        Assert.Equal([SloFindingCodes.LintDependencyTarget], first.Select(finding => finding.Code));
        Assert.Same(first, world.Registry.GetDependencyFindings());
        world.Time.Advance(Second);
        IReadOnlyList<SloFinding> later = world.Registry.GetDependencyFindings();
        Assert.Equal([SloFindingCodes.LintDependencyTarget, SloFindingCodes.DependencyNotDeclared], later.Select(finding => finding.Code));
        Assert.Same(first[0], later[0]);
    }

    [Fact]
    public void Findings_OfNewDefinitions_AreThereAtOnce()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new();
        Assert.Empty(world.Registry.GetDependencyFindings());
        Redefine(world, "payments 90");

        Assert.Equal([SloFindingCodes.LintDependencyTarget], Codes(world));
    }

    [Fact]
    public void NotCalled_AfterAReload_CountsRequestsSinceThen()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new();
        world.After(5_000, 0);
        Redefine(world, "payments");
        world.After(999, 0);
        Assert.Empty(Codes(world));

        // What is not about the dependency does not start the count anew.
        Redefine(world, "payments soft");
        world.After(1, 0);

        Assert.Equal(
            "depends on 'payments': was not called by 1000 requests; correct the name, or map the address that is called with Dependencies.Names",
            Assert.Single(world.Registry.GetDependencyFindings()).Message);
    }

    [Fact]
    public void NotCalled_AfterNamesChanged_CountsRequestsSinceThenAndForgetsTheOldName()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new(builder => builder.DependsOn("payments"));
        Call(world, "10.0.0.7");
        world.After(5_000, 0);
        Assert.Equal([SloFindingCodes.DependencyNotCalled, SloFindingCodes.DependencyNotDeclared], Codes(world));
        world.Registry.Dependencies = new SloDependencyOptions { Names = { ["10.0.0.7"] = "payments" } };
        world.After(999, 0);
        Assert.Empty(Codes(world));
        world.After(1, 0);
        Assert.Equal([SloFindingCodes.DependencyNotCalled], Codes(world));
        Call(world, "10.0.0.7");
        world.After(Second);

        Assert.Empty(Codes(world));
    }

    [Fact]
    public void Chain_OfTenThousandObjectives_IsCheckedOnceForAll()
    {
        SloObjective[] chain = [.. Enumerable.Range(0, 10_000).Select(i => Of($"o{i}", $"o{i + 1}"))];

        Assert.Empty(SloDeclaredDependency.CheckAll(chain));
    }

    [Fact]
    public void Cycle_OfThousands_IsReportedShortlyAndAHundredTimes()
    {
        SloObjective[] cycle = [.. Enumerable.Range(0, 3_000).Select(i => Of($"o{i}", $"o{(i + 1) % 3_000}"))];
        IReadOnlyList<SloFinding> findings = SloDeclaredDependency.CheckAll(cycle);

        Assert.Equal(100, findings.Count);
        Assert.Equal(
            "depends on itself: o0 -> o1 -> o2 -> o3 -> o4 -> o5 -> o6 -> o7 -> ... -> o2999 -> o0; remove one of these, unless it is meant",
            findings[0].Message);
    }

    [Fact]
    public void Edges_WithinAMinute_AreNotRead()
    {
        using IDisposable observation = SloDependency.Observe("none");
        Slo.Windows.Timeline timeline = new(new ManualTime());
        var start = timeline.Now;
        Slo.Dependencies.Edges edges = Slo.Dependencies.Edges.Of(
            Definition.Build(), new Slo.Dependencies.DependencyNames(), new Slo.Recording.CellAllocator(), timeline, requests: 0);
        SloCallScope scope = SloCalls.Begin();
        SloDependency.Start("a").Dispose();
        edges.Record(scope.End()!, good: true, long.MaxValue);
        List<long> read = [];
        for (var second = 1; second <= 125; second++)
        {
            var now = start + (second * TimeSpan.TicksPerSecond);
            edges.Advance(new Slo.Windows.TimelineStep(now, now, default));
            read.Add(edges.All[0].Calls.ReadUntil);
        }

        // The first time, and at each minute.
        Assert.InRange(read.Distinct().Count(), 3, 4);
        Assert.InRange(read[^1], start + (60 * TimeSpan.TicksPerSecond), start + (125 * TimeSpan.TicksPerSecond));
    }

    [Fact]
    public void AllocatedBytes_HaveTheCellsOfEachThread()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new();
        Call(world, "a");
        var before = world.Tracker.AllocatedBytes;
        Thread other = new(() => Call(world, "a"));
        other.Start();
        other.Join();

        Assert.InRange(world.Tracker.AllocatedBytes - before, 5 * 20, 5 * 400);
    }

    private static void Call(World world, string name)
    {
        SloCallScope scope = SloCalls.Begin();
        SloDependency.Start(name).Dispose();
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });
    }

    private static void Redefine(World world, string dependsOn) =>
        world.Registry.Replace([(world.Tracker.Objective.Definition with { DependsOn = dependsOn }).Resolve()]);

    private static IEnumerable<string> Codes(World world) => world.Registry.GetDependencyFindings().Select(finding => finding.Code);

    private static SloObjective Of(string name, string dependsOn) =>
        new SloDefinition { Name = name, TargetRatio = 0.1m, DependsOn = dependsOn }.Resolve();
}
