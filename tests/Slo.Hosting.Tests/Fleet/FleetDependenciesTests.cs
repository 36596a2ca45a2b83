using Slo.Hosting.Fleet;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>What a process publishes of its dependencies: seldom, bounded, and nothing where there is nothing to tell.</summary>
public sealed class FleetDependenciesTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly SloRegistry _registry;
    private readonly SloRegistry _fleet;
    private readonly FleetDependencies _dependencies;

    public FleetDependenciesTests()
    {
        _registry = new SloRegistry(_time);
        _fleet = new SloRegistry(_time);
        _dependencies = New(TimeSpan.FromSeconds(2));
    }

    public void Dispose()
    {
        _registry.Dispose();
        _fleet.Dispose();
    }

    [Fact]
    public void Process_WithoutDependencies_PublishesNothing()
    {
        Add(_registry, "x");

        Assert.Null(_dependencies.Next());
        Assert.Null(_dependencies.Last());
    }

    [Fact]
    public void Process_WithADeclaredOne_PublishesOnceInFiveIntervals_AndItsEnd()
    {
        Add(_registry, "x", o => o.DependsOn("payments").Service("shop"));

        SloFleetDependencies published = _dependencies.Next()!;
        Assert.Equal(TimeSpan.FromSeconds(10), published.Interval);
        SloFleetCaller caller = Assert.Single(published.Callers);
        Assert.Equal(("x", "shop", 0.99m), (caller.Objective, caller.Service, caller.TargetRatio));
        Assert.Equal("payments", Assert.Single(Assert.Single(caller.Windows).Dependencies).Name);

        // Until it is written, it is tried again.
        Assert.NotNull(_dependencies.Next());
        _dependencies.Published();
        _time.Advance(TimeSpan.FromSeconds(8));
        Assert.Null(_dependencies.Next());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(published.Process, _dependencies.Next()!.Process);
        Assert.Equal((published.Process, true, 0), (_dependencies.Last()!.Process, _dependencies.Last()!.IsLast, _dependencies.Last()!.Callers.Count));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(12, 60)]
    [InlineData(15, 60)]
    [InlineData(60, 60)]
    public void Interval_OfTheMap_IsBounded(int seconds, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), New(TimeSpan.FromSeconds(seconds)).Interval);

    [Fact]
    public void Windows_EndWithTheAgeOfTheProcess_AndWithThePeriod()
    {
        Add(_registry, "month", o => o.DependsOn("payments"));
        Add(_registry, "day", o => o.DependsOn("payments").Rolling(TimeSpan.FromHours(2)));
        Advance(TimeSpan.FromHours(30));

        SloFleetDependencies published = _dependencies.Next()!;

        Assert.Equal([1, 6, 24, 30], WindowsOf(published, "month"));
        Assert.Equal([1, 2], WindowsOf(published, "day"));
    }

    [Fact]
    public void Objectives_BeyondTheLimit_AreThoseThatDoNotFire()
    {
        for (var i = 0; i < SloFleetDependencies.MostCallers + 20; i++)
        {
            Add(_registry, $"o{i:000}", o => o.DependsOn("payments"));
        }

        // The fleet has its own state of them.
        SloTracker firing = Add(_fleet, "o519", o => o.Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude));
        firing.Record(good: 0, bad: 1000);
        Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(firing.Status.Severity);

        SloFleetDependencies published = _dependencies.Next()!;

        Assert.Equal(SloFleetDependencies.MostCallers, published.Callers.Count);
        Assert.Equal(("o519", firing.Status.Severity, firing.Status.State), (published.Callers[0].Objective, published.Callers[0].Severity, published.Callers[0].State));
    }

    [Fact]
    public void Dependencies_BeyondTheLimit_AreLeftOut()
    {
        var all = string.Join(", ", Enumerable.Range(0, 60).Select(i => $"service-{i}"));
        for (var i = 0; i < 100; i++)
        {
            Add(_registry, $"o{i}", o => Array.ForEach(all.Split(", "), name => o.DependsOn(name)));
        }

        SloFleetDependencies published = _dependencies.Next()!;

        Assert.InRange(
            published.Callers.Sum(caller => caller.Windows.Sum(window => window.Dependencies.Count)),
            SloFleetDependencies.MostDependencies - 60, SloFleetDependencies.MostDependencies);
    }

    // A store reads as many as a sum has: what comes beyond is summed here, and nothing is left out.
    [Fact]
    public void Dependencies_OfOneObjective_AreAsManyAsAreRead()
    {
        Add(_registry, "x", o => Array.ForEach([.. Enumerable.Range(0, 70)], i => o.DependsOn($"own{i}")));

        IReadOnlyList<SloDependencyStatus> all = Assert.Single(Assert.Single(_dependencies.Next()!.Callers).Windows).Dependencies;

        Assert.Equal((SloDependencyStatus.MostDependencies, SloDependencyStatus.Other), (all.Count(one => one.IsDeclared), all[^1].Name));
        Assert.Equal(SloDependencyStatus.MostDependencies + 1, all.Count);
    }

    private FleetDependencies New(TimeSpan interval) => new("", _registry, _fleet, new SloFleetOptions { Interval = interval, Instance = "a" }, _time);

    private void Advance(TimeSpan time)
    {
        for (TimeSpan left = time; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(1))
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            _registry.Evaluate();
            _fleet.Evaluate();
        }
    }

    private static IEnumerable<int> WindowsOf(SloFleetDependencies published, string objective) =>
        published.Callers.Single(caller => caller.Objective == objective).Windows.Select(window => (int)Math.Round(window.Window.TotalHours));

    private static SloTracker Add(SloRegistry registry, string name, Action<SloObjectiveBuilder>? configure = null)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder(name).TargetPercent(99);
        configure?.Invoke(builder);
        return registry.Add(builder.Build());
    }
}
