using Slo.Recording;
using Xunit;

namespace Slo.Tests.Races;

[Collection(OneAtATime.Name)]
public sealed class CloseRaceTests
{
    private const int Rounds = 50_000;

    // The writer found the counter open, and Close came before it published the pages. Without the second look at _isClosed the closed
    // counter goes on counting for ever.
    [Fact]
    public void PublishPages_AfterClose_LeavesTheCounterClosed()
    {
        EventCells cells = new CellAllocator().Allocate();
        cells.TryCount(good: true);
        cells.Close();

        cells.PublishPages();

        Assert.False(cells.TryIncrement(good: true));
    }

    // The same by chance, for the fence between publishing and the second look. A block of its own for each round makes the way from
    // the first look to the publication long: it leads through the creation of a page.
    [Fact]
    public void Close_WhileAWriterPublishesThePages_LeavesTheCounterClosed()
    {
        EventCells cells = new CellAllocator().Allocate();
        var started = 0;
        var written = 0;
        var reopened = 0;

        void Write()
        {
            for (var round = 1; round <= Rounds; round++)
            {
                Await(ref started, round);
                cells.TryAdd(good: true, 3, out _);
                Volatile.Write(ref written, round);
            }
        }

        void Close()
        {
            for (var round = 1; round <= Rounds; round++)
            {
                cells = new CellAllocator().Allocate();
                Volatile.Write(ref started, round);
                Thread.SpinWait(round % 32);
                cells.Close();
                Await(ref written, round);
                reopened += cells.TryCount(good: true) ? 1 : 0;
            }
        }

        Threads.Run(Write, Close);
        Assert.Equal(0, reopened);
    }

    private static void Await(ref int value, int round)
    {
        SpinWait spin = default;
        while (Volatile.Read(ref value) != round)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
