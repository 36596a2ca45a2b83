using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class CumulativeRingTests
{
    private const double Origin = 1_000_000;

    private readonly CumulativeRing _ring = Ring(TimeSpan.FromDays(30));

    [Fact]
    public void Window_BeforeAnyTick_HoldsWhatWasCounted() =>
        Assert.Equal(new SloEventCounts(7, 3), _ring.Window(Seconds.Reading(Origin + 0.5, 7, 3), TimeSpan.TicksPerHour));

    [Fact]
    public void Window_OnSliceBoundaries_IsExact()
    {
        // One event more each second: the count after n seconds is n(n+1)/2.
        Reading now = Tick(_ring, 3_000, n => n * (n + 1) / 2);

        foreach (var window in (int[])[1, 2, 59, 300, 600])
        {
            Assert.Equal(Enumerable.Range(3_001 - window, window).Sum(), _ring.Window(now, Seconds.At(window)).Good);
        }
    }

    [Fact]
    public void Window_WithAnEdgeInsideASlice_IsInterpolated()
    {
        Tick(_ring, 100, n => 10 * n);

        Assert.Equal(25 + 3, _ring.Window(Seconds.Reading(Origin + 100.3, 1_003), Seconds.At(2.8)).Good);
    }

    // Slots sit at exact times however late the tick: a 1 h window after an hour without a tick must not lose the hour.
    [Fact]
    public void Window_AfterALateTick_SpreadsWhatWasCountedOverTheTimeItTook()
    {
        _ring.Advance(Seconds.Reading(Origin, 0));
        Reading late = Seconds.Reading(Origin + 7_200.5, 72_005);
        _ring.Advance(late);

        Assert.InRange(_ring.Window(late, Seconds.At(3_600)).Good, 35_999, 36_001);
        Assert.InRange(_ring.Window(late, Seconds.At(60)).Good, 599, 601);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(90)]
    [InlineData(1_800)]
    [InlineData(100_000)]
    public void Window_ReadLongAfterTheLastTick_HoldsOnlyItsShare(double late)
    {
        Tick(_ring, 600, n => 1_000 * n);
        Reading now = Seconds.Reading(Origin + 600 + late, 600_000 + (long)(1_000 * late));

        var window = _ring.Window(now, Seconds.At(late / 2)).Good;
        Assert.InRange(window, (500 * late) - 1_001, (500 * late) + 1_001);
    }

    // One tier only, so nothing coarser hides a wrong answer.
    [Fact]
    public void Window_OfAOneTierRingReadLongAfterTheLastTick_HoldsOnlyItsShare()
    {
        CumulativeRing ring = Ring(TimeSpan.FromMinutes(10));
        Tick(ring, 600, n => 1_000 * n);

        Assert.Equal(0, ring.Window(Seconds.Reading(Origin + 602.5, 600_000), Seconds.At(1)).Good);
    }

    [Fact]
    public void Window_OfAReaderOvertakenByATick_IsNotNegative()
    {
        Tick(_ring, 9, _ => 0);
        Reading overtaken = Seconds.Reading(Origin + 10.6, 100);
        _ring.Advance(Seconds.Reading(Origin + 10.7, 1_000));

        Assert.Equal(0, _ring.Window(overtaken, Seconds.At(0.5)).Good);
        Assert.Equal(0, _ring.Window(overtaken, Seconds.At(0.1)).Good);
        Assert.Equal(100, _ring.Window(overtaken, Seconds.At(5)).Good);
    }

    [Fact]
    public void Window_OfAReaderOvertakenByTheWholeRing_IsEmptyAndReturns()
    {
        Reading overtaken = Tick(_ring, 10, n => n);
        _ring.Advance(Seconds.Reading(Origin + (400 * 86_400), 100_000));

        Assert.Equal(default, _ring.Window(overtaken, Seconds.At(5)));
    }

    [Fact]
    public void Window_WithAKeptEdge_SaysTheSameAsWithout()
    {
        long[] windows = [Seconds.At(30), Seconds.At(600), Seconds.At(3_600), Seconds.At(86_400)];
        WindowEdge[] slices = new WindowEdge[windows.Length];
        KeptEdge[] edges = new KeptEdge[windows.Length];
        SloEventCounts[] kept = new SloEventCounts[windows.Length];
        for (var tick = 1; tick < 20_000; tick++)
        {
            Reading last = Seconds.Reading(Origin + (tick * 0.7), 3L * tick, tick % 11);
            _ring.Advance(last);
            _ring.Windows(last, windows, edges, kept);
            Assert.Equal(windows.Select(window => _ring.Window(last, window)), kept);
            Assert.Equal(kept, windows.Select((window, i) => _ring.Window(last, window, ref slices[i])));
        }
    }

    [Fact]
    public void Advance_FortyDaysAtOnce_CostsAtMostOneRoundOfTheRing()
    {
        Tick(_ring, 10, n => n);
        Reading late = Seconds.Reading(Origin + (40 * 86_400), 10);
        _ring.Advance(late with { Counts = new(10, 0) });

        Assert.Equal(default, _ring.Window(late, TimeSpan.FromDays(30).Ticks));
        Assert.True(_ring.AllocatedBytes <= 160 * 1024);
    }

    internal static CumulativeRing Ring(TimeSpan longest, bool compact = false) =>
        new(RingLayout.Create(longest, compact), Seconds.Reading(Origin, 0));

    private static Reading Tick(CumulativeRing ring, int seconds, Func<long, long> good)
    {
        Reading now = Seconds.Reading(Origin, 0);
        for (var second = 1; second <= seconds; second++)
        {
            now = Seconds.Reading(Origin + second, good(second));
            ring.Advance(now);
        }

        return now;
    }
}
