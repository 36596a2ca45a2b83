using Slo.Windows;

namespace Slo.Tests.Windows;

/// <summary>Positions in seconds since 1970, as these tests count.</summary>
internal static class Seconds
{
    internal static long At(double seconds) => (long)(seconds * TimeSpan.TicksPerSecond);

    internal static Reading Reading(double seconds, long good, long bad = 0) => new(At(seconds), new SloEventCounts(good, bad));
}
