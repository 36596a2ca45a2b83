using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

/// <summary>A tier whose newest boundaries are in the finer tier only.</summary>
public sealed class SharedTierTests
{
    private const int Fine = 100;
    private const int Coarse = 60;

    private readonly RingTier _fine = new(TimeSpan.TicksPerSecond, Fine);
    private readonly RingTier _coarse;
    private readonly RingTier _alone = new(5 * TimeSpan.TicksPerSecond, Coarse);

    public SharedTierTests()
    {
        _coarse = new RingTier(5 * TimeSpan.TicksPerSecond, Coarse, _fine);
        Begin(_fine, _coarse, _alone);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7.5)]
    [InlineData(60)]
    [InlineData(97)]
    [InlineData(400)]
    public void TryRead_AfterEachTick_IsThatOfATierOfItsOwn(double tick)
    {
        Reading last = Seconds.Reading(1_000, 0);
        for (var i = 1; i * tick < 1_200; i++)
        {
            last = Advance(last, Seconds.Reading(1_000 + (i * tick), i * i * 7, i));
            AssertSame(_alone, _coarse);
        }
    }

    [Fact]
    public void Restore_OfWhatWasCaptured_HoldsTheSame()
    {
        Reading last = Seconds.Reading(1_000, 0);
        for (var i = 1; i < 500; i++)
        {
            last = Advance(last, Seconds.Reading(1_000 + i, i * i, i));
        }

        TierState fine = _fine.Capture(long.MinValue);
        TierState coarse = _coarse.Capture(long.MinValue);
        RingTier again = new(TimeSpan.TicksPerSecond, Fine);
        RingTier shared = new(5 * TimeSpan.TicksPerSecond, Coarse, again);
        Begin(again, shared);
        again.Restore(fine.Newest, fine, Missing);
        shared.Restore(coarse.Newest, coarse, Missing);

        AssertSame(_alone, shared);

        static SloEventCounts Missing(long boundary) => throw new InvalidOperationException($"{boundary} is missing");
    }

    [Fact]
    public void AllocatedBytes_AreThoseOfTheTimeThatTheFinerTierDoesNotKeep()
    {
        Advance(Seconds.Reading(1_000, 0), Seconds.Reading(3_000, 1));

        Assert.InRange(_coarse.AllocatedBytes, 16 * (Coarse - 19), (16 * (Coarse - 19)) + 200);
        Assert.Equal(_alone.Span, _coarse.Span);
    }

    [Fact]
    public void TryRead_BesideATierWhoseWidthDoesNotDivideIt_IsThatOfATierOfItsOwn()
    {
        RingTier seven = new(7 * TimeSpan.TicksPerSecond, 20, _alone);
        Begin(seven);

        Assert.Equal(Seconds.At(1_008), seven.Advance(Seconds.Reading(1_000, 0), Seconds.Reading(1_001.5, 1)));
        Assert.Equal(Seconds.At(1_015), seven.Advance(Seconds.Reading(1_001.5, 1), Seconds.Reading(1_008, 8)));
        Assert.True(seven.TryRead(144, out SloEventCounts counts));
        Assert.Equal(8, counts.Good);
    }

    private static void Begin(params RingTier[] tiers) => Array.ForEach(tiers, tier => tier.Begin(Seconds.Reading(1_000, 0)));

    private Reading Advance(Reading last, Reading now)
    {
        _coarse.Advance(last, now);
        _alone.Advance(last, now);
        _fine.Advance(last, now);
        return now;
    }

    private static void AssertSame(RingTier expected, RingTier actual)
    {
        Assert.Equal((expected.First, expected.Newest), (actual.First, actual.Newest));
        Assert.Equivalent(expected.Capture(long.MinValue), actual.Capture(long.MinValue));
        for (var boundary = expected.Newest - Coarse - 2; boundary <= expected.Newest + 2; boundary++)
        {
            var isKept = expected.TryRead(boundary, out SloEventCounts right);
            Assert.Equal(isKept, actual.TryRead(boundary, out SloEventCounts read));
            Assert.True(!isKept || right == read, $"boundary {boundary} should read {right}, but read {read}");
        }
    }
}
