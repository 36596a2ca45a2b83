using System.Runtime;

namespace Slo.Throughput.Measuring;

/// <summary>Measures lanes against each other: round after round, in an order shuffled anew each time, after the JIT has settled.</summary>
internal sealed class Rounds(int count)
{
    private const int WarmUpMilliseconds = 4_000;
    private const int QuietMilliseconds = 350;

    private readonly ChunkTimer _timer = new(new Crew());
    private readonly Random _random = new(20_010);

    internal void Measure(IReadOnlyList<Lane> lanes)
    {
        WarmUp(lanes);
        var order = lanes.ToArray();
        for (var round = 0; round < count; round++)
        {
            _random.Shuffle(order);
            foreach (Lane lane in order)
            {
                lane.Candidate.BeforeRound();
                lane.Samples.Add(_timer.Sample(lane));
            }
        }
    }

    // The JIT compiles hot methods again in the background, the last time with what it learnt: wait until it has nothing left to do.
    private void WarmUp(IReadOnlyList<Lane> lanes)
    {
        var start = ChunkTimer.Now;
        var changed = start;
        var compiled = -1L;
        while (ChunkTimer.NanosecondsSince(start) < WarmUpMilliseconds * 1e6 && ChunkTimer.NanosecondsSince(changed) < QuietMilliseconds * 1e6)
        {
            foreach (Lane lane in lanes)
            {
                lane.Candidate.BeforeRound();
                for (var i = 0; i < 4; i++)
                {
                    lane.Candidate.Run(500);
                }
            }

            if (compiled != JitInfo.GetCompiledMethodCount())
            {
                compiled = JitInfo.GetCompiledMethodCount();
                changed = ChunkTimer.Now;
            }
        }

        foreach (Lane lane in lanes)
        {
            _timer.Calibrate(lane);
            _timer.Sample(lane);
        }
    }
}
