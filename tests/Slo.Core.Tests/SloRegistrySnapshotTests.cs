using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class SloRegistrySnapshotTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly SloRegistry _registry;

    public SloRegistrySnapshotTests()
    {
        _registry = new SloRegistry(_time);
        _registry.Add(Objectives.Named("b").Build());
        _registry.Add(Objectives.Named("a").Build());
    }

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Snapshot_UntilTheNextEvaluation_IsTheSameObject()
    {
        SloSnapshot before = _registry.Snapshot;
        _registry.Get("a").Record(1, 2);
        _registry.Get("a").Record(SloOutcome.Ignored);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Same(before, _registry.Snapshot);
        Assert.Equal(_time.GetUtcNow() - TimeSpan.FromSeconds(1), before.AsOf);
        Assert.Equal((0, 0), (before.Statuses[1].Events.Total, before.Statuses[1].IgnoredTotal));

        _registry.Evaluate();
        SloSnapshot after = _registry.Snapshot;

        Assert.Equal((_time.GetUtcNow(), 3, 1), (after.AsOf, after.Statuses[1].Events.Total, after.Statuses[1].IgnoredTotal));
        Assert.Equal(["b", "a"], after.Statuses.Select(status => status.Objective.Name));
        Assert.Equal(0, before.Statuses[1].Events.Total);
    }

    [Theory]
    [InlineData("add", "b,a,c")]
    [InlineData("remove", "a")]
    [InlineData("replace", "c")]
    [InlineData("redefine", "b,a")]
    [InlineData("dispose", "")]
    public void Snapshot_AfterAChangeOfTheObjectives_IsAnotherOne(string change, string names)
    {
        SloSnapshot before = _registry.Snapshot;
        switch (change)
        {
            case "add":
                _registry.Add(Objectives.Named("c").Build());
                break;
            case "remove":
                _registry.Remove("b");
                break;
            case "replace":
                _registry.Replace([Objectives.Named("c").Build()]);
                break;
            case "redefine":
                _registry.Replace([Objectives.Named("b").DisplayName("B").Build(), Objectives.Named("a").Build()]);
                break;
            default:
                _registry.Dispose();
                break;
        }

        Assert.NotSame(before, _registry.Snapshot);
        Assert.Equal(names, string.Join(',', _registry.Snapshot.Statuses.Select(status => status.Objective.Name)));
        Assert.Equal(change == "redefine" ? "B" : null, _registry.Snapshot.Statuses is [var only, ..] ? only.Objective.DisplayName : null);
    }

    [Fact]
    public void Snapshot_OfAnAlertThatFires_HasItsStatusAndItsTransition()
    {
        _registry.Add(Objectives.Named("c").BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromHours(1)).Build()).Record(0, 1000);
        _time.Advance(TimeSpan.FromSeconds(1));
        _registry.Evaluate();

        Assert.Equal(AlertState.Firing, _registry.Snapshot.Statuses[2].Alert.State);
        Assert.Equal("c", Assert.Single(_registry.Snapshot.Transitions).Name);

        // The end of what is no longer judged is a change too.
        _registry.Remove("c");
        Assert.Equal(
            [SloAlertTransitionKind.Fired, SloAlertTransitionKind.Resolved],
            _registry.Snapshot.Transitions.Select(transition => transition.Kind));
    }

    [Fact]
    public void Snapshot_WithoutObjectives_IsOfNow()
    {
        using SloRegistry empty = new(_time);

        Assert.Equal((_time.GetUtcNow(), 0), (empty.Snapshot.AsOf, empty.Snapshot.Statuses.Count));
    }
}
