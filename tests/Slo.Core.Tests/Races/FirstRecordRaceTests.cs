using Slo.Recording;
using Xunit;

namespace Slo.Tests.Races;

[Collection(OneAtATime.Name)]
public sealed class FirstRecordRaceTests
{
    private const int ThreadCount = 8;
    private const int Rounds = 3_000;

    private EventCells _cells = new CellAllocator().Allocate();

    // Every round all threads need a page at once, in a table that has yet to grow. Without the lock round it, pages are lost
    // within 30 ms.
    [Fact]
    public void TryCount_FirstEventsOfManyThreadsAtOnce_LosesNoPage()
    {
        using Barrier round = new(ThreadCount, _ =>
        {
            SloEventCounts sum = _cells.Sum();
            _cells = new CellAllocator().Allocate();
            if (sum.Good != ThreadCount && sum.Good != 0)
            {
                throw new InvalidOperationException($"{sum.Good} of {ThreadCount} first events were counted");
            }
        });

        Threads.Run(ThreadCount, _ =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                round.SignalAndWait();
                _cells.TryCount(good: true);
            }
        });
    }
}
