using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Configuration;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class SloReloaderTests : IDisposable
{
    private readonly LogRecorder _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Reload_OfChangedDefinitions_TakesThemOverAndKeepsCounts()
    {
        using IHost host = await StartAsync();
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        registry.Get("checkout").Record(90, 10);
        Change(host, ("checkout:TargetPercent", "95"), ("login:TargetPercent", "99"));
        await Eventually.TrueAsync(() => _log.Messages(8).Count > 0, "new definitions in force");

        Assert.Equal(
            ["checkout: 95 % over 30d", "code: 90 % over 30d", "login: 99 % over 30d"],
            registry.Trackers.Select(tracker => tracker.Objective.ToString()!).Order(StringComparer.Ordinal));
        Assert.Equal(new SloEventCounts(90, 10), registry.Get("checkout").Total);
        Assert.Equal(
            [
                "New definitions applied: 1 objectives added, 0 removed, 1 redefined with their counts kept, 0 restarted "
                + "(added: login; redefined: checkout)",
            ],
            _log.Messages(8));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Reload_OfManyDefinitions_NamesTheFirst()
    {
        using IHost host = await StartAsync();
        Change(host, [.. Enumerable.Range(10, 30).Select(i => ($"o{i}:TargetPercent", "99"))]);
        await Eventually.TrueAsync(() => _log.Messages(8).Count > 0, "new definitions in force");

        Assert.EndsWith("(added: o10, o11, o12, o13, o14, o15, o16, o17, o18, o19 and 20 more)", _log.Messages(8)[0], StringComparison.Ordinal);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Reload_OfDefinitionsToLookAt_SaysWhatAStartWouldSay()
    {
        using IHost host = await StartAsync();
        Change(host, ("checkout:Period", "1m"), ("login:TargetPercent", "99"), ("login:Period", "1m"));
        await Eventually.TrueAsync(() => _log.Messages(3).Count >= 2, "the warnings");

        Assert.Contains(_log.Messages(3), message => message.Contains("'checkout'", StringComparison.Ordinal) && message.Contains(SloFindingCodes.OneMinute, StringComparison.Ordinal));
        Assert.Contains(_log.Messages(3), message => message.Contains("'login'", StringComparison.Ordinal) && message.Contains(SloFindingCodes.OneMinute, StringComparison.Ordinal));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Reload_OfAFaultyDefinition_KeepsTheWholeLastSetAndSaysSo()
    {
        List<long> rejections = [];
        using IHost host = await StartAsync();
        using MeterListener listener = Listen(host, rejections);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        Change(host, ("checkout:TargetPercent", "95"), ("login:TargetPercent", "0.99"));
        await Eventually.TrueAsync(() => _log.Messages(9).Count > 0, "the refusal");

        Assert.Equal("checkout: 99 % over 30d", registry.Get("checkout").Objective.ToString());
        Assert.False(registry.TryGet("login", out _));
        Assert.StartsWith($"New definitions rejected ({SloFindingCodes.InvalidTarget}), ", Assert.Single(_log.Messages(9)), StringComparison.Ordinal);
        Assert.Contains($"{SloFindingCodes.InvalidTarget}: objective 'login': target 0.99 %:", Assert.Single(_log.Messages(9)), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => rejections.Count > 0, "the refusal in the metric");
        Assert.Equal([1], rejections);
        HealthReport refused = await HealthAsync(host);
        Assert.Equal(HealthStatus.Degraded, refused.Entries["slo"].Status);
        Assert.Equal("the newest configuration was rejected, the last valid one is in force", refused.Entries["slo"].Description);

        Change(host, ("login:TargetPercent", "99"));
        await Eventually.TrueAsync(() => _log.Messages(8).Count > 0, "the mended definitions in force");
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(host)).Entries["slo"].Status);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Reload_AfterTheStop_ChangesNothing()
    {
        using IHost host = await StartAsync();
        await host.StopAsync(Cancel);
        Change(host, ("checkout:TargetPercent", "95"));

        // What a timer that fires too late would do.
        host.Services.GetServices<IHostedService>().OfType<SloReloader>().Single().Reload();

        Assert.Equal(0.99m, host.Services.GetRequiredService<SloRegistry>().Get("checkout").Objective.TargetRatio);
    }

    private static void Change(IHost host, params (string Key, string Value)[] changes)
    {
        IConfiguration configuration = host.Services.GetRequiredService<IConfiguration>();
        foreach ((string key, string value) in changes)
        {
            configuration["Slo:Objectives:" + key] = value;
        }

        ((IConfigurationRoot)configuration).Reload();
    }

    private static async Task<HealthReport> HealthAsync(IHost host) =>
        await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);

    private static MeterListener Listen(IHost host, List<long> rejections)
    {
        IMeterFactory meters = host.Services.GetRequiredService<IMeterFactory>();
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "slo.config.rejections" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => rejections.Add(value));
        listener.Start();
        return listener;
    }

    private async Task<IHost> StartAsync()
    {
        IHost host = SloHost.Build(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([new("Slo:Objectives:checkout:TargetPercent", "99")]);
                builder.Services.AddMetrics().AddSlo(
                    builder.Configuration.GetSection("Slo"), options => options.AddObjective("code", objective => objective.TargetPercent(90).NoRules()));
                builder.Services.AddHealthChecks().AddSlo();
            },
            _log);
        await host.StartAsync(Cancel);
        return host;
    }
}
