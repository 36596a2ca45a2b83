using Slo.Testing;

namespace Slo.SideBySide;

/// <summary>One outage, seen by the app itself and by a Prometheus and an Alertmanager beside it.</summary>
internal static class Run
{
    private static readonly TimeSpan Past = TimeSpan.FromMinutes(65);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    internal static async Task<RunResult> TellAsync()
    {
        // At any phase of scrapes and evaluations: an outage asks neither.
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset start = now + TimeSpan.FromSeconds(40 + (30 * Random.Shared.NextDouble()));
        Outage outage = new(now - Past, start, start + Length);

        var address = LoopbackPort.Free();
        await using ObservedApp app = await ObservedApp.StartAsync(address, outage);
        await using AlertmanagerServer alertmanager = await AlertmanagerServer.StartAsync($$"""
            route: {receiver: app, group_wait: 0s, group_interval: 1s}
            receivers: [{name: app, webhook_configs: [{url: "http://{{address}}/alertmanager", send_resolved: true}]}]
            """);
        await using PrometheusServer prometheus = await PrometheusServer.StartAsync(address, app, outage, alertmanager.Address);

        Observation[] sides = [app.Own, prometheus.Seen, app.Alertmanager];
        await Eventually.TrueAsync(
            async () =>
            {
                await prometheus.LookAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
                return sides.All(side => side.Resolved is not null);
            },
            () => $"resolved: {string.Join(", ", sides.Where(side => side.Resolved is not null).Select(side => side.Side))}; {alertmanager.LastWords}",
            outage.End - now + Limit);
        return RunResult.Of(app, outage, sides);
    }
}
