using Microsoft.Extensions.Time.Testing;

namespace Slo.Tests.Recording;

internal static class RecordsWhenFirstUsed
{
    internal static readonly SloTracker Tracker = new SloRegistry(new FakeTimeProvider()).Add(Objectives.Named().Build());

    static RecordsWhenFirstUsed() => Tracker.Record(good: false);
}
