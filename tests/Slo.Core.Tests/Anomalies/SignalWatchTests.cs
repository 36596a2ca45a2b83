using Slo.Anomalies;
using Xunit;

namespace Slo.Tests.Anomalies;

/// <summary>When an observation ends.</summary>
public sealed class SignalWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Slices that say nothing, such as those without events for the bad ratio: the score is unknown, and the observation ends with the day.
    [Fact]
    public void Observation_OfASignalThatSaysNothingMore_EndsAfterADay()
    {
        Detector detector = new() { Next = new(true, 0.5, SloAnomalyBasis.Value, 10, 0, 1) };
        SignalWatch watch = new("x", SloAnomalySignal.BadRatio, detector);
        Assert.True(watch.Add(Start, Start.AddMinutes(5), default, out SloObservation open));
        Assert.Equal((0.5, (DateTimeOffset?)null), (watch.Score, open.EndedAt));
        detector.Next = null;
        for (var i = 1; i < 288; i++)
        {
            Assert.False(Add(watch, i, out _));
            Assert.Null(watch.Score);
        }

        Assert.True(Add(watch, 288, out SloObservation ended));
        Assert.Equal((open.StartedAt, Start.AddMinutes(5 * 288)), (ended.StartedAt, ended.EndedAt));

        // The next one is another one.
        Assert.False(Add(watch, 289, out _));
        detector.Next = new(true, 0.4, SloAnomalyBasis.Value, 10, 0, 1);
        Assert.True(Add(watch, 290, out SloObservation next));
        Assert.Equal((Start.AddMinutes(5 * 290), (DateTimeOffset?)null), (next.StartedAt, next.EndedAt));
    }

    // Silent slices in between neither begin nor end the three that are normal.
    [Fact]
    public void Observation_ThatIsNormalAgain_EndsWhereThatBegan()
    {
        Detector detector = new() { Next = new(true, 0.5, SloAnomalyBasis.Value, 10, 0, 1) };
        SignalWatch watch = new("x", SloAnomalySignal.Traffic, detector);
        Assert.True(Add(watch, 0, out _));
        detector.Value = 0.5;
        SeriesVerdict normal = new(true, 0, SloAnomalyBasis.Value, 0.5, 0, 1);
        foreach (var (slice, verdict) in ((int, SeriesVerdict?)[])[(1, normal), (2, null), (3, normal)])
        {
            detector.Next = verdict;
            Assert.False(Add(watch, slice, out _));
        }

        detector.Next = normal;
        Assert.True(Add(watch, 4, out SloObservation ended));
        Assert.Equal(Start.AddMinutes(5), ended.EndedAt);
    }

    private static bool Add(SignalWatch watch, int slice, out SloObservation changed) =>
        watch.Add(Start.AddMinutes(5 * slice), Start.AddMinutes(5 * (slice + 1)), default, out changed);

    private sealed class Detector : ISignalDetector
    {
        internal SeriesVerdict? Next { get; set; }

        internal double Value { get; set; } = 10;

        public SeriesVerdict? Add(long seconds, SloEventCounts counts) => Next;

        public (double Value, double Low, double High) Compared(SloAnomalyBasis basis) => (Value, 0, 1);
    }
}
