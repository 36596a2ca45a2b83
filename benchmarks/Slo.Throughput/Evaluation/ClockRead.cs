using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Evaluation;

/// <summary>One reading of the monotonic clock: the part of a status, and of a measured duration, that is not ours.</summary>
internal sealed class ClockRead : Candidate
{
    /// <summary>What was read last; keeps the readings alive.</summary>
    internal long Read { get; private set; }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        TimeProvider time = TimeProvider.System;
        for (var i = 0; i < operations; i++)
        {
            Read = time.GetTimestamp();
        }
    }
}
