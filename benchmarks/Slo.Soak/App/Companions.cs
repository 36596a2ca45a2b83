using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Slo.Soak.App;

/// <summary>What goes on in and around the app besides its requests, until the load ends.</summary>
internal sealed class Companions : IDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _ending = new();
    private Task _all = Task.CompletedTask;

    internal Companions(WebApplication app, SettingsFile settings)
    {
        _app = app;
        SloRegistry registry = app.Services.GetRequiredService<SloRegistry>();
        Readers = new Readers(new Uri(app.Urls.Single()), registry);
        Jobs = new Jobs(registry);
        Reloads = new Reloads(settings);
        Metrics = new MetricsReader(app.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
    }

    internal Readers Readers { get; }

    internal Jobs Jobs { get; }

    internal Reloads Reloads { get; }

    internal MetricsReader Metrics { get; }

    internal AlertCounter Alerts => _app.Services.GetServices<ISloAlertHandler>().OfType<AlertCounter>().Single();

    public void Dispose()
    {
        Metrics.Dispose();
        Readers.Dispose();
        _ending.Dispose();
    }

    internal void Start() => _all = Task.WhenAll(
        EveryAsync(TimeSpan.FromMilliseconds(500), Readers.AskAsync),
        EveryAsync(TimeSpan.FromMilliseconds(20), Jobs.WorkAsync),
        EveryAsync(TimeSpan.FromSeconds(1), Metrics.ReadAsync),
        EveryAsync(TimeSpan.FromSeconds(4), Reloads.ChangeAsync));

    /// <summary>Lets each finish what it is about: a call given up would leave its count open.</summary>
    internal async Task StopAsync()
    {
        await _ending.CancelAsync();
        await _all;
    }

    private async Task EveryAsync(TimeSpan interval, Func<Task> act)
    {
        using PeriodicTimer timer = new(interval, TimeProvider.System);
        while (!_ending.IsCancellationRequested)
        {
            await act();
            await ((Task)timer.WaitForNextTickAsync(_ending.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
