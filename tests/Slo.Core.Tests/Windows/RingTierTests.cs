using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class RingTierTests
{
    private const int Capacity = 100;

    private readonly RingTier _tier = new(TimeSpan.TicksPerSecond, Capacity);

    public RingTierTests() => _tier.Begin(Seconds.Reading(1_000, 0));

    [Fact]
    public void TryRead_BeforeTheOrigin_IsZero()
    {
        Assert.True(_tier.TryRead(1_000, out SloEventCounts counts));
        Assert.Equal(default, counts);
        Assert.True(_tier.TryRead(1_000 - Capacity + 1, out _));
        Assert.False(_tier.TryRead(1_000 - Capacity, out _));
    }

    [Fact]
    public void TryRead_OfABoundaryToCome_IsNothing() => Assert.False(_tier.TryRead(1_001, out _));

    [Fact]
    public void Advance_WithinASlice_WritesNothingAndSaysWhenToComeBack()
    {
        Assert.Equal(Seconds.At(1_001), _tier.Advance(Seconds.Reading(1_000, 0), Seconds.Reading(1_000.9, 9)));
        Assert.False(_tier.TryRead(1_001, out _));
    }

    [Fact]
    public void Advance_ExactlyToABoundary_WritesThatReading()
    {
        Assert.Equal(Seconds.At(1_002), _tier.Advance(Seconds.Reading(1_000, 0), Seconds.Reading(1_001, 10, 3)));
        Assert.True(_tier.TryRead(1_001, out SloEventCounts counts));
        Assert.Equal(new SloEventCounts(10, 3), counts);
    }

    // Filling the skipped slots with the late sum makes windows that begin there miss everything counted in between.
    [Fact]
    public void Advance_ByALateTick_InterpolatesEverySkippedBoundary()
    {
        _tier.Advance(Seconds.Reading(1_000, 0), Seconds.Reading(1_050.5, 5_050, 505));

        for (var boundary = 1_001; boundary <= 1_050; boundary++)
        {
            Assert.True(_tier.TryRead(boundary, out SloEventCounts counts));
            Assert.InRange(counts.Good, ((boundary - 1_000) * 100) - 1, (boundary - 1_000) * 100);
            Assert.InRange(counts.Bad, ((boundary - 1_000) * 10) - 1, (boundary - 1_000) * 10);
        }
    }

    [Fact]
    public void Advance_AroundTheRing_KeepsTheNewestAndRefusesTheOvertaken()
    {
        Reading last = Seconds.Reading(1_000, 0);
        for (var second = 1_001; second <= 1_350; second++)
        {
            Reading now = Seconds.Reading(second, second);
            _tier.Advance(last, now);
            last = now;
        }

        for (var boundary = 1_350; boundary > 1_350 - Capacity; boundary--)
        {
            Assert.True(_tier.TryRead(boundary, out SloEventCounts counts));
            Assert.Equal(boundary, counts.Good);
        }

        Assert.False(_tier.TryRead(1_350 - Capacity, out _));
        Assert.False(_tier.TryRead(1_000, out _));
    }

    [Fact]
    public void Advance_FarBeyondTheRing_WritesOneRoundAtMost()
    {
        Reading now = Seconds.Reading(1_000_000_000_000 / 10_000d, 500);
        _tier.Advance(Seconds.Reading(1_000, 0), now);
        var newest = now.Position / _tier.Width;

        Assert.True(_tier.TryRead(newest, out SloEventCounts counts));
        Assert.Equal(500, counts.Good);
        Assert.True(_tier.TryRead(newest - Capacity + 1, out _));
        Assert.False(_tier.TryRead(newest - Capacity, out _));
    }

    [Fact]
    public void AllocatedBytes_GrowsAsTimePassesUpToTheWholeRing()
    {
        var before = _tier.AllocatedBytes;
        _tier.Advance(Seconds.Reading(1_000, 0), Seconds.Reading(1_001, 1));
        var first = _tier.AllocatedBytes;
        _tier.Advance(Seconds.Reading(1_001, 1), Seconds.Reading(2_000, 1));
        var full = _tier.AllocatedBytes;

        Assert.True(before < first && first < full);
        Assert.InRange(full, 16 * Capacity, (16 * Capacity) + 200);
    }

    [Fact]
    public void Span_IsWhatSurelyIsStillThere()
    {
        _tier.Advance(Seconds.Reading(1_000, 0), Seconds.Reading(5_000.9, 1));

        Assert.Equal(Seconds.At(Capacity - 2), _tier.Span);
        Assert.True(_tier.TryRead((Seconds.At(5_000.9) - _tier.Span) / _tier.Width, out _));
    }
}
