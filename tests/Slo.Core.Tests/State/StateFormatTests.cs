using System.Text;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.State;

/// <summary>States that another version of Slo wrote.</summary>
public sealed class StateFormatTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly SloRegistry _registry;
    private readonly SloObjective _objective = new SloObjectiveBuilder("a").TargetPercent(99).UnobservedTime(UnobservedTime.Exclude)
        .SilenceRule(AlertSeverity.Ticket, TimeSpan.FromHours(1))
        .BurnRateRule(AlertSeverity.Page, 2m, TimeSpan.FromHours(1)).Build();

    public StateFormatTests()
    {
        _registry = new SloRegistry(_time);
        _registry.Add(_objective).Record(good: 90, bad: 10);
        _time.Advance(TimeSpan.FromSeconds(1));
        _registry.Evaluate();
    }

    public void Dispose() => _registry.Dispose();

    // A deployment that is rolled back: the objective cannot have the rule, and keeps its counts and its other rules.
    [Fact]
    public void Rule_OfAnUnknownKind_CostsNoCounts()
    {
        var bytes = _registry.Capture()[0].ToBytes();
        Replace(bytes, _objective.Rules[0].Definition.Basis.Condition.Key, 'x');
        var state = SloObjectiveState.FromBytes(bytes);
        using SloRegistry next = new(_time);
        next.Restore([state]);
        SloTracker tracker = next.Add(_objective);
        next.Evaluate();

        Assert.Equal(_registry.Get("a").Status.Events, tracker.Status.Events);
        SloAlert before = _registry.Get("a").Status.Alert;
        Assert.True(before.Severity is not null);
        Assert.Equal((before.State, before.StartedAt, before.Cause), (tracker.Status.Alert.State, tracker.Status.Alert.StartedAt, tracker.Status.Alert.Cause));
    }

    [Fact]
    public void State_OfALaterVersion_IsNoDamage()
    {
        var bytes = _registry.Capture()[0].ToBytes();
        Assert.Equal(SloObjectiveState.FormatVersion, bytes[3]);
        bytes[3]++;

        Assert.Throws<NotSupportedException>(() => SloObjectiveState.FromBytes(bytes));
        bytes[3] = 0;
        Assert.Throws<InvalidDataException>(() => SloObjectiveState.FromBytes(bytes));
    }

    // Before latency was kept, a state ended with rules and alert.
    [Fact]
    public void State_OfVersion3_IsRead()
    {
        var bytes = _registry.Capture()[0].ToBytes();
        Assert.Equal(0, bytes[^1]);
        bytes[3] = 3;
        var state = SloObjectiveState.FromBytes(bytes.AsSpan(0, bytes.Length - 1));

        Assert.Null(state.Latency);
        Assert.True(state.Judge.IsSameAs(_registry.Capture()[0].Judge));
        Assert.Throws<InvalidDataException>(() => SloObjectiveState.FromBytes(bytes));
    }

    [Fact]
    public void Addition_HasRulesAndAlertOnlyIfTheyChanged()
    {
        SloObjectiveState first = _registry.Capture()[0];
        _time.Advance(TimeSpan.FromMinutes(30));
        _registry.Get("a").Record(good: 1_000_000, bad: 0);
        _registry.Evaluate();
        SloObjectiveState second = _registry.Capture([first])[0];
        _time.Advance(TimeSpan.FromHours(12));
        _registry.Get("a").Record(good: 1, bad: 0);
        _registry.Evaluate();
        SloObjectiveState third = _registry.Capture([second.ToMark()])[0];
        _time.Advance(TimeSpan.FromSeconds(1));
        _registry.Evaluate();
        SloObjectiveState fourth = SloObjectiveState.FromBytes(_registry.Capture([third.ToMark()])[0].ToBytes());

        Assert.True(SloObjectiveState.FromBytes(second.ToBytes()).HasJudge);
        Assert.False(fourth.HasJudge);
        Assert.Equal(third.Judge, first.Append(second)!.Append(third)!.Append(fourth)!.Judge);
        Assert.Equal(first.ExpiresAt, SloObjectiveState.FromBytes(first.ToBytes()).ExpiresAt);
    }

    private static void Replace(byte[] bytes, string text, char by)
    {
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(at >= 0);
        bytes.AsSpan(at, text.Length).Fill((byte)by);
    }
}
