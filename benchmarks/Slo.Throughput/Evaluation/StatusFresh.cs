using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Evaluation;

/// <summary>A fresh status by the public way: an object of the caller's own, every window looked up anew.</summary>
internal sealed class StatusFresh(SloTracker tracker) : Candidate
{
    /// <summary>What was read last; keeps the readings alive.</summary>
    internal SloStatus Read { get; private set; } = tracker.Status;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            Read = tracker.GetStatus();
        }
    }
}
