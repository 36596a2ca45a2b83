using Slo.Testing;

namespace Slo.Tests.Recording;

internal static class RecordsWhenFirstUsed
{
    internal static readonly SloTracker Tracker = new SloRegistry(new ManualTime()).Add(Objectives.Named().Build());

    static RecordsWhenFirstUsed() => Tracker.Record(good: false);
}
