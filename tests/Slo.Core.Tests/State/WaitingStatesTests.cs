using Slo.State;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.State;

/// <summary>What no objective continues now, and what does when it returns.</summary>
public sealed class WaitingStatesTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly SloRegistry _registry;

    public WaitingStatesTests() => _registry = new SloRegistry(_time);

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Objective_ThatReturns_ContinuesItsCounts()
    {
        Count(Declare());
        _registry.Remove("a");
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new SloEventCounts(90, 10), _registry.Add(Declare()).Status.Events);
        Assert.True(Assert.Single(_registry.Capture()).IsComplete);
    }

    // A release that changed a threshold, and the one that took it back.
    [Fact]
    public void Definition_ThatReturns_ContinuesItsCounts()
    {
        Count(Declare());
        _registry.Replace([Declare(TimeSpan.FromSeconds(1))]);
        Assert.Equal(default, _registry.Get("a").Status.Events);
        Assert.Equal(2, _registry.Capture().Count);
        _registry.Replace([Declare()]);

        Assert.Equal(new SloEventCounts(90, 10), _registry.Get("a").Status.Events);
        Assert.Single(_registry.Capture());
    }

    // Of a store: both generations of one objective, of which one is declared.
    [Fact]
    public void Generations_OfOneObjective_AreKeptApart()
    {
        Count(Declare());
        _registry.Replace([Declare(TimeSpan.FromSeconds(1))]);
        IReadOnlyList<SloObjectiveState> states = [.. _registry.Capture().Select(state => SloObjectiveState.FromBytes(state.ToBytes()))];
        foreach (TimeSpan? threshold in (TimeSpan?[])[null, TimeSpan.FromSeconds(1)])
        {
            using SloRegistry next = new(_time);
            next.Restore(states);
            Assert.Equal(threshold is null ? 100 : 0, next.Add(Declare(threshold)).Status.Events.Total);
            Assert.Equal(states.Select(state => state.CountingKey).Order(), next.Capture().Select(state => state.CountingKey).Order());
        }
    }

    [Fact]
    public void State_ThatWaits_IsCapturedOnce()
    {
        Count(Declare());
        _registry.Remove("a");
        SloObjectiveState state = Assert.Single(_registry.Capture());

        Assert.True(state.IsComplete);
        Assert.Empty(_registry.Capture([state.ToMark()]));
        Assert.Single(_registry.Capture());
    }

    [Fact]
    public void State_ThatCanNoLongerCount_IsGone()
    {
        Count(Declare());
        _registry.Remove("a");
        Assert.Equal(_time.GetUtcNow() + TimeSpan.FromDays(7), Assert.Single(_registry.Capture()).ExpiresAt);
        _time.Advance(TimeSpan.FromDays(7));
        Assert.Single(_registry.Capture());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(_registry.Capture());
        Assert.Equal(default, _registry.Add(Declare()).Status.Events);
    }

    [Fact]
    public void States_BeyondTheirNumber_ReplaceTheOldest()
    {
        WaitingStates waiting = new();
        SloObjectiveState state = Count(Declare());
        for (var i = 0; i <= WaitingStates.Most; i++)
        {
            waiting.Add(new($"o{i}", state.CountingKey, state.AsOf.AddSeconds(i), isComplete: true, state.History, state.Judge));
        }

        Assert.Equal(WaitingStates.Most, waiting.All.Count());
        Assert.DoesNotContain(waiting.All, one => one.Name == "o0");
    }

    // An earlier version ran for a while, could not read what was there, and began anew.
    [Fact]
    public void OfTwoHistories_TheOneWithMoreEventsIsContinued()
    {
        SloObjectiveState more = Count(Declare());
        SloObjectiveState less = Fewer(out SloObjectiveState later);
        using SloRegistry next = new(_time);

        Assert.Empty(next.Restore([more, less, later]));
        Assert.Equal(100, next.Add(Declare()).Status.Events.Total);
        _time.Advance(TimeSpan.FromDays(8));
        SloObjectiveState muchLater = Fewer(out _);
        using SloRegistry other = new(_time);
        other.Restore([more, muchLater]);
        Assert.Equal(1, other.Add(Declare()).Status.Events.Total);
    }

    private SloObjectiveState Fewer(out SloObjectiveState later)
    {
        using SloRegistry registry = new(_time);
        registry.Add(Declare()).Record(good: 1, bad: 0);
        _time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        SloObjectiveState state = registry.Capture()[0];
        _time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        later = registry.Capture([state])[0];
        return state;
    }

    private SloObjectiveState Count(SloObjective objective)
    {
        _registry.Add(objective).Record(good: 90, bad: 10);
        _time.Advance(TimeSpan.FromSeconds(1));
        _registry.Evaluate();
        return _registry.Capture()[0];
    }

    private static SloObjective Declare(TimeSpan? threshold = null)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("a").TargetPercent(99).Rolling(TimeSpan.FromDays(7));
        return (threshold is { } limit ? builder.FasterThan(limit) : builder).Build();
    }
}
