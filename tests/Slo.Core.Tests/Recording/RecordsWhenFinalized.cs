namespace Slo.Tests.Recording;

internal sealed class RecordsWhenFinalized(SloTracker tracker)
{
    ~RecordsWhenFinalized() => tracker.Record(good: true);
}
