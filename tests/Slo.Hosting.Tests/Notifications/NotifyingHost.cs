using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Tests.Alerting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>A started host with one target named ops, what it logs and what it counts.</summary>
internal sealed class NotifyingHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Outcomes _outcomes;

    private NotifyingHost(string type, Uri url, Action<SloHttpNotificationTarget>? configure)
    {
        _host = SloHost.Build(
            builder => builder.Services.AddSlo(options => options.Notifications.AddTarget("ops", Targets.Of(type, configure: target =>
            {
                target.Url = url;
                target.FirstBackOff = TimeSpan.FromMilliseconds(20);
                configure?.Invoke(target);
            }))),
            Log);
        _outcomes = new Outcomes(_host);
    }

    internal LogRecorder Log { get; } = new();

    internal static async Task<NotifyingHost> StartAsync(string type, Uri url, Action<SloHttpNotificationTarget>? configure = null)
    {
        NotifyingHost host = new(type, url, configure);
        await host._host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    internal void Post(SloAlertTransition transition) => Assert.True(_host.Services.GetRequiredService<SloAlertDispatcher>().Post(transition));

    internal long Count(string outcome) => _outcomes[$"slo.notifications ops {outcome}"];

    internal IReadOnlyDictionary<string, long> Counts => _outcomes.All;

    internal Task CountedAsync(string outcome, long count = 1) =>
        Eventually.TrueAsync(() => Task.FromResult(Count(outcome) >= count), () => $"{count} {outcome} among {string.Join(", ", Counts)}; log: {string.Join("; ", Log.Lines.Select(line => line.Message))}");

    internal async Task StopAsync(TimeSpan? within = null)
    {
        using CancellationTokenSource limit = new(within ?? TimeSpan.FromSeconds(10));
        await _host.StopAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromMilliseconds(500));
        _outcomes.Dispose();
        _host.Dispose();
        Log.Dispose();
    }
}
