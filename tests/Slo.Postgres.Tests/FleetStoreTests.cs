using Npgsql;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>What instances publish is in the fleet exactly once, in its place, whatever happens on the way.</summary>
public sealed class FleetStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_OfAllInstances_AddUp()
    {
        var schema = postgres.NewSchema();
        await using Instance one = new(postgres.Store(schema), "a");
        await using Instance two = new(postgres.Store(schema), "b");

        await one.ReportAsync(Instance.Slice(Start, 5, 1), Instance.Slice(Start.AddSeconds(1), 7, 0, "y"));
        await two.ReportAsync(Instance.Slice(Start, 10, 2), new SloFleetSlice(Start.AddSeconds(1), Start.AddSeconds(2), []));
        Assert.True(await one.LeadAsync());
        await one.ReportAsync();
        await two.ReportAsync();

        Assert.Equal(new SloEventCounts(15, 3), one.Sum());
        Assert.Equal(new SloEventCounts(7, 0), two.Sum("y"));
        Assert.Equal([Start, Start.AddSeconds(1)], two.Slices.Select(slice => slice.From));
        Assert.Equal(new SloFleetMembers(2, 2, 1), two.Last!.Members);
    }

    [Fact]
    public async Task Report_ThatComesTwice_IsCountedOnce()
    {
        await using Instance one = new(postgres.Store(postgres.NewSchema()));
        SloFleetSlice[] slices = [Instance.Slice(Start, 5, 1), Instance.Slice(Start.AddSeconds(1), 1, 1)];

        await one.ReportAsync(slices);
        await one.ReportAsync(slices);
        await one.LeadAsync();
        await one.ReportAsync(slices);
        await one.ReportAsync(Instance.Slice(Start.AddSeconds(2), 1, 0));
        await one.LeadAsync();
        await one.ReportAsync();

        Assert.Equal(new SloEventCounts(7, 2), one.Sum());
    }

    [Fact]
    public async Task Reports_AtTheSameTime_AreCountedOnce()
    {
        // Without the lock on the row of the instance both tries see that nothing is published yet.
        var schema = postgres.NewSchema();
        await using PostgresFleetStore store = postgres.Store(schema);
        await using PostgresFleetStore again = postgres.Store(schema);
        var incarnation = Guid.NewGuid();
        for (var i = 0; i < 50; i++)
        {
            SloFleetReport report = new("", "a", incarnation, Instance.Interval, [Instance.Slice(Start.AddSeconds(i), 1, 0)], 0);
            await Task.WhenAll(store.ExchangeAsync(report, Cancelled), again.ExchangeAsync(report, Cancelled));
        }

        Assert.Equal(50L, await postgres.QueryAsync<long>($"SELECT count(*) FROM {schema}.published"));
    }

    [Fact]
    public async Task SlicesThatComeLate_AreInTheirPlace()
    {
        var schema = postgres.NewSchema();
        await using Instance one = new(postgres.Store(schema), "a");
        await using Instance two = new(postgres.Store(schema), "b");
        await one.ReportAsync(Instance.Slice(Start, 5, 1), Instance.Slice(Start.AddSeconds(60), 5, 1));
        await one.LeadAsync();
        await one.ReportAsync();

        await two.ReportAsync(Instance.Slice(Start, 3, 3));
        await one.LeadAsync();
        SloFleetAnswer answer = await one.ReportAsync();

        Assert.Equal(Start, Assert.Single(answer.Slices).From);
        Assert.Equal(new SloEventCounts(13, 5), one.Sum());
    }

    [Fact]
    public async Task Lock_IsHeldByOne_AndPassesOnWithItsSession()
    {
        var schema = postgres.NewSchema();
        await using Instance one = new(postgres.Store(schema), "a");
        await using Instance two = new(postgres.Store(schema), "b");
        await one.ReportAsync();
        await two.ReportAsync();
        Assert.True(await one.LeadAsync());
        Assert.False(await two.LeadAsync());
        await two.ReportAsync(Instance.Slice(Start, 5, 1));
        Assert.False(await two.LeadAsync());

        await postgres.QueryAsync<long>($"""
            SELECT count(pg_terminate_backend(l.pid)) FROM pg_locks l
            WHERE l.locktype = 'advisory' AND l.classid::bigint = (hashtext('slo fleet "{schema}"')::bigint & 4294967295)
            """);
        await Assert.ThrowsAnyAsync<NpgsqlException>(one.LeadAsync);
        await Eventually.TrueAsync(
            async () =>
            {
                await two.ReportAsync();
                return await two.LeadAsync();
            },
            () => "the other one leads");

        Assert.False(await one.LeadAsync());
        await two.ReportAsync();
        Assert.Equal(new SloEventCounts(5, 1), two.Sum());
    }

    [Fact]
    public async Task Alerts_AreWrittenByTheLeaderAlone()
    {
        var schema = postgres.NewSchema();
        await using PostgresFleetStore one = postgres.Store(schema);
        await using PostgresFleetStore two = postgres.Store(schema);
        await one.ExchangeAsync(new("", "a", Guid.NewGuid(), Instance.Interval, [], 0), Cancelled);
        await two.ExchangeAsync(new("", "b", Guid.NewGuid(), Instance.Interval, [], 0), Cancelled);
        SloFleetAlert alert = new("f1", "x", AlertSeverity.Page, null, Start, Start.AddSeconds(5), ["slack", "it's \"one\", {two}; --"]);
        Assert.True(await one.LeadAsync("", Cancelled));

        Assert.True(await one.WriteAlertsAsync("", [alert], Cancelled));
        Assert.False(await two.WriteAlertsAsync("", [alert with { Severity = null }], Cancelled));
        SloFleetAlert read = Assert.Single(await two.ReadAlertsAsync("", Cancelled));

        Assert.Equal(alert with { NotifiedReceivers = [] }, read with { NotifiedReceivers = [] });
        Assert.Equal(alert.NotifiedReceivers, read.NotifiedReceivers);
    }

    [Fact]
    public async Task Compaction_ChangesNoSum_AndVoidsWhatWasReadInPart()
    {
        var schema = postgres.NewSchema();
        await using Instance one = new(postgres.Store(schema), "a");
        await using Instance behind = new(postgres.Store(schema), "b");
        DateTimeOffset minute = FloorToMinute(TimeProvider.System.GetUtcNow().AddHours(-5));
        for (var i = 0; i < 120; i++)
        {
            await one.ReportAsync(Instance.Slice(minute.AddSeconds(i), 2, 1));
            await one.LeadAsync();
            if (i == 70)
            {
                await behind.ReportAsync();
            }
        }

        await one.ReportAsync();
        await CompactAsync(schema, one);
        await using Instance fresh = new(postgres.Store(schema), "c");
        await fresh.ReportAsync();
        await behind.ReportAsync();
        await one.ReportAsync();

        Assert.Equal(2L, await postgres.QueryAsync<long>($"SELECT count(*) FROM {schema}.counts"));
        Assert.Equal(new SloEventCounts(240, 120), fresh.Sum());
        Assert.Equal(new SloEventCounts(240, 120), behind.Sum());
        Assert.Equal(new SloEventCounts(240, 120), one.Sum());
        Assert.Equal([minute, minute.AddMinutes(1)], fresh.Slices.Select(slice => slice.From));
    }

    // With the count that a reader commits too early, the row that is merged is added to what was read of it.
    [Fact]
    public async Task Reset_ThatFailsHalfway_IsDoneAgain()
    {
        var schema = postgres.NewSchema();
        await using Instance one = new(postgres.Store(schema), "a");
        await using Instance behind = new(postgres.Store(schema), "b");
        DateTimeOffset minute = FloorToMinute(TimeProvider.System.GetUtcNow().AddHours(-5));
        for (var i = 0; i < 20; i++)
        {
            await one.ReportAsync(Instance.Slice(minute.AddSeconds(i), 2, 1));
            await one.LeadAsync();
            if (i == 9)
            {
                await behind.ReportAsync();
            }
        }

        await CompactAsync(schema, one);
        await postgres.ExecuteAsync($"ALTER TABLE {schema}.objective RENAME TO away");
        await Assert.ThrowsAsync<PostgresException>(() => behind.ReportAsync());
        await postgres.ExecuteAsync($"ALTER TABLE {schema}.away RENAME TO objective");

        SloFleetAnswer answer = await behind.ReportAsync();

        Assert.True(answer.IsReset);
        Assert.Equal(new SloEventCounts(40, 20), behind.Sum());
    }

    [Fact]
    public async Task Queue_ThatIsLong_IsAddedUpInParts()
    {
        var schema = postgres.NewSchema();
        await using Instance one = new(postgres.Store(schema), "a");
        await one.ReportAsync(Enumerable.Range(0, 40).Select(i => new SloFleetSlice(
            Start.AddSeconds(i), Start.AddSeconds(i + 1),
            [.. Enumerable.Range(0, 10).Select(objective => new SloFleetCounts($"o{objective}", "key", new SloEventCounts(i, 1)))])).ToArray());
        await using Npgsql.NpgsqlDataSource source = Connections.Create(postgres.ConnectionString);
        await using Leadership leadership = new(source, $"\"{schema}\"", "", TimeSpan.FromHours(2), TimeProvider.System, mostCounts: 50);

        Assert.True(await leadership.LeadAsync(Instance.Interval, Cancelled));
        await one.ReportAsync();

        Assert.Equal(0L, await postgres.QueryAsync<long>($"SELECT count(*) FROM {schema}.published"));
        Assert.All(Enumerable.Range(0, 10), objective => Assert.Equal(new SloEventCounts(780, 40), one.Sum($"o{objective}")));
    }

    [Fact]
    public async Task Slice_OfAWeekThatWasDropped_GetsItsPartitionAgain()
    {
        var schema = postgres.NewSchema();
        await using Instance one = new(postgres.Store(schema), "a");
        await one.ReportAsync(Instance.Slice(Start, 1, 0));
        await one.LeadAsync();
        var partition = await postgres.QueryAsync<string>($"SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '{schema}.counts'::regclass");
        await postgres.ExecuteAsync($"DROP TABLE {partition}");
        await one.ReportAsync(Instance.Slice(Start.AddSeconds(1), 2, 0));
        await Assert.ThrowsAsync<PostgresException>(one.LeadAsync);

        await Eventually.TrueAsync(
            async () =>
            {
                await one.ReportAsync();
                return await one.LeadAsync();
            },
            () => "it leads again");
        await one.ReportAsync();

        Assert.Equal(2, one.Sum().Good);
    }

    [Fact]
    public async Task Schema_IsCreatedOnce_WhoeverComesFirst()
    {
        var schema = postgres.NewSchema();
        Instance[] all = [.. Enumerable.Range(0, 8).Select(i => new Instance(postgres.Store(schema), $"i{i}"))];

        await Task.WhenAll(all.Select(instance => instance.ReportAsync(Instance.Slice(Start, 1, 0))));
        await all[0].LeadAsync();
        await all[0].ReportAsync();

        Assert.Equal(new SloEventCounts(8, 0), all[0].Sum());
        foreach (Instance instance in all)
        {
            await instance.DisposeAsync();
        }
    }

    [Fact]
    public async Task Schema_OfALaterVersion_IsLeftAlone()
    {
        var schema = postgres.NewSchema();
        await using (Instance one = new(postgres.Store(schema)))
        {
            await one.ReportAsync();
        }

        await postgres.QueryAsync<int>($"UPDATE {schema}.version SET version = 99 RETURNING 1");
        await using Instance next = new(postgres.Store(schema));

        await Assert.ThrowsAsync<NotSupportedException>(() => next.ReportAsync());
    }

    [Fact]
    public async Task Twin_IsNoticed_AndBothAreCounted()
    {
        var schema = postgres.NewSchema();
        await using Instance one = new(postgres.Store(schema), "same");
        await using Instance two = new(postgres.Store(schema), "same");

        await one.ReportAsync(Instance.Slice(Start, 1, 0));
        SloFleetAnswer answer = await two.ReportAsync(Instance.Slice(Start, 1, 0));
        await one.LeadAsync();
        await one.ReportAsync();

        // The one before may have been killed a moment ago: only one that is still there notices.
        Assert.False(answer.HasTwin);
        Assert.True(one.Last!.HasTwin);
        Assert.Equal(new SloEventCounts(2, 0), one.Sum());
    }

    [Fact]
    public async Task Members_AreThoseThatReport_AndForAWhileThoseThatAreMissed()
    {
        var schema = postgres.NewSchema();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await using Instance one = new(postgres.Store(schema), "a");
        await using Instance killed = new(postgres.Store(schema), "b");
        await one.ReportAsync(Instance.Slice(now, 10, 0));
        await killed.ReportAsync(Instance.Slice(now, 90, 0));
        await postgres.QueryAsync<int>($"UPDATE {schema}.instance SET seen_at = seen_at - interval '10 seconds' WHERE name = 'b' RETURNING 1");
        SloFleetMembers missing = await MembersAsync();
        Assert.Equal((2, 1), (missing.Total, missing.Reporting));
        Assert.InRange(missing.TrafficRatio, 0.05, 0.15);

        // Another process of its name takes its place.
        await using Instance again = new(postgres.Store(schema), "b");
        await again.ReportAsync(Instance.Slice(now, 10, 0));
        SloFleetMembers replaced = await MembersAsync();
        Assert.Equal((2, 2, 1), (replaced.Total, replaced.Reporting, replaced.TrafficRatio));

        await postgres.QueryAsync<int>($"UPDATE {schema}.instance SET seen_at = seen_at - interval '3 minutes' WHERE name = 'b' RETURNING 1");
        Assert.Equal(1, (await MembersAsync()).Total);

        async Task<SloFleetMembers> MembersAsync()
        {
            await one.LeadAsync();
            return (await one.ReportAsync()).Members;
        }
    }

    [Fact]
    public async Task Sets_ShareNothing()
    {
        var schema = postgres.NewSchema();
        await using Instance one = new(postgres.Store(schema), "a", "one");
        await using Instance two = new(postgres.Store(schema), "a", "two");

        await one.ReportAsync(Instance.Slice(Start, 1, 0));
        await two.ReportAsync(Instance.Slice(Start, 0, 1));
        Assert.True(await one.LeadAsync());
        Assert.True(await two.LeadAsync());
        await one.ReportAsync();
        await two.ReportAsync();

        Assert.Equal(new SloEventCounts(1, 0), one.Sum());
        Assert.Equal(new SloEventCounts(0, 1), two.Sum());
    }

    private static DateTimeOffset FloorToMinute(DateTimeOffset instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    // The first run marks what the second one may merge.
    private async Task CompactAsync(string schema, Instance leader)
    {
        for (var run = 0; run < 2; run++)
        {
            await postgres.ExecuteAsync($"UPDATE {schema}.fleet SET compacted_at = '2020-01-01'");
            await leader.LeadAsync();
        }
    }
}
