using System.Diagnostics.CodeAnalysis;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// The system's monotonic clock as the kernel's last timer tick left it: read at a third of the cost of the precise one, and behind it.
/// Only on Linux, where both count from the same zero.
/// </summary>
internal static class CoarseClock
{
    /// <summary>How far it may be behind: more than twice what was measured on a busy virtual machine
    /// (benchmarks/results/middleware.md).</summary>
    internal static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(20);

    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Now, in the timestamps of the system's precise clock.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "No TimeProvider has it.")]
    internal static long Timestamp => Environment.TickCount64 * NanosecondsPerMillisecond;

    /// <summary>Whether it may stand for a clock: for the system's own alone, and if the two agree.</summary>
    internal static bool Follows(TimeProvider time)
    {
        if (time != TimeProvider.System || !OperatingSystem.IsLinux()
            || time.TimestampFrequency != NanosecondsPerMillisecond * TimeSpan.MillisecondsPerSecond)
        {
            return false;
        }

        var before = time.GetTimestamp();
        var coarse = Timestamp;
        return coarse <= time.GetTimestamp() && coarse >= before - (Lag.Ticks * TimeSpan.NanosecondsPerTick);
    }
}
