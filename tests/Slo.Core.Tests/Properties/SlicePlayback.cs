using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>Plays a script slice by slice: every step ends with an evaluation at the end of a slice, where answers are exact.</summary>
internal sealed class SlicePlayback : IDisposable
{
    private readonly ManualTime _time;
    private readonly SloRegistry _registry;
    private readonly SloTracker _tracker;
    private readonly NaiveSlices _naive;
    private readonly long _width;

    internal SlicePlayback(SloObjective objective, string start)
    {
        _time = new ManualTime(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture));
        _registry = new SloRegistry(_time);
        _tracker = _registry.Add(objective);
        _width = objective.Method.Slice.Ticks;
        _naive = new NaiveSlices(_width, Now);
    }

    private long Now => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;

    public void Dispose() => _registry.Dispose();

    internal void Play(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Record:
                // Somewhere inside the slice, with an evaluation in its midst.
                _time.Advance(new TimeSpan((_width - (Now % _width)) / 3));
                Record(step);
                _registry.Evaluate();
                Record(step with { Good = step.Bad, Bad = 0 });
                break;
            case StepKind.Advance:
                // No event and no evaluation.
                _time.Advance(step.Time);
                break;
            case StepKind.StepWall when step.Time > TimeSpan.FromSeconds(5):
                _registry.Evaluate();
                _naive.Gap(Now, Now + step.Time.Ticks);
                _time.StepWall(step.Time);
                _registry.Evaluate();
                break;
        }

        _time.Advance(new TimeSpan(_width - (Now % _width)));
        Assert.Null(_registry.Evaluate().Error);
    }

    internal void AssertSame()
    {
        SloStatus status = _tracker.Status;
        var from = (status.PeriodStart - DateTimeOffset.UnixEpoch).Ticks;
        Assert.Equal(_naive.Events(from, Now), status.Events);
        (int Slices, double Bad)? period = _naive.Judge(_tracker.Objective.Method, from, Now);
        AssertSame(1 - (period?.Bad / period?.Slices), status.ComplianceRatio);
        AssertSame(1 - BurnRate(period, status.PeriodEnd - status.PeriodStart), status.ErrorBudgetRemainingRatio);

        TimeSpan hour = TimeSpan.FromHours(1);
        AssertSame(BurnRate(_naive.Judge(_tracker.Objective.Method, Now - hour.Ticks, Now), hour), _tracker.GetBurnRate(hour));
    }

    // The slices of the whole stretch are known: those that were not observed are good, or do not count.
    private double? BurnRate((int Slices, double Bad)? judged, TimeSpan whole) =>
        judged?.Bad / (_tracker.Objective.UnobservedTime == UnobservedTime.AssumeGood ? (double)whole.Ticks / _width : judged?.Slices) / 0.01;

    private static void AssertSame(double? naive, double? actual)
    {
        if (naive is null || actual is null)
        {
            Assert.Equal(naive, actual);
        }
        else
        {
            // Ratios are kept to 12 decimals; a burn rate is a hundred of them.
            Assert.Equal(naive.Value, actual.Value, tolerance: 1e-9);
        }
    }

    private void Record(Step step)
    {
        _tracker.Record(step.Good, step.Bad);
        _naive.Record(Now, step);
    }
}
