using Slo.Windows;
using Xunit;

namespace Slo.Tests.Races;

[Collection(OneAtATime.Name)]
public sealed class RingTierRaceTests
{
    private const int Capacity = 8;
    private const int Wide = 1_000;

    // Most of the finer tier at once, so that what was there at the first look is often overwritten at the second.
    private const int Step = 6;
    private const long Boundaries = 6_000_000;

    private readonly RingTier _tier = new(width: 10, Capacity);
    private long _writing;

    // Each boundary has counts that only it has, so a slot of another round shows. With the announcement after the overwrite, without
    // the reader's second look, or with that look before the read, this fails within 0.5 s. The fence and the read barrier are for
    // processors that reorder stores with stores or loads with loads: on x64 it passes without them.
    [Fact]
    public void TryRead_WhileTheWriterWrapsAround_NeverGivesAnotherRoundsSlot()
    {
        _tier.Begin(default);
        long read = 0;
        Threads.Run(Write, () => read = Read());

        Assert.True(read > 1_000, $"only {read} boundaries were read");
    }

    private void Write()
    {
        Reading last = default;
        for (long boundary = 1; boundary <= Boundaries; boundary++)
        {
            Volatile.Write(ref _writing, boundary);
            Reading now = new(boundary * 10, Of(boundary));
            _tier.Advance(last, now);
            last = now;
        }
    }

    private long Read()
    {
        long read = 0;
        long writing;
        while ((writing = Volatile.Read(ref _writing)) < Boundaries)
        {
            // The oldest ones, which are about to be overwritten, and the newest.
            foreach (var boundary in (ReadOnlySpan<long>)[writing - Capacity, writing - Capacity + 1, writing - 1, writing])
            {
                if (boundary > 0 && _tier.TryRead(boundary, out SloEventCounts counts))
                {
                    read++;
                    if (counts != Of(boundary))
                    {
                        Assert.Fail($"boundary {boundary} should read {Of(boundary)}, but read {counts}");
                    }
                }
            }
        }

        return read;
    }

    // The finer tier overwrites at once what the wider one has just copied. Without the reader's second look at the copies, this fails in
    // two of three runs on a busy machine.
    [Fact]
    public void TryRead_OfAWiderTier_WhileItsBoundariesMoveFromTheFinerOne_FindsEachOfThem()
    {
        RingTier wide = new(width: 20, Wide, _tier);
        _tier.Begin(default);
        wide.Begin(default);
        long read = 0;
        Threads.Run(() => WriteBoth(wide), () => read = ReadWide(wide));

        Assert.True(read > 1_000, $"only {read} boundaries were read");
    }

    private void WriteBoth(RingTier wide)
    {
        Reading last = default;
        for (long boundary = Step; boundary <= (Step * Boundaries) + Step; boundary += Step)
        {
            Reading now = new(boundary * 10, Of(boundary));
            wide.Advance(last, now);
            _tier.Advance(last, now);
            last = now;
            Volatile.Write(ref _writing, boundary);
        }
    }

    private long ReadWide(RingTier wide)
    {
        long read = 0;
        long written;
        while ((written = Volatile.Read(ref _writing)) < Step * Boundaries)
        {
            // Those that are about to move; they stay long after that.
            for (var boundary = Math.Max(1, (written - Capacity) / 2); boundary <= written / 2; boundary++)
            {
                if (!wide.TryRead(boundary, out SloEventCounts counts))
                {
                    Assert.True(Volatile.Read(ref _writing) > written + Wide, $"boundary {boundary} is missing");
                }
                else if (counts != Of(2 * boundary))
                {
                    Assert.Fail($"boundary {boundary} should read {Of(2 * boundary)}, but read {counts}");
                }

                read++;
            }
        }

        return read;
    }

    private static SloEventCounts Of(long boundary) => new(boundary, 3 * boundary);
}
