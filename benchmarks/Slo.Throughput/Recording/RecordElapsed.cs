using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Recording;

/// <summary>A record of a duration the caller has measured already, judged by the latency threshold.</summary>
internal sealed class RecordElapsed(SloTracker tracker) : Candidate
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        SloTracker local = tracker;
        var elapsed = TimeSpan.FromMilliseconds(20);
        for (var i = 0; i < operations; i++)
        {
            local.Record(elapsed);
        }
    }
}
