using Microsoft.Extensions.Logging.Abstractions;
using Slo.Hosting.Fleet;
using Slo.Hosting.Tests.Gates;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>Which bad events a process publishes, and when: of objectives whose alert of the fleet is near or fires, and some time
/// longer.</summary>
public sealed class FleetBadEventsTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Fires at 10 % bad events within a minute, and is near at 5 %.
    private static readonly SloEventCounts Fires = new(800, 200);
    private static readonly SloEventCounts Near = new(945, 55);
    private static readonly SloEventCounts Fine = new(1_000, 0);

    private readonly ManualTime _time = new();
    private readonly SloRegistry _registry;
    private readonly SloFleet _fleet;
    private readonly FleetClock _clock;

    public FleetBadEventsTests()
    {
        _registry = new SloRegistry(_time, isFed: objective => objective.Name == "fed");
        _fleet = new(new SloRegistry(_time, scope: SloScope.Fleet), NoStore.Instance, new SloFleetOptions(), _time, NullLogger.Instance);
        _clock = new FleetClock(_time);
    }

    public void Dispose()
    {
        _fleet.Dispose();
        _registry.Dispose();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(45, false)]
    [InlineData(55, true)]
    [InlineData(95, true)]
    [InlineData(200, true)]
    public void Objective_IsPublished_FromHalfOfTheBurnRateOn(int bad, bool isPublished)
    {
        Add("x");
        Count(new(1_000 - bad, bad), "x");

        Assert.Equal(isPublished, New().Next().Count == 1);
        Assert.Equal(bad >= 100, _fleet.Registry.Get("x").Status.Alert.Severity is not null);
    }

    [Fact]
    public void Published_HasWhatThisProcessKeeps_ByTheClockOfTheStore()
    {
        Add("x").Record(new SloEvent(SloOutcome.Bad) { Reason = "500" });
        Count(Fires, "x");
        DateTimeOffset ahead = _time.GetUtcNow().AddHours(1);
        _clock.Adjust(_time.GetTimestamp(), _time.GetTimestamp(), ahead);
        FleetBadEvents badEvents = New();

        SloFleetBadEvents published = Assert.Single(badEvents.Next());

        Assert.Equal(("admin", "x", _registry.Get("x").Objective.CountingKey), (published.Set, published.Objective, published.CountingKey));
        Assert.Equal(("here", 1, ahead), (published.Events.Instance, published.Events.Count, published.Events.AsOf));
        Assert.Equal(published.Process, Assert.Single(badEvents.Next()).Process);
        Assert.NotEqual(published.Process, Assert.Single(New().Next()).Process);
    }

    // Until it is written it is tried again; then an interval passes, unless the process ends.
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 20)]
    [InlineData(15, 20)]
    [InlineData(30, 30)]
    public void Published_AgainAfterAnInterval(int exchanges, int interval)
    {
        Add("x");
        Count(Fires, "x");
        FleetBadEvents badEvents = New(exchanges * Second);

        Assert.Single(badEvents.Next());
        IReadOnlyList<SloFleetBadEvents> published = badEvents.Next();
        badEvents.Published(published);
        Assert.Empty(badEvents.Next());
        Assert.Single(badEvents.Next(isLast: true));

        // The loop is not exact.
        _time.Advance((interval * Second) - (exchanges * Second / 2) - (Second / 10));
        Assert.Empty(badEvents.Next());
        _time.Advance(Second / 10);
        Assert.Single(badEvents.Next());
    }

    [Fact]
    public void Objective_ThatIsFineAgain_IsPublishedForSomeTime_AndThenNoLonger()
    {
        Add("x");
        FleetBadEvents badEvents = New();
        Assert.Empty(badEvents.Next(isLast: true));
        Count(Near, "x");
        Assert.Single(badEvents.Next());

        Count(Fine, "x");
        Assert.Single(badEvents.Next());
        Count(Fine, "x");
        Assert.Equal(FleetBadEvents.Afterwards, 2 * Minute);
        Assert.Single(badEvents.Next());
        _time.Advance(Second);
        Assert.Empty(badEvents.Next());
        Assert.Empty(badEvents.Next(isLast: true));

        Count(Near, "x");
        Assert.Single(badEvents.Next());
    }

    [Fact]
    public void ObjectivesBeyondTheLimit_AreThoseThatDoNotFire()
    {
        string[] names = [.. Enumerable.Range(0, FleetBadEvents.MostObjectives + 5).Select(i => $"x{i:00}")];
        string[] firing = names[^3..];
        Array.ForEach(names, name => Add(name));
        Count(Near, names[..^3], Fires, firing);

        IReadOnlyList<SloFleetBadEvents> published = New().Next();

        Assert.Equal(FleetBadEvents.MostObjectives, published.Count);
        Assert.Equal(firing, published.Take(3).Select(one => one.Objective));
    }

    // All together publish no more than a reader takes, but each one enough to tell.
    [Theory]
    [InlineData(0, SloBadEvents.MostEvents)]
    [InlineData(1, SloBadEvents.MostEvents)]
    [InlineData(200, 200)]
    [InlineData(100_000, FleetBadEvents.LeastEvents)]
    public void BadEvents_AreFewerInALargerFleet(int instances, int most)
    {
        SloTracker tracker = Add("x");
        for (var i = 0; i < 200; i++)
        {
            _time.Advance(Second);
            _registry.Evaluate();
            for (var bad = 0; bad < 20; bad++)
            {
                tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "500" });
            }
        }

        var kept = tracker.CaptureBadEvents("here").Count;
        Assert.True(kept > 200, $"{kept}");
        Count(Fires, "x");
        _fleet.Update(new SloFleetMembers(instances, instances, 1), isPartial: false);

        Assert.InRange(Assert.Single(New().Next()).Events.Count, Math.Min(kept, most) / 2, most);
    }

    // What another system counts has no properties here; what the fleet does not have yet has no alert.
    [Fact]
    public void Objectives_ThatAreFed_OrThatTheFleetDoesNotHave_AreNotPublished()
    {
        Add("fed");
        Count(Fires, "fed");
        _registry.Add(Objective("new"));

        Assert.Empty(New().Next(isLast: true));
    }

    private FleetBadEvents New(TimeSpan? interval = null) =>
        new("admin", _registry, _fleet, new SloFleetOptions { Interval = interval ?? (2 * Second), Instance = "here" }, _clock, _time);

    private SloTracker Add(string name)
    {
        _fleet.Registry.Add(Objective(name));
        return _registry.Add(Objective(name));
    }

    /// <summary>A minute of the fleet.</summary>
    private void Count(SloEventCounts events, params string[] names) => Count(events, names, default, []);

    private void Count(SloEventCounts events, string[] names, SloEventCounts others, string[] otherNames)
    {
        DateTimeOffset from = _time.GetUtcNow();
        _time.Advance(Minute);
        foreach ((string name, SloEventCounts counts) in names.Select(name => (name, events)).Concat(otherNames.Select(name => (name, others))))
        {
            _fleet.Registry.Feed(name, [new SloHistoryStep(from, _time.GetUtcNow(), counts)], _time.GetUtcNow());
        }
    }

    private static SloObjective Objective(string name) => new SloObjectiveBuilder(name).TargetPercent(99).Rolling(TimeSpan.FromHours(1))
        .UnobservedTime(UnobservedTime.Exclude).BurnRateRule(AlertSeverity.Page, 10, Minute, 5 * Second).Build();
}
