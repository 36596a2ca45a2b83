using Slo.Anomalies;
using Xunit;

namespace Slo.Tests.Anomalies;

/// <summary>What is kept of latency from one process to the next.</summary>
public sealed class LatencyStateTests
{
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(300);
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    // Wherever the process ends: every score and every observation is that of a process that runs on.
    [Fact]
    public void Read_AfterAnySlice_ContinuesAsIfNothingHadHappened()
    {
        LatencyState running = new("x", Threshold);
        LatencyState restarted = new("x", Threshold);
        Random random = new(1);
        for (var i = 0; i < 3000; i++)
        {
            LatencyCounts counts = Counts(random, i);
            Add(running, i, counts);
            Add(restarted, i, counts);
            if (random.Next(20) == 0)
            {
                restarted = LatencyState.Read("x", Threshold, restarted.ToBytes())!;
            }

            Assert.Equal(running.Score, restarted.Score);
            Assert.Equal(running.Observations, restarted.Observations);
        }

        Assert.True(running.Observations.Count >= 3, $"{running.Observations.Count} observations");
    }

    [Fact]
    public void Read_OfAnotherThresholdOrCut_IsNothing()
    {
        LatencyState state = new("x", Threshold);
        Add(state, 0, new(10, 2, 1));
        var bytes = state.ToBytes();

        Assert.NotNull(LatencyState.Read("x", Threshold, bytes));
        Assert.Null(LatencyState.Read("x", 2 * Threshold, bytes));
        Assert.Null(LatencyState.Read("x", Threshold, null));
        Assert.Null(LatencyState.Read("x", Threshold, [.. bytes, 0]));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(LatencyState.Read("x", Threshold, bytes[..length]));
        }
    }

    // No number of it can be anything: what is far out of range would blind the detector.
    [Fact]
    public void Read_WithANumberThatIsNone_IsNothing()
    {
        LatencyState state = new("x", Threshold);
        Random random = new(3);
        for (var i = 0; i < 1200; i++)
        {
            Add(state, i, Counts(random, i));
        }

        var bytes = state.ToBytes();
        for (var at = 1; at < bytes.Length; at += sizeof(double))
        {
            byte[] damaged = [.. bytes];
            BitConverter.TryWriteBytes(damaged.AsSpan(at), long.MaxValue);
            Assert.Null(LatencyState.Read("x", Threshold, damaged));
        }
    }

    // Damage that a checksum did not find: it is refused, or is a state whose scores are numbers.
    [Fact]
    public void Read_OfDamagedBytes_ThrowsNothingAndScoresNumbers()
    {
        LatencyState state = new("x", Threshold);
        Random random = new(2);
        for (var i = 0; i < 1200; i++)
        {
            Add(state, i, Counts(random, i));
        }

        var bytes = state.ToBytes();
        var taken = 0;
        for (var round = 0; round < 3000; round++)
        {
            byte[] damaged = [.. bytes];
            for (var i = random.Next(3); i >= 0; i--)
            {
                damaged[random.Next(1, damaged.Length)] = (byte)random.Next(256);
            }

            if (LatencyState.Read("x", Threshold, damaged) is not { } read)
            {
                continue;
            }

            taken++;
            for (var i = 1200; i < 1300; i++)
            {
                Add(read, i, Counts(random, i));
                Assert.True(read.Score is null || double.IsFinite(read.Score.Value), $"round {round}: {read.Score}");
            }

            Assert.All(read.Observations, one => Assert.True(double.IsFinite(one.Observed + one.ExpectedHigh + one.Score)));
        }

        Assert.InRange(taken, 100, 3000);
    }

    // Both detectors, the observations and what a store is given: below the 4 KB that a signal may take.
    [Fact]
    public void State_WithAllItsObservations_IsSmall()
    {
        var detectors = Allocated(() => Add(new LatencyState("x", Threshold), 0, new(10, 2, 1)));
        SloObservation one = new("x", SloAnomalySignal.Latency, Start, null, 1, SloAnomalyBasis.Value, 0.1, 0, 0.01);
        var observation = Allocated(() => one = one with { Score = 2 });
        LatencyState state = new("x", Threshold);
        var without = state.ToBytes().Length;
        for (var i = 0; i < 1000; i++)
        {
            Add(state, i, i is < 900 or > 910 ? new(1000, 20, 1) : new(1000, 500, 1));
        }

        Assert.NotNull(Assert.Single(state.Observations).EndedAt);
        var kept = without + (LatencyState.MostObservations * (state.ToBytes().Length - without));
        Assert.InRange(detectors + (LatencyState.MostObservations * observation) + kept, 2000, 4000);
    }

    private static long Allocated(Action act)
    {
        act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static LatencyCounts Counts(Random random, int slice)
    {
        var total = 500 + random.Next(100);
        var slow = slice % 700 is > 600 and < 612 ? 200 : random.Next(10);
        return new(total, slow, slow / 3);
    }

    private static void Add(LatencyState state, int slice, in LatencyCounts counts) =>
        state.Add(Start.AddMinutes(5 * slice), Start.AddMinutes(5 * (slice + 1)), counts);
}
