using FsCheck.Xunit;
using Xunit;

namespace Slo.Tests.Anomalies;

public sealed class SloAnomalyDetectorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(42.5)]
    [InlineData(-1e300)]
    [InlineData(double.Epsilon)]
    public void Score_OfAConstant_IsZeroOnceKnown(double value)
    {
        double?[] scores = [.. Scores(Enumerable.Repeat(value, 2000))];

        Assert.All(scores[..288], score => Assert.Null(score));
        Assert.All(scores[288..], score => Assert.Equal(0, score));
    }

    [Fact]
    public void Score_OfASpikeInNoise_IsAnAnomalyAndThenSilent()
    {
        Random random = new(1);
        double?[] scores = [.. Scores(Enumerable.Range(0, 3000).Select(i => i == 2500 ? 25 : 10 + random.NextDouble()))];

        Assert.True(scores[2500] >= SloAnomalyDetector.Threshold);
        Assert.All(scores[2501..2541], score => Assert.Equal(0, score));
        Assert.Equal(1, scores[2000..].Count(score => score >= SloAnomalyDetector.Threshold));
    }

    // A spike of the same size is silent right after the first one, and a far worse one is not.
    [Fact]
    public void Silence_AfterAnAnomaly_IsBrokenByAWorseOneAlone()
    {
        double?[] scores = WithSpikes((3000, 25), (3010, 25), (3020, 500));

        Assert.True(scores[3000] >= SloAnomalyDetector.Threshold);
        Assert.Equal(0, scores[3010]);
        Assert.True(scores[3020] >= SloAnomalyDetector.Threshold);
        Assert.Equal(0, scores[3021]);
    }

    [Fact]
    public void Score_OfTheSameSpikeLater_IsAnAnomalyAgain()
    {
        double?[] scores = WithSpikes((3000, 25), (5000, 25));

        Assert.True(scores[5000] >= SloAnomalyDetector.Threshold);
    }

    [Fact]
    public void Score_OfANightThatIsBusy_IsAnAnomalyForTheTimeOfDay()
    {
        SloAnomalyDetector detector = new();
        Random random = new(1);
        List<SloAnomalyScore> anomalies = [];
        for (var i = 0; i < 20 * 288; i++)
        {
            var day = 100 - (90 * Math.Cos(2 * Math.PI * i / 288)) + random.NextDouble();
            SloAnomalyScore answer = detector.Add(Start.AddMinutes(5 * i), i is >= 18 * 288 and < (18 * 288) + 6 ? 150 : day);
            if (answer.IsAnomalous && i >= 10 * 288)
            {
                anomalies.Add(answer);
            }
        }

        SloAnomalyScore first = Assert.Single(anomalies);
        Assert.True(first.Basis is SloAnomalyBasis.TimeOfDay or SloAnomalyBasis.HourOfWeek);
        Assert.Equal(150, first.Observed);
        Assert.InRange(first.ExpectedHigh, 0, 100);
    }

    // Whatever the values and times: clocks that go back, gaps, extremes.
    [Property(MaxTest = 50)]
    public void Score_OfAnyFiniteValuesAtAnyTimes_IsFiniteAndNotNegative(double[] values, int[] jumps, int seed)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(jumps);
        double[] pool = [.. values.Where(double.IsFinite), 0, double.MaxValue, double.MinValue, double.Epsilon, 1, -1e-300, 1e150];
        Random random = new(seed);
        SloAnomalyDetector detector = new();
        DateTimeOffset time = Start;
        for (var i = 0; i < 3000; i++)
        {
            time = jumps.Length > 0 && i % 97 == 0 ? Start.AddSeconds(jumps[random.Next(jumps.Length)]) : time.AddMinutes(random.Next(60));
            SloAnomalyScore answer = detector.Add(time, pool[random.Next(pool.Length)]);
            Assert.True(answer.Score is null or (>= 0 and < 10));
            Assert.True(double.IsFinite(answer.Observed) && double.IsFinite(answer.ExpectedLow) && double.IsFinite(answer.ExpectedHigh));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Add_OfWhatIsNoNumber_IsRejectedAndChangesNothing(double value)
    {
        SloAnomalyDetector one = new();
        SloAnomalyDetector other = new();
        for (var i = 0; i < 500; i++)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => one.Add(Start.AddMinutes(5 * i), value));
            Assert.Equal(other.Add(Start.AddMinutes(5 * i), i % 7), one.Add(Start.AddMinutes(5 * i), i % 7));
        }
    }

    [Fact]
    public void Add_AtTheEndsOfTheCalendar_IsAnswered()
    {
        SloAnomalyDetector detector = new();

        Assert.Null(detector.Add(DateTimeOffset.MinValue, 1).Score);
        Assert.Null(detector.Add(DateTimeOffset.MaxValue, 1).Score);
        Assert.Null(detector.Add(DateTimeOffset.MinValue, 1).Score);
    }

    // The state has a fixed size: adding allocates nothing.
    [Fact]
    public void Add_AllocatesNothing()
    {
        SloAnomalyDetector detector = new();
        detector.Add(Start, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 5000; i++)
        {
            detector.Add(Start.AddMinutes(5 * i), i % 11);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double?[] WithSpikes(params (int At, double Value)[] spikes)
    {
        Random random = new(1);
        return [.. Scores(Enumerable.Range(0, 6000).Select(i =>
            Array.Find(spikes, spike => spike.At == i) is { Value: > 0 } spike ? spike.Value : 10 + random.NextDouble()))];
    }

    private static List<double?> Scores(IEnumerable<double> values)
    {
        SloAnomalyDetector detector = new();
        return values.Select((value, i) => detector.Add(Start.AddMinutes(5 * i), value).Score).ToList();
    }
}
