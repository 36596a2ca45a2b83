using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Evaluation;

/// <summary>The status of the last evaluation: what health checks, metrics and pages read.</summary>
internal sealed class StatusPublished(SloTracker tracker) : Candidate
{
    /// <summary>What was read last; keeps the readings alive.</summary>
    internal double Read { get; private set; }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        SloTracker local = tracker;
        var read = 0.0;
        for (var i = 0; i < operations; i++)
        {
            read += local.Status.CoverageRatio;
        }

        Read = read;
    }
}
