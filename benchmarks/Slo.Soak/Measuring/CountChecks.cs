using Slo.Soak.App;
using Slo.Soak.Load;

namespace Slo.Soak.Measuring;

/// <summary>Compares every objective that no reload starts over with what was seen from outside.</summary>
internal static class CountChecks
{
    internal static async Task<IReadOnlyList<CountCheck>> EvaluateAsync(SloRegistry registry, HeyTraffic traffic, Companions companions)
    {
        CountCheck[] checks = [];
        await Patience.UntilAsync(() =>
        {
            checks = [.. Expected(traffic, companions).Select(check => check with { Counted = registry.Get(check.Name).Total })];
            return checks.All(check => check.IsRight);
        });
        return checks;
    }

    private static IEnumerable<CountCheck> Expected(HeyTraffic traffic, Companions companions)
    {
        SloEventCounts all = new(0, 0);
        foreach (LoadStream stream in LoadStream.All)
        {
            SloEventCounts one = Of(traffic, stream);
            all = new(all.Good + one.Good, all.Bad + one.Bad);
        }

        SloEventCounts recorded = new(companions.Jobs.Good, companions.Jobs.Bad);
        SloEventCounts search = new(
            traffic.Count(LoadStream.Search, status => status == 200),
            traffic.Count(LoadStream.Search, status => status != 200));
        return
        [
            .. Each(all, SettingsFile.Edited, "all-by-route"),
            .. Each(
                Of(traffic, LoadStream.ReadOrder),
                "read-availability", "read-hour", "read-alerting-1", "read-alerting-2",
                "read-alerting-3", "read-slices", "server-instrument"),
            .. Each(Of(traffic, LoadStream.PlaceOrder), "place-availability", "place-ratio-slices", "orders-counter"),
            .. Each(Of(traffic, LoadStream.Catalogue), "catalogue-availability"),
            .. Each(Of(traffic, LoadStream.Export), "export-week"),
            .. Each(recorded, SoakObjectives.Imports),
            .. Each(recorded, SoakObjectives.Jobs).Select(check => check with { SplitIsExact = false }),
            .. Each(search, "search-latency").Select(check => check with { SplitIsExact = false }),
            .. Each(new SloEventCounts(companions.Readers.Calls, 0), "readers-client"),
        ];
    }

    private static SloEventCounts Of(HeyTraffic traffic, LoadStream stream) =>
        new(traffic.Count(stream, status => status < 500), traffic.Count(stream, status => status >= 500));

    private static IEnumerable<CountCheck> Each(SloEventCounts expected, params string[] names) =>
        names.Select(name => new CountCheck(name, expected, default));
}
