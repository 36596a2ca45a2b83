using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>Which dependencies have a name of their own while definitions and names change, and that what is no longer used takes no place.</summary>
[Collection("calls")]
public sealed class DependencyPlacesTests
{
    [Fact]
    public void Declared_AfterTheTableIsFull_IsSeenAndBlamed()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new(builder => builder.HttpServer());
        Call(world, 70);
        world.After(TimeSpan.FromSeconds(1));
        Redefine(world, "payments");
        Record(world, 1_900, 100);
        world.After(TimeSpan.FromSeconds(1));

        Assert.DoesNotContain(world.Registry.GetDependencyFindings(), finding => finding.Code == SloFindingCodes.DependencyNotCalled);
        SloDependencyReport report = world.Tracker.GetDependencies();
        Assert.Equal(SloDependencyVerdict.Reporting, report.Verdict);
        SloDependencyStatus cause = Assert.Single(report.Dependencies, one => one.IsCause);
        Assert.Equal(("payments", true, 2_000), (cause.Name, cause.IsDeclared, cause.Calls.Total));
        Assert.Equal(0, report.Dependencies.Single(one => one.Name == SloDependencyStatus.Other).Calls.Bad);
        Assert.Equal(64, report.Dependencies.Count(one => one.Name.StartsWith("host", StringComparison.Ordinal)));
    }

    // As many declared ones as there are: they take no place of others.
    [Fact]
    public void Declared_TakeNoPlaceOfOthers()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new(builder => Enumerable.Range(0, 100).Aggregate(builder, (one, i) => one.DependsOn($"own{i}")));
        Call(world, 70);
        for (var i = 0; i < 100; i++)
        {
            Call(world, $"OWN{i}");
        }

        IReadOnlyList<SloDependencyStatus> all = world.Tracker.GetDependencies().Dependencies;
        Assert.Equal((100, 64, 1), (all.Count(one => one is { IsDeclared: true, IsObserved: true }), all.Count(one => one.Name.StartsWith("host", StringComparison.Ordinal)), all.Count(one => one.Name == SloDependencyStatus.Other)));
        Assert.Equal(165, all.Count);
    }

    [Fact]
    public void Declarations_OfThePast_TakeNoPlace()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new();
        for (var i = 0; i < 100; i++)
        {
            Redefine(world, $"payments{i}, stock{i}");
            world.Registry.Add(Another($"other{i}"));
            world.Registry.Remove("another");
        }

        Redefine(world, null);
        Call(world, 64);

        IEnumerable<string> names = world.Tracker.GetDependencies().Dependencies.Select(one => one.Name);
        Assert.Equal(64, names.Count(name => name.StartsWith("host", StringComparison.Ordinal)));
    }

    // What two objectives declare keeps its place until neither does.
    [Fact]
    public void Declaration_OfOneObjective_OutlivesThatOfAnother()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new(builder => builder.DependsOn("payments"));
        world.Registry.Add(Another("PAYMENTS"));
        Call(world, 64);
        world.Registry.Remove("another");
        Call(world, "payments");
        Redefine(world, null);
        Call(world, "payments");

        Dictionary<string, long> calls = world.Tracker.GetDependencies().Dependencies.ToDictionary(one => one.Name, one => one.Calls.Total);
        Assert.Equal((1, 1), (calls["payments"], calls[SloDependencyStatus.Other]));
    }

    [Fact]
    public void Names_OfThePast_TakeNoPlace()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new();
        for (var i = 0; i < 300; i++)
        {
            Rename(world, "10.0.0.7", $"payments{i}");
            Call(world, "10.0.0.7");
            world.After(TimeSpan.FromSeconds(1));
        }

        Rename(world, "10.0.0.7", "payments");
        Call(world, "10.0.0.7");
        Call(world, "search");

        IReadOnlyList<SloDependencyStatus> all = world.Tracker.GetDependencies().Dependencies;
        Assert.Contains("payments", all.Select(one => one.Name));
        Assert.Contains("search", all.Select(one => one.Name));
        Assert.Contains("payments299", all.Select(one => one.Name));
        Assert.DoesNotContain(SloDependencyStatus.Other, all.Select(one => one.Name));
        Assert.InRange(all.Count, 3, 2 + SloDependencyStatus.MostDependencies);
    }

    // An address that was given a name leaves its place to what has none.
    [Fact]
    public void Addresses_ThatAreGivenOneName_LeaveTheirPlaces()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new();
        Call(world, 64);
        SloDependencyOptions options = new();
        for (var i = 0; i < 63; i++)
        {
            options.Names[$"host{i}"] = "shards";
        }

        world.Registry.Dependencies = options;
        Call(world, 64);
        Call(world, "search");

        Dictionary<string, long> calls = world.Tracker.GetDependencies().Dependencies.ToDictionary(one => one.Name, one => one.Calls.Total);
        Assert.Equal((63, 1, 2), (calls["shards"], calls["search"], calls["host63"]));
        Assert.DoesNotContain(SloDependencyStatus.Other, calls.Keys);
    }

    // It was called under this name before, and is not any more.
    [Fact]
    public void Declared_ThatIsCalledUnderAnotherNameNow_IsAFinding()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new(builder => builder.DependsOn("payments"));
        Rename(world, "10.0.0.7", "payments");
        Call(world, "10.0.0.7");
        world.After(TimeSpan.FromSeconds(1));
        world.Registry.Dependencies = new SloDependencyOptions();
        Call(world, "10.0.0.7");
        world.After(2_000, 0);

        Assert.Equal(
            [SloFindingCodes.DependencyNotCalled, SloFindingCodes.DependencyNotDeclared],
            world.Registry.GetDependencyFindings().Select(finding => finding.Code));
        Call(world, "payments");
        world.After(TimeSpan.FromSeconds(1));
        Assert.Equal([SloFindingCodes.DependencyNotDeclared], world.Registry.GetDependencyFindings().Select(finding => finding.Code));
    }

    private static void Call(World world, int hosts)
    {
        for (var i = 0; i < hosts; i++)
        {
            Call(world, $"host{i}");
        }
    }

    private static void Record(World world, int good, int bad)
    {
        for (var i = 0; i < good + bad; i++)
        {
            Call(world, "payments", isGood: i < good);
        }
    }

    private static void Call(World world, string name, bool isGood = true)
    {
        SloCallScope scope = SloCalls.Begin();
        using (SloDependency call = SloDependency.Start(name))
        {
            if (!isGood)
            {
                call.Fail();
            }
        }

        world.Tracker.Record(new SloEvent(isGood ? SloOutcome.Good : SloOutcome.Bad) { Calls = scope.End() });
    }

    private static void Rename(World world, string address, string name) =>
        world.Registry.Dependencies = new SloDependencyOptions { Names = { [address] = name } };

    private static SloObjective Another(string dependsOn) =>
        (Definition.Build().Definition with { Name = "another", DependsOn = dependsOn }).Resolve();

    private static void Redefine(World world, string? dependsOn) =>
        world.Registry.Replace([(world.Tracker.Objective.Definition with { DependsOn = dependsOn }).Resolve()]);
}
