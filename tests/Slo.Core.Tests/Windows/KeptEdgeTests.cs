using FsCheck;
using FsCheck.Xunit;
using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class KeptEdgeTests
{
    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(119, true)]
    [InlineData(120, false)]
    public void Covers_FromItsStartUpToItsEnd(long at, bool covers) =>
        Assert.Equal(covers, KeptEdge.In(Slice(60, 60, 100, 160), window: 600, position: 60).Covers(at));

    [Fact]
    public void Covers_OfNoEdgeYet_IsNothing() => Assert.False(default(KeptEdge).Covers(0));

    [Fact]
    public void Since_OfALiveSumThatATickOvertook_IsNotNegative() => Assert.Equal(
        default, KeptEdge.In(Slice(60, 60, 100, 160), window: 600, position: 90).Since(90, new(129, 129)));

    [Fact]
    public void Since_OfASliceThatEndsWithLess_CountsFromItsStart() => Assert.Equal(
        new(50, 50), KeptEdge.In(Slice(60, 60, 160, 100), window: 600, position: 90).Since(90, new(210, 210)));

    // What the edge of a slice says, in one step for good and bad: in slices of few events and of more than floating point holds.
    [Property(MaxTest = 2000)]
    public bool Since_OfAnySlice_SaysWhatTheSliceSays(DoNotSize<ulong> start, DoNotSize<ulong> events, DoNotSize<ulong> length, byte bits, byte part)
    {
        var slice = Slice(
            start: (long)(start.Item >> 8), (long)(length.Item >> (14 + (bits % 44))) + 1, (long)(start.Item >> 3),
            (long)(start.Item >> 3) + (long)(events.Item >> (4 + (part % 60))));
        slice = slice with
        {
            AtStart = slice.AtStart with { Bad = slice.AtStart.Good / 3 },
            AtEnd = slice.AtEnd with { Bad = (slice.AtStart.Good / 3) + ((slice.AtEnd.Good - slice.AtStart.Good) / 7) },
        };
        var position = slice.Start + (long)((UInt128)(ulong)slice.Length * part / 256);
        var window = slice.Length * 8 * bits;
        KeptEdge edge = KeptEdge.In(slice, window, position);
        SloEventCounts now = slice.AtEnd + new SloEventCounts(7, 9);

        return edge.Since(position, now) == now - slice.At(position, window);
    }

    [Fact]
    public void TryRead_WithAnEdgeThatIsElsewhere_ReadsNothingOfIt()
    {
        KeptEdge[] edges = [KeptEdge.In(Slice(60, 60, 100, 160), window: 600, position: 90), default];
        SloEventCounts[] counts = new SloEventCounts[2];

        Assert.False(KeptEdge.TryRead(edges, new Reading(690, new(200, 300)), [600, 500], counts));
        Assert.True(KeptEdge.TryRead(edges, new Reading(690, new(200, 300)), [600], counts));
        Assert.Equal(new(70, 170), counts[0]);
    }

    private static WindowEdge Slice(long start, long length, long atStart, long atEnd) =>
        new(start, length, new(atStart, atStart), new(atEnd, atEnd));
}
