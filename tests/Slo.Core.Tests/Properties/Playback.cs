using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>Plays a script to a tracker and to the oracle at once.</summary>
internal sealed class Playback : IDisposable
{
    private static readonly long StepTicks = TimeSpan.FromSeconds(5).Ticks;

    private readonly ManualTime _time;
    private readonly SloRegistry _registry;
    private long _lead;

    internal Playback(SloObjective objective, DateTimeOffset start)
    {
        _time = new ManualTime(start);
        _registry = new SloRegistry(_time);
        Tracker = _registry.Add(objective);
        Position = Wall;
        Naive = new NaiveHistory(Position);
    }

    internal SloTracker Tracker { get; }

    internal NaiveHistory Naive { get; }

    /// <summary>Where now is: the monotonic clock, pushed forward by the wall clock at evaluations, never back.</summary>
    internal long Position { get; private set; }

    private long Wall => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;

    public void Dispose() => _registry.Dispose();

    internal void Play(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Record:
                Tracker.Record(step.Good, step.Bad);
                Naive.Record(step.Good, step.Bad);
                break;
            case StepKind.Advance:
                _time.Advance(step.Time);
                Position += step.Time.Ticks;
                break;
            case StepKind.StepWall:
                _time.StepWall(step.Time);
                break;
            case StepKind.Evaluate:
                Evaluate();
                break;
        }
    }

    internal void Evaluate()
    {
        var lead = Wall - Position;
        var isStep = lead - _lead > StepTicks;
        var observedUntil = lead > 0 && !isStep ? Wall : Position;
        var gap = lead > 0 && isStep ? lead : 0;
        Position = Math.Max(Position, Wall);
        _lead = Math.Min(0, lead);

        SloEvaluationReport report = _registry.Evaluate();
        Naive.Evaluate(observedUntil, Position);
        Assert.Null(report.Error);
        Assert.Equal(gap, report.Gap.Ticks);
    }

    /// <summary>A window as the tracker gives it lies between what the oracle admits.</summary>
    internal void AssertWindow(TimeSpan window, TimeSpan width, SloEventCounts actual)
    {
        (SloEventCounts least, SloEventCounts most) = Naive.Window(Position, window.Ticks, width.Ticks);
        AssertBetween(least, most, actual, $"window {SloDuration.Format(window)}");
    }

    internal static void AssertBetween(SloEventCounts least, SloEventCounts most, SloEventCounts actual, string what)
    {
        if (actual.Good < least.Good || actual.Good > most.Good || actual.Bad < least.Bad || actual.Bad > most.Bad)
        {
            Assert.Fail($"{what}: {actual} is not between {least} and {most}");
        }
    }
}
