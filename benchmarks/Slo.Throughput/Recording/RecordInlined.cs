using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Recording;

/// <summary>A record inlined into the caller's loop.</summary>
internal sealed class RecordInlined(SloTracker tracker) : Candidate
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        SloTracker local = tracker;
        for (var i = 0; i < operations; i++)
        {
            local.Record(good: true);
        }
    }
}
