using Slo.Anomalies;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Anomalies;

/// <summary>How much of a restored history detectors go through, and how fast. docs/insight.md has the numbers.</summary>
public sealed class SliceAllowanceTests
{
    private const int FourteenDays = 14 * 288;

    [Theory]
    [InlineData(1, FourteenDays)]
    [InlineData(1_000, FourteenDays)]
    [InlineData(1_488, FourteenDays)]
    [InlineData(10_000, 600)]
    [InlineData(20_000, 300)]
    [InlineData(100_000, 300)]
    public void Each_ForManyObjectives_IsLess(int objectives, int expected)
    {
        SliceAllowance allowance = new();
        allowance.Renew(0, objectives);

        Assert.Equal(expected, Math.Min(FourteenDays, allowance.Each));
    }

    [Fact]
    public void All_HaveEndedWithinFiveMinutes() =>
        Assert.True(SliceAllowance.ForAll / SliceAllowance.PerSecond <= 5 * 60);

    [Theory]
    [InlineData(0.1, 2_000)]
    [InlineData(1, 20_000)]
    [InlineData(60, 200_000)]
    public void Take_BetweenEvaluations_IsByTime(double seconds, int expected)
    {
        SliceAllowance allowance = new();
        allowance.Renew(0, 1);
        Assert.Equal(SliceAllowance.PerSecond, TakeAll(allowance));
        allowance.Renew(TimeSpan.FromSeconds(seconds).Ticks, 1);

        Assert.Equal(expected, TakeAll(allowance));
    }

    [Fact]
    public void Take_OfWhatWasLeft_IsThatOfASecond()
    {
        SliceAllowance allowance = new();
        for (var second = 1; second <= 10; second++)
        {
            allowance.Renew(second * TimeSpan.TicksPerSecond, 1);
        }

        Assert.Equal(2 * SliceAllowance.PerSecond, TakeAll(allowance));
    }

    // As many as are needed until the score is known.
    [Fact]
    public void Least_IsEnoughToKnow()
    {
        SloAnomalyDetector detector = new();
        ManualTime time = new();
        for (var i = 0; i < SliceAllowance.Least - 1; i++)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            detector.Add(time.GetUtcNow(), 1);
        }

        time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(detector.Add(time.GetUtcNow(), 1).Score);
    }

    private static int TakeAll(SliceAllowance allowance)
    {
        var taken = 0;
        while (allowance.Take())
        {
            taken++;
        }

        return taken;
    }

    [Fact(Explicit = true)]
    public void TenThousand_AfterARestart_KnowTheirStateWithinMinutes()
    {
        using World world = new(builder => builder.Rolling(TimeSpan.FromDays(30)).Compact());
        Random random = new(1);
        for (var i = 0; i < FourteenDays + 300; i++)
        {
            world.Tracker.Record(500 + random.Next(100), random.Next(3));
            world.Time.Advance(TimeSpan.FromMinutes(5));
            world.Registry.Evaluate();
        }

        SloObjectiveState state = Assert.Single(world.Registry.Capture());
        using SloRegistry next = new(world.Time);
        SloTracker[] trackers = new SloTracker[10_000];
        for (var i = 0; i < trackers.Length; i++)
        {
            var name = $"o{i}";
            next.Restore([new(name, state.CountingKey, state.AsOf, true, state.History, state.Judge)]);
            trackers[i] = next.Add((world.Tracker.Objective.Definition with { Name = name }).Resolve());
        }

        List<double> milliseconds = [];
        while (trackers.Any(tracker => tracker.GetAnomalyScore(SloAnomalySignal.Traffic) is null) && milliseconds.Count < 1_000)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            var start = TimeProvider.System.GetTimestamp();
            next.Evaluate();
            milliseconds.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        var evaluations = milliseconds.Count;
        double[] during = [.. milliseconds.Skip(1).Order()];
        List<double> after = [];
        for (var i = 0; i < 50; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            var start = TimeProvider.System.GetTimestamp();
            next.Evaluate();
            after.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        after.Sort();
        Console.Error.WriteLine(FormattableString.Invariant(
            $"known after {evaluations} evaluations of 1 s; ms per evaluation: median {during[during.Length / 2]:0.0}, p95 {during[during.Length * 95 / 100]:0.0}; afterwards {after[25]:0.0}, p95 {after[47]:0.0}"));
        Assert.InRange(evaluations, 1, 301);
    }
}
