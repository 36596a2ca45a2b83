using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class SliceLedgerTests
{
    private const double Origin = 6_000;

    private static readonly SliceGrid Grid = new(TimeSpan.TicksPerMinute);

    private readonly CumulativeRing _events = new(RingLayout.Create(TimeSpan.FromDays(1), compact: false), Seconds.Reading(Origin, 0));
    private readonly List<SloEventCounts> _judged = [];
    private readonly SliceLedger _ledger;
    private long _observedUntil;

    public SliceLedgerTests() => _ledger = new SliceLedger(
        Grid,
        new CumulativeRing(RingLayout.Create(TimeSpan.FromDays(1), compact: false, finest: TimeSpan.FromMinutes(1)), Seconds.Reading(Origin, 0), Grid),
        Seconds.Reading(Origin, 0),
        slice =>
        {
            _judged.Add(slice);
            return slice.Bad == 0 ? new(1, 0) : new(0, 1);
        });

    [Fact]
    public void Advance_WithinASlice_JudgesNothing()
    {
        Advance(Seconds.Reading(Origin + 59.9999999, 10));

        Assert.Empty(_judged);
        Assert.Equal(default, _ledger.Total);
    }

    [Fact]
    public void Advance_ToTheEndOfASlice_JudgesItOnceWithItsEvents()
    {
        Advance(Seconds.Reading(Origin + 60, 10, 1));
        Advance(Seconds.Reading(Origin + 60, 15, 1));
        Advance(Seconds.Reading(Origin + 61, 20, 1));
        Advance(Seconds.Reading(Origin + 120, 25, 1));

        Assert.Equal([new(10, 1), new(15, 0)], _judged);
        Assert.Equal(new SloEventCounts(1, 1), _ledger.Total);
    }

    [Fact]
    public void Advance_OverEmptySlices_JudgesEachAsGood()
    {
        Advance(Seconds.Reading(Origin + 600, 0));

        Assert.Equal(new SloEventCounts(10, 0), _ledger.Total);
    }

    [Fact]
    public void Advance_Late_SharesTheEventsOutAndLosesNone()
    {
        Advance(Seconds.Reading(Origin + 300, 500, 50));

        Assert.Equal(5, _judged.Count);
        Assert.All(_judged, slice => Assert.Equal(new SloEventCounts(100, 10), slice));
    }

    // A straight line over the slice would give away half a slice before it was judged.
    [Fact]
    public void Ring_BetweenTwoSliceEnds_HoldsNothingOfTheSliceThatRuns()
    {
        Advance(Seconds.Reading(Origin + 60, 0));
        Advance(Seconds.Reading(Origin + 90, 0, 5));
        Advance(Seconds.Reading(Origin + 119, 0, 5));
        Reading now = new(Seconds.At(Origin + 119), _ledger.Total);

        Assert.Equal(new SloEventCounts(1, 0), _ledger.Total);
        Assert.Equal(new SloEventCounts(1, 0), _ledger.Ring.Window(now, Seconds.At(119)));
        Assert.Equal(default, _ledger.Ring.Window(now, Seconds.At(59)));
    }

    [Fact]
    public void SkipTo_OverAGap_JudgesTheSliceItBeganInAndNoneInsideIt()
    {
        Advance(Seconds.Reading(Origin + 60, 10));
        Advance(Seconds.Reading(Origin + 70, 20, 2));
        Gap(Seconds.Reading(Origin + 3_630, 20, 2));
        Advance(Seconds.Reading(Origin + 3_660, 25, 2));

        Assert.Equal([new(10, 0), new(10, 2), new(5, 0)], _judged);
        Assert.Equal(new SloEventCounts(2, 1), _ledger.Total);
    }

    [Fact]
    public void SkipTo_FromTheVeryStartOfASlice_JudgesNoneInsideTheGap()
    {
        Advance(Seconds.Reading(Origin + 60, 10));
        Gap(Seconds.Reading(Origin + 3_630, 10));
        Advance(Seconds.Reading(Origin + 3_660, 25));

        Assert.Equal([new(10, 0), new(15, 0)], _judged);
    }

    [Fact]
    public void SkipTo_InsideTheSameSlice_JudgesNothing()
    {
        Advance(Seconds.Reading(Origin + 10, 10));
        Gap(Seconds.Reading(Origin + 50, 10));
        Assert.Empty(_judged);

        Advance(Seconds.Reading(Origin + 60, 12));
        Assert.Equal([new(12, 0)], _judged);
    }

    private void Advance(Reading now)
    {
        _events.Advance(now);
        _ledger.Advance(_events, now);
        _observedUntil = now.Position;
    }

    private void Gap(Reading now)
    {
        _events.Advance(now);
        _ledger.SkipTo(now, _observedUntil > _ledger.OpenSince);
    }
}
