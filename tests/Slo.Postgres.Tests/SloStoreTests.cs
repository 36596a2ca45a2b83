using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>The state of an instance without a disk: what SQLite does for one that has it.</summary>
public sealed class SloStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Budget_AfterARestart_GoesOn()
    {
        var schema = postgres.NewSchema();
        using (IHost host = Build(schema))
        {
            await host.StartAsync(Cancel);
            Tracker(host).Record(good: 90, bad: 10);
            await host.StopAsync(Cancel);
        }

        using IHost next = Build(schema);
        await next.StartAsync(Cancel);

        Assert.Equal(new SloEventCounts(90, 10), Tracker(next).Status.Events);
        await next.StopAsync(Cancel);
    }

    [Fact]
    public async Task States_OfSeveralSetsAndInstances_ComeBackInTheirOrder()
    {
        var schema = postgres.NewSchema();
        using SloRegistry registry = Registry("a", "b");
        await using (PostgresSloStore store = Store(schema))
        {
            await store.LoadAsync("", Cancel);
            await store.LoadAsync("other", Cancel);
            IReadOnlyList<SloObjectiveState> first = registry.Capture();
            await store.SaveAsync("", new(first), Cancel);
            await store.SaveAsync("other", new(first), Cancel);
            Tick(registry);
            await store.SaveAsync("", new(registry.Capture(first.Select(state => state.ToMark()))), Cancel);
        }

        await using PostgresSloStore next = Store(schema);
        SloStoreContent content = await next.LoadAsync("", Cancel);

        Assert.Null(content.Loss);
        Assert.Equal(["a True", "b True", "a False", "b False"], content.States.Select(state => $"{state.Name} {state.IsComplete}"));
        Assert.Equal(2, (await next.LoadAsync("other", Cancel)).States.Count);
        await using PostgresSloStore another = Store(schema, "another");
        Assert.Empty((await another.LoadAsync("", Cancel)).States);
    }

    [Fact]
    public async Task CompleteState_TakesThePlaceOfWhatWasThere()
    {
        using SloRegistry registry = Registry("a");
        await using PostgresSloStore store = Store(postgres.NewSchema());
        await store.LoadAsync("", Cancel);
        IReadOnlyList<SloObjectiveState> first = registry.Capture();
        await store.SaveAsync("", new(first), Cancel);
        Tick(registry);
        await store.SaveAsync("", new(registry.Capture(first)), Cancel);
        Assert.Equal(2, (await store.LoadAsync("", Cancel)).States.Count);
        await store.SaveAsync("", new(registry.Capture()), Cancel);

        Assert.True(Assert.Single((await store.LoadAsync("", Cancel)).States).IsComplete);
    }

    [Fact]
    public async Task Additions_ThatAreReplaced_AreGone_AndExpiredStatesToo()
    {
        using SloRegistry registry = Registry("a");
        await using PostgresSloStore store = Store(postgres.NewSchema());
        await store.LoadAsync("", Cancel);
        IReadOnlyList<SloObjectiveState> first = registry.Capture();
        await store.SaveAsync("", new(first), Cancel);
        Tick(registry);
        IReadOnlyList<SloObjectiveState> added = registry.Capture(first);
        await store.SaveAsync("", new(added), Cancel);
        await store.SaveAsync("", new(added) { ReplacesAdditions = true }, Cancel);
        Assert.Equal(2, (await store.LoadAsync("", Cancel)).States.Count);

        await store.SaveAsync("", new([]) { ExpiredBefore = first[0].ExpiresAt.AddDays(1) }, Cancel);

        Assert.Empty((await store.LoadAsync("", Cancel)).States);
    }

    [Fact]
    public async Task States_OfOtherInstances_StayWhateverTheClockOfThisOneSays()
    {
        // They expired a day ago.
        var schema = postgres.NewSchema();
        using SloRegistry registry = Registry(new ManualTime(TimeProvider.System.GetUtcNow().AddDays(-31)), "a");
        await using PostgresSloStore one = Store(schema, "one");
        await using PostgresSloStore two = Store(schema, "two");
        await one.LoadAsync("", Cancel);
        await two.LoadAsync("", Cancel);
        IReadOnlyList<SloObjectiveState> states = registry.Capture();
        await one.SaveAsync("", new(states), Cancel);

        await two.SaveAsync("", new([]) { ExpiredBefore = states[0].ExpiresAt.AddDays(365) }, Cancel);
        Assert.Single((await one.LoadAsync("", Cancel)).States);

        await one.SaveAsync("", new([]) { ExpiredBefore = states[0].ExpiresAt.AddDays(365) }, Cancel);
        Assert.Empty((await one.LoadAsync("", Cancel)).States);
    }

    [Fact]
    public async Task Process_ThatLoadsLater_IsTheOwner()
    {
        var schema = postgres.NewSchema();
        using SloRegistry registry = Registry("a");
        await using PostgresSloStore before = Store(schema);
        await using PostgresSloStore now = Store(schema);
        await before.LoadAsync("", Cancel);
        await before.SaveAsync("", new(registry.Capture()), Cancel);
        await now.LoadAsync("", Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => before.SaveAsync("", new(registry.Capture()), Cancel));
        await now.SaveAsync("", new(registry.Capture()), Cancel);

        Assert.Single((await now.LoadAsync("", Cancel)).States);
    }

    [Fact]
    public async Task State_OfALaterVersion_StaysBesideOneOfThisVersion()
    {
        var schema = postgres.NewSchema();
        using SloRegistry registry = Registry("a");
        await using PostgresSloStore store = Store(schema);
        await store.LoadAsync("", Cancel);
        await store.SaveAsync("", new(registry.Capture()), Cancel);
        await postgres.QueryAsync<int>($"UPDATE {schema}.store_state SET format = 99 RETURNING 1");
        await store.SaveAsync("", new(registry.Capture()) { ReplacesAdditions = true }, Cancel);

        SloStoreContent content = await store.LoadAsync("", Cancel);

        Assert.Single(content.States);
        Assert.NotNull(content.Unread);
        Assert.Equal(2L, await postgres.QueryAsync<long>($"SELECT count(*) FROM {schema}.store_state"));
    }

    [Fact]
    public async Task State_ThatIsDamaged_IsReported_AndNothingContinuesIt()
    {
        var schema = postgres.NewSchema();
        using SloRegistry registry = Registry("a", "b");
        await using PostgresSloStore store = Store(schema);
        await store.LoadAsync("", Cancel);
        IReadOnlyList<SloObjectiveState> first = registry.Capture();
        await store.SaveAsync("", new(first), Cancel);
        Tick(registry);
        await store.SaveAsync("", new(registry.Capture(first)), Cancel);
        await postgres.QueryAsync<int>($"UPDATE {schema}.store_state SET data = substr(data, 1, 9) WHERE name = 'a' AND is_complete RETURNING 1");

        SloStoreContent content = await store.LoadAsync("", Cancel);

        Assert.Equal(["b", "b"], content.States.Select(state => state.Name));
        Assert.NotNull(content.Loss);
    }

    [Fact]
    public async Task Pages_OfAnyQuery_AreThoseOfTheQuery()
    {
        SloLedgerEntry[] entries = [.. Enumerable.Range(0, 120).Select(Entry)];
        SloIncident[] incidents = [.. Enumerable.Range(0, 120).Select(i => Incident(i, isOpen: i % 50 == 3))];
        await using PostgresSloStore store = Store(postgres.NewSchema());
        await store.LoadAsync("", Cancel);
        await store.SaveAsync("", new([]) { Entries = entries, Incidents = incidents }, Cancel);
        await store.SaveAsync("", new([]) { Entries = [entries[5]], Incidents = [incidents[5]] }, Cancel);
        Random random = new(20260101);
        for (var round = 0; round < 100; round++)
        {
            SloLedgerQuery query = new()
            {
                From = Time(random),
                To = Time(random),
                Before = random.Next(2) == 0 ? null : random.Next(120),
                Limit = random.Next(1, 50),
                Objective = random.Next(2) == 0 ? null : random.Next(2) == 0 ? "A" : "b",
                Kind = random.Next(2) == 0 ? null : random.Next(2) == 0 ? SloLedgerEntryKind.TargetChanged : SloLedgerEntryKind.Deployment,
            };
            SloIncidentQuery of = new()
            {
                From = Time(random),
                To = Time(random),
                Limit = random.Next(1, 50),
                Before = random.Next(2) == 0 ? null : random.Next(120).ToString("0000", null),
                Objective = random.Next(2) == 0 ? null : random.Next(2) == 0 ? "A" : "b",
            };

            Assert.Equal(
                entries.Where(query.IsFor).OrderByDescending(entry => entry.Id).Take(query.Limit).Select(entry => entry.Id),
                (await store.ReadLedgerAsync("", query, Cancel)).Select(entry => entry.Id));
            Assert.Equal(
                incidents.Where(of.IsFor).OrderByDescending(incident => incident.Id, StringComparer.Ordinal).Take(of.Limit).Select(incident => incident.Id),
                (await store.ReadIncidentsAsync("", of, Cancel)).Select(incident => incident.Id));
        }

        SloStoreContent content = await store.LoadAsync("", Cancel);
        Assert.Equal(entries.Select(entry => entry.Id), content.Entries.Select(entry => entry.Id));
        Assert.Equal(120, content.Incidents.Count);
        await store.SaveAsync("", new([]) { KeepSince = Start.AddMinutes(60) }, Cancel);
        Assert.Equal(60, (await store.LoadAsync("", Cancel)).Entries.Count);
    }

    [Fact]
    public async Task ConnectionString_IsShownNowhere()
    {
        postgres.NewSchema();
        PostgresSloStore store = new(Connections.Create("Host=127.0.0.1;Port=1;Username=u;Password=s3cret;Timeout=1"), "slo", "i");
        await using (store)
        {
            Exception error = await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.LoadAsync("", Cancel));

            Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", store.ToString(), StringComparison.Ordinal);
        }
    }

    private PostgresSloStore Store(string schema, string instance = "one") => new(Connections.Create(postgres.Server.ConnectionString), schema, instance);

    private IHost Build(string schema)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSlo(options => options.AddObjective("x", objective => objective.TargetPercent(99)))
            .AddPostgresStore(postgres.Server.ConnectionString, "one", schema: schema);
        return builder.Build();
    }

    private static SloTracker Tracker(IHost host) => host.Services.GetRequiredService<SloRegistry>().Get("x");

    private SloRegistry Registry(params string[] names) => Registry(_time, names);

    private static SloRegistry Registry(ManualTime time, params string[] names)
    {
        SloRegistry registry = new(time);
        foreach (var name in names)
        {
            registry.Add(new SloObjectiveBuilder(name).TargetPercent(99).Build());
        }

        Tick(registry, time);
        return registry;
    }

    private void Tick(SloRegistry registry) => Tick(registry, _time);

    private static void Tick(SloRegistry registry, ManualTime time)
    {
        foreach (SloTracker tracker in registry.Trackers)
        {
            tracker.Record(good: 9, bad: 1);
        }

        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
    }

    private static DateTimeOffset? Time(Random random) => random.Next(2) == 0 ? null : Start.AddMinutes(random.Next(120));

    private static SloLedgerEntry Entry(int i) => new()
    {
        Id = i,
        At = Start.AddMinutes(i),
        Kind = i % 3 == 0 ? SloLedgerEntryKind.TargetChanged : SloLedgerEntryKind.Deployment,
        Objective = (i % 4) switch { 0 => null, 1 => "A", _ => "b" },
    };

    private static SloIncident Incident(int i, bool isOpen = false) => new()
    {
        Id = i.ToString("0000", null),
        Name = i % 2 == 0 ? "A" : "b",
        Fingerprint = "f",
        StartedAt = Start.AddMinutes(i),
        AsOf = Start.AddMinutes(i + 0.5),
        EndedAt = isOpen ? null : Start.AddMinutes(i + 0.5),
        Severities = [new(Start.AddMinutes(i), AlertSeverity.Page)],
    };

}
