using Microsoft.Extensions.Time.Testing;

namespace Slo.Tests.ClosedForm;

/// <summary>The status of an objective after some events: through recorder, ring and evaluator.</summary>
internal static class Measured
{
    internal static SloStatus Status(Rational target, TimeSpan period, long good, long bad)
    {
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(
            new SloObjectiveBuilder("measured").TargetRatio(target.ToDecimal()).Rolling(period).NoRules()
                .UnobservedTime(UnobservedTime.Exclude).Build());
        tracker.Record(good, bad);
        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        return tracker.Status;
    }

    /// <summary>The status after a million events of which this share was bad.</summary>
    internal static SloStatus StatusAt(Rational target, TimeSpan period, Rational badRatio)
    {
        const long events = 1_000_000;
        var bad = (badRatio * events).ToInt64();
        return Status(target, period, events - bad, bad);
    }
}
