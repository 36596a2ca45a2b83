using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests;

/// <summary>A host that ends and begins again goes on where it stood.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Budget_AfterARestart_GoesOn()
    {
        using (IHost host = Build())
        {
            await host.StartAsync(Cancel);
            Tracker(host).Record(good: 90, bad: 10);
            await host.StopAsync(Cancel);
        }

        using IHost next = Build();
        await next.StartAsync(Cancel);

        Assert.Equal(new SloEventCounts(90, 10), Tracker(next).Status.Events);
        Assert.Equal(default, Tracker(next).Total);
        await next.StopAsync(Cancel);
    }

    // The last save is that of the interval.
    [Fact]
    public async Task Events_OfAnInterval_AreKeptWithoutAStop()
    {
        using IHost host = Build();
        await host.StartAsync(Cancel);
        Tracker(host).Record(good: 90, bad: 10);
        await Eventually.TrueAsync(() => Kept() == 100, "the events are saved");
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Alert_ThatFiresAcrossARestart_IsToldToTheHandlersOfTheNewProcess()
    {
        RecordingHandler before = new();
        using (IHost host = Build(before))
        {
            await host.StartAsync(Cancel);
            Tracker(host).Record(good: 0, bad: 1000);
            await Eventually.TrueAsync(() => before.Fired.Count > 0, "the alert fires");
            await Eventually.TrueAsync(() => Kept() == 1000, "it is saved");
            await host.StopAsync(Cancel);
        }

        // It is handed over to the next process: a deployment in an outage neither ends the incident nor pages again.
        Assert.Empty(before.Resolved);

        RecordingHandler after = new();
        using IHost next = Build(after);
        await next.StartAsync(Cancel);
        await Eventually.TrueAsync(() => after.Fired.Count > 0, "the alert is told again");

        Assert.Equal(before.Fired[0].StartedAt, after.Fired[0].StartedAt);
        Assert.Equal(before.Fired[0].Fingerprint, after.Fired[0].Fingerprint);
        await next.StopAsync(Cancel);
    }

    // One incident over two processes, in the store and in memory, and one deployment, because the version is the same.
    [Fact]
    public async Task Incident_AcrossARestart_IsOne()
    {
        SloIncident before;
        using (IHost host = Build())
        {
            await host.StartAsync(Cancel);
            Tracker(host).Record(good: 0, bad: 1000);
            await Eventually.TrueAsync(() => Incidents(host).Count > 0, "the alert fires");
            await host.StopAsync(Cancel);
            before = Assert.Single(Incidents(host));
        }

        using IHost next = Build();
        await next.StartAsync(Cancel);
        SloIncident lasting = Assert.Single(Incidents(next));
        Assert.Equal((before.Id, null), (lasting.Id, lasting.EndedAt));
        Tracker(next).Record(good: 1_000_000, bad: 0);
        await Eventually.TrueAsync(() => Incidents(next)[0].EndedAt is not null, "it ends");
        SloLedgerReader reader = next.Services.GetRequiredService<SloLedgerReader>();
        SloHistoryPage<SloIncident> page = await reader.ReadAsync(new SloIncidentQuery(), Cancel);
        SloHistoryPage<SloLedgerEntry> entries = await reader.ReadAsync(new SloLedgerQuery(), Cancel);
        await next.StopAsync(Cancel);

        SloIncident ended = Assert.Single(page.Items);
        Assert.Equal((before.Id, 1000, before.PeakBurnRate, SloAlertResolution.Recovered), (ended.Id, ended.Events.Bad, ended.PeakBurnRate, ended.Resolution));
        Assert.Equal(SloLedgerEntryKind.Deployment, Assert.Single(entries.Items).Kind);
        using SqliteSloStore store = new(_folder.Path);
        next.Dispose();
        Assert.Equal((before.Id, ended.EndedAt), Assert.Single((await store.LoadAsync("", Cancel)).Incidents) is { } kept ? (kept.Id, kept.EndedAt) : default);
    }

    [Fact]
    public async Task Store_ThatCannotBeOpened_StopsNothingAndIsReported()
    {
        using SqliteSloStore other = new(_folder.Path);
        await other.LoadAsync("", Cancel);
        using IHost host = Build();
        await host.StartAsync(Cancel);
        Tracker(host).Record(good: 90, bad: 10);
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);

        Assert.Equal(HealthStatus.Degraded, report.Entries["slo"].Status);
        Assert.Contains("not persisted since", report.Entries["slo"].Description, StringComparison.Ordinal);

        other.Dispose();
        await Eventually.TrueAsync(
            async () => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel)).Entries["slo"].Description?.Contains("persisted", StringComparison.Ordinal) == false,
            () => "it is tried again");
        Assert.Equal(90, Tracker(host).Status.Events.Good);
        await host.StopAsync(Cancel);
    }

    private static IReadOnlyList<SloIncident> Incidents(IHost host) => host.Services.GetRequiredService<SloRegistry>().Incidents;

    private static SloTracker Tracker(IHost host) => host.Services.GetRequiredService<SloRegistry>().Get("a");

    // Read as another process would while this one runs: SQLite lets it.
    private long Kept()
    {
        using Microsoft.Data.Sqlite.SqliteConnection connection = new($"Data Source={_folder.Path};Pooling=false;Mode=ReadOnly");
        connection.Open();
        List<StoredState> all = StateTable.Load(connection, out _);
        using SloRegistry registry = new();
        registry.Restore(all.Select(stored => stored.State));
        return registry.Add(Objective(new SloObjectiveBuilder("a")).Build()).Status.Events.Total;
    }

    private IHost Build(ISloAlertHandler? handler = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHealthChecks().AddSlo();
        builder.Services.AddSlo(options => options.AddObjective("a", objective => Objective(objective)))
            .AddSqliteStore(_folder.Path, options => options.Interval = TimeSpan.FromSeconds(1));
        if (handler is not null)
        {
            builder.Services.AddSingleton(handler);
        }

        return builder.Build();
    }

    private static SloObjectiveBuilder Objective(SloObjectiveBuilder objective) => objective.TargetPercent(90).UnobservedTime(UnobservedTime.Exclude)
        .BurnRateRule(AlertSeverity.Page, 2m, TimeSpan.FromHours(1));
}
