using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Persistence;

/// <summary>The host with a store that is late, hangs or fails.</summary>
public sealed class StoreServiceTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly MemoryStore _store = new();
    private readonly LogRecorder _log = new();
    private readonly IHost _host;

    public StoreServiceTests() => _host = SloHost.Build(
        builder =>
        {
            builder.Services.AddSlo(options => options.AddObjective("a", objective => objective.TargetPercent(99)))
                .AddStore(_ => _store, options => options.MarkDeployments = false);
            builder.Services.AddHealthChecks().AddSlo();
            builder.Services.AddMetrics();
        },
        _log, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SloTracker Tracker => _host.Services.GetRequiredService<SloRegistry>().Get("a");

    public void Dispose() => _host.Dispose();

    // What it gives back at last is continued once, and what was counted in the meantime counts too.
    [Fact]
    public async Task Load_ThatOutlastsItsTime_IsTakenUpOnce()
    {
        TaskCompletionSource load = new();
        _store.Before = () => load.Task;
        _store.Content = new(Kept(good: 90, bad: 10));
        Task start = _host.StartAsync(Cancel);
        await PassAsync(() => start.IsCompleted, "the host starts without its store");
        Tracker.Record(good: 7, bad: 0);
        await PassAsync(async () => (await HealthAsync()).Contains("not persisted since", StringComparison.Ordinal), "it says so");
        load.SetResult();
        await PassAsync(() => _store.Batches.Count >= 2, "it is saved");
        await PassAsync(() => Tracker.Status.Events.Total == 107, "all is counted");

        Assert.Equal((1, new SloEventCounts(97, 10)), (_store.Loads, Tracker.Status.Events));
        await _host.StopAsync(Cancel);
        Assert.Equal(new SloEventCounts(97, 10), Restored(_store.Batches).Status.Events);
    }

    // A disk that does not answer: the stop takes the time of a call, and no longer.
    [Fact]
    public async Task Stop_WithAStoreThatHangs_TakesItsTimeAndNoLonger()
    {
        await _host.StartAsync(Cancel);
        await PassAsync(() => _store.Batches.Count > 0, "it is saved");
        TaskCompletionSource save = new();
        var calls = 0;
        _store.Before = () =>
        {
            calls++;
            return save.Task;
        };
        await PassAsync(() => calls == 1, "a save hangs");
        Task stop = _host.StopAsync(Cancel);
        DateTimeOffset before = _time.GetUtcNow();
        await PassAsync(() => stop.IsCompleted, "the host stops");

        Assert.InRange(_time.GetUtcNow() - before, TimeSpan.Zero, new SloStoreOptions().Timeout + (4 * Interval));
        Assert.Equal(1, calls);
        save.SetResult();
    }

    [Fact]
    public async Task Store_ThatFails_IsTriedAgainAndThenHasAll()
    {
        await _host.StartAsync(Cancel);
        await PassAsync(() => _store.Batches.Count > 1, "it is saved");
        Assert.False(_store.Batches[^1].States[0].IsComplete);
        var failures = 0;
        _store.Before = () =>
        {
            failures++;
            throw new IOException("disk full");
        };
        Tracker.Record(good: 5, bad: 0);
        await PassAsync(() => failures >= 3, "it is tried again");
        Assert.Contains("not persisted since", await HealthAsync(), StringComparison.Ordinal);
        Assert.Equal(failures, Measure("slo.store.failures"));
        var saved = _store.Batches.Count;
        _store.Before = () => Task.CompletedTask;
        await PassAsync(() => _store.Batches.Count > saved, "it is saved again");

        Assert.True(_store.Batches[saved].ReplacesAdditions);
        Assert.True(_store.Batches[saved].States[0].IsComplete);
        Assert.DoesNotContain("persisted", await HealthAsync(), StringComparison.Ordinal);
        await _host.StopAsync(Cancel);
        await _host.LoggedAsync();
        Assert.NotEmpty(_log.Messages(30));
        Assert.Single(_log.Messages(31));
    }

    // While the store fails, more is decided than memory keeps.
    [Fact]
    public async Task LedgerEntries_ThatAreDroppedUnsaved_AreReportedOnceAMinute()
    {
        await _host.StartAsync(Cancel);
        await PassAsync(() => _store.Batches.Count > 0, "it is saved");
        SloRegistry registry = _host.Services.GetRequiredService<SloRegistry>();
        Mark(SloLedger.Capacity);
        await PassAsync(() => _store.Batches[^1].Entries.Count == SloLedger.Capacity, "all is saved");
        Mark(10);
        await PassAsync(() => _store.Batches[^1].Entries.Count == 10, "what is new is saved");
        Assert.Equal(0, Measure("slo.store.ledger.lost"));
        var failures = 0;
        _store.Before = () =>
        {
            failures++;
            throw new IOException("disk full");
        };
        Mark(SloLedger.Capacity + 7);
        await PassAsync(() => failures >= 2, "it fails");
        Mark(1);
        await PassAsync(() => failures >= 3, "it fails again");

        Assert.Equal(8, Measure("slo.store.ledger.lost"));
        Assert.Contains("ledger entries lost: 8 were dropped before the store had them", await HealthAsync(), StringComparison.Ordinal);
        await _host.StopAsync(Cancel);
        await _host.LoggedAsync();
        Assert.StartsWith("7 entries of the ledger were dropped", Assert.Single(_log.Messages(38), message => message.StartsWith('7')), StringComparison.Ordinal);

        void Mark(int count)
        {
            for (var i = 0; i < count; i++)
            {
                registry.MarkDeployment("v");
            }
        }
    }

    [Fact]
    public async Task Metrics_OfTheStore_SayWhatWasSaved()
    {
        await _host.StartAsync(Cancel);
        Assert.Null(Measure("slo.store.save.age"));
        await PassAsync(() => _store.Batches.Count > 0, "it is saved");
        await PassAsync(() => Measure("slo.store.written") > 0, "it is counted");
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.InRange((Measure("slo.store.save.age"))!.Value, 3, 60);
        Assert.InRange((Measure("slo.store.save.duration"))!.Value, 0, 60);
        Assert.Equal(0, Measure("slo.store.failures"));
        await _host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Generation_ThatBegins_IsLoggedWithItsObjective()
    {
        SloObjectiveState other = Kept(90, 10, objective => objective.FasterThan(TimeSpan.FromSeconds(1)))[0];
        _store.Content = new([other]) { Unread = "of the future" };
        await _host.StartAsync(Cancel);
        await PassAsync(() => _store.Batches.Count > 0, "it is saved");
        await _host.StopAsync(Cancel);
        await _host.LoggedAsync();

        Assert.Equal(default, Tracker.Status.Events);
        Assert.Contains("'a'", Assert.Single(_log.Messages(33)), StringComparison.Ordinal);
        Assert.Single(_log.Messages(34));

        // What it counted before is kept.
        Assert.Contains(_store.Batches[0].States, state => state.CountingKey == other.CountingKey && state.AsOf == other.AsOf);
        Assert.Equal(other.ExpiresAt, _store.Batches[0].States.Single(state => state.CountingKey == other.CountingKey).ExpiresAt);
    }

    private static SloTracker Restored(IEnumerable<SloStoreBatch> batches)
    {
        SloRegistry registry = new(new ManualTime());
        Assert.Empty(registry.Restore(batches.SelectMany(batch => batch.States)));
        return registry.Add(Declare(_ => { }));
    }

    private IReadOnlyList<SloObjectiveState> Kept(long good, long bad, Action<SloObjectiveBuilder>? configure = null)
    {
        ManualTime time = new(_time.GetUtcNow().AddHours(-1));
        using SloRegistry registry = new(time);
        registry.Add(Declare(configure ?? (_ => { }))).Record(good, bad);
        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        return registry.Capture();
    }

    private static SloObjective Declare(Action<SloObjectiveBuilder> configure)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("a").TargetPercent(99);
        configure(builder);
        return builder.Build();
    }

    private async Task<string> HealthAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel)).Entries["slo"].Description!;

    private double? Measure(string name)
    {
        double? measured = null;
        IMeterFactory meters = _host.Services.GetRequiredService<IMeterFactory>();
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name == name)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => measured = value);
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => measured = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }

    private Task PassAsync(Func<bool> condition, string what) => PassAsync(() => Task.FromResult(condition()), what);

    // Time passes until it is so.
    private Task PassAsync(Func<Task<bool>> condition, string what) => Eventually.TrueAsync(
        async () =>
        {
            var isSo = await condition();
            if (!isSo)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
            }

            return isSo;
        },
        () => what);
}
