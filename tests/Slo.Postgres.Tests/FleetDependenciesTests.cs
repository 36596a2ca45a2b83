using System.IO.Compression;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>What instances publish of their dependencies is read as it was written, once for each process, and no longer than they live.</summary>
public sealed class FleetDependenciesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Content_IsReadAsItWasWritten()
    {
        await using PostgresFleetStore store = postgres.Store(postgres.NewSchema());
        SloFleetDependencies written = Published("a", calls: 7) with
        {
            IsObserved = true,
            Callers =
            [
                Caller(7) with { State = SloState.Exhausted, Severity = AlertSeverity.Page, Window = TimeSpan.FromHours(6) },
                new("it's \"two\"; -- ", null, 0.9m, [new(TimeSpan.FromMinutes(1), default, []) { WhyUnknown = "calls are not observed" }]),
            ],
        };

        await store.WriteDependenciesAsync(written, Cancelled);
        SloFleetDependencies read = Assert.Single(await store.ReadDependenciesAsync("", Cancelled));

        Assert.Equal((written.Instance, written.Process, Interval, true), (read.Instance, read.Process, read.Interval, read.IsObserved));
        Assert.Equal(2, read.Callers.Count);
        foreach ((SloFleetCaller expected, SloFleetCaller caller) in written.Callers.Zip(read.Callers))
        {
            Assert.Equal(expected with { Windows = [] }, caller with { Windows = [] });
            foreach ((SloDependencyCounts wanted, SloDependencyCounts counts) in expected.Windows.Zip(caller.Windows))
            {
                Assert.Equal(wanted with { Dependencies = [] }, counts with { Dependencies = [] });
                Assert.Equal(wanted.Dependencies, counts.Dependencies);
            }
        }
    }

    [Fact]
    public async Task Process_ThatPublishesAgain_ReplacesWhatItPublished()
    {
        await using PostgresFleetStore store = postgres.Store(postgres.NewSchema());
        SloFleetDependencies first = Published("a", calls: 7);
        await store.WriteDependenciesAsync(first, Cancelled);
        await store.WriteDependenciesAsync(first with { Callers = [Caller(9)] }, Cancelled);
        await store.WriteDependenciesAsync(Published("b", calls: 1), Cancelled);

        IReadOnlyList<SloFleetDependencies> all = await store.ReadDependenciesAsync("", Cancelled);

        Assert.Equal([("a", 9), ("b", 1)], all.Select(one => (one.Instance, CallsOf(one))).Order());
        await store.WriteDependenciesAsync(first with { Callers = [], IsLast = true }, Cancelled);
        Assert.Equal("b", Assert.Single(await store.ReadDependenciesAsync("", Cancelled)).Instance);
    }

    // What the newest process says of an objective is what counts while old definitions run beside it.
    [Fact]
    public async Task Processes_AreRead_TheLatestFirst()
    {
        await using PostgresFleetStore store = postgres.Store(postgres.NewSchema());
        SloFleetDependencies[] all = [.. Enumerable.Range(0, 8).Select(i => Published($"i{i}", i))];
        foreach (SloFleetDependencies one in all)
        {
            await store.WriteDependenciesAsync(one, Cancelled);
        }

        await store.WriteDependenciesAsync(all[0], Cancelled);

        Assert.Equal(all.Reverse().Select(one => one.Instance), (await store.ReadDependenciesAsync("", Cancelled)).Select(one => one.Instance));
    }

    [Fact]
    public async Task Fleets_WithOneMapSchema_ReadEachOther_AndOthersDoNot()
    {
        var map = postgres.NewSchema();
        await using PostgresFleetStore shop = Store(postgres.NewSchema(), map);
        await using PostgresFleetStore orders = Store(postgres.NewSchema(), map);
        await using PostgresFleetStore other = postgres.Store(postgres.NewSchema());
        await Task.WhenAll(
            shop.WriteDependenciesAsync(Published("a", 1), Cancelled), orders.WriteDependenciesAsync(Published("a", 2), Cancelled),
            other.WriteDependenciesAsync(Published("a", 4), Cancelled), shop.WriteDependenciesAsync(Published("a", 8) with { Set = "admin" }, Cancelled));

        Assert.Equal(3, (await shop.ReadDependenciesAsync("", Cancelled)).Sum(CallsOf));
        Assert.Equal(3, (await orders.ReadDependenciesAsync("", Cancelled)).Sum(CallsOf));
        Assert.Equal(2, (await shop.ReadDependenciesAsync("", Cancelled)).Select(one => one.Fleet).Distinct().Count());
        Assert.Equal(4, (await other.ReadDependenciesAsync("", Cancelled)).Sum(CallsOf));
        Assert.Equal(8, (await orders.ReadDependenciesAsync("admin", Cancelled)).Sum(CallsOf));
    }

    // The rule for instances of a fleet that no longer report, with the interval of the map.
    [Theory]
    [InlineData(80, false, true)]
    [InlineData(80, true, true)]
    [InlineData(110, false, true)]
    [InlineData(110, true, false)]
    [InlineData(170, false, true)]
    [InlineData(190, false, false)]
    public async Task Process_ThatWasKilled_CountsNoLongerThanAMember(int secondsAgo, bool isStartedAgain, bool counts)
    {
        var schema = postgres.NewSchema();
        await using PostgresFleetStore store = postgres.Store(schema);
        SloFleetDependencies killed = Published("a", calls: 7);
        await store.WriteDependenciesAsync(killed, Cancelled);
        await postgres.ExecuteAsync($"UPDATE {schema}.dependencies SET seen_at = clock_timestamp() - interval '{secondsAgo} seconds', started_at = seen_at - interval '1 day'");
        if (isStartedAgain)
        {
            await store.WriteDependenciesAsync(Published("a", calls: 1), Cancelled);
        }

        Assert.Equal((counts ? 7 : 0) + (isStartedAgain ? 1 : 0), (await store.ReadDependenciesAsync("", Cancelled)).Sum(CallsOf));
    }

    [Fact]
    public async Task Row_OfAnotherFormat_OrWithoutSense_IsIgnored()
    {
        var schema = postgres.NewSchema();
        await using PostgresFleetStore store = postgres.Store(schema);
        await store.WriteDependenciesAsync(Published("good", 3), Cancelled);
        string[] bad =
        [
            "", "null", "[]", "{", "\0\u0001", """{"isObserved":1,"callers":[]}""", """{"isObserved":true}""", """{"isObserved":true,"callers":[1]}""",
            """{"isObserved":true,"callers":[{"objective":"x","service":null,"target":"NaN","state":0,"window":1,"windows":[]}]}""",
            """{"isObserved":true,"callers":[{"objective":"x","service":null,"target":1,"state":0,"window":1,"windows":[{"length":1,"whyUnknown":null,"requests":[1],"dependencies":[]}]}]}""",
            new string('[', 10_000),
        ];
        foreach (var text in bad)
        {
            await InsertAsync(schema, DependencyFormat.Version, Compress(Encoding.UTF8.GetBytes(text)));
            await InsertAsync(schema, DependencyFormat.Version, Encoding.UTF8.GetBytes(text));
        }

        await InsertAsync(schema, DependencyFormat.Version, Compress(Encoding.UTF8.GetBytes(new string(' ', DependencyFormat.MostBytes) + """{"isObserved":true,"callers":[]}""")));
        await InsertAsync(schema, DependencyFormat.Version, DependencyFormat.Write(Published("cut", 100))[..100]);

        await InsertAsync(schema, DependencyFormat.Version, [0xff, 0xfe, 0x00]);
        await InsertAsync(schema, DependencyFormat.Version + 1, DependencyFormat.Write(Published("later", 100)));
        await InsertAsync(schema, DependencyFormat.Version, new byte[1_000_001]);

        Assert.Equal("good", Assert.Single(await store.ReadDependenciesAsync("", Cancelled)).Instance);
    }

    // The largest that a process publishes, with numbers of a busy month.
    [Fact]
    public async Task Largest_IsWrittenAndRead()
    {
        await using PostgresFleetStore store = postgres.Store(postgres.NewSchema());
        Random random = new(1);
        SloFleetDependencies largest = Published("a", 1) with
        {
            Callers =
            [
                .. Enumerable.Range(0, SloFleetDependencies.MostCallers).Select(i => new SloFleetCaller($"objective-{i}", "shop", 0.999m,
                [
                    .. Enumerable.Range(0, 4).Select(window => new SloDependencyCounts(TimeSpan.FromHours(1 + window), Counts(),
                    [
                        .. Enumerable.Range(0, 2).Select(one => new SloDependencyStatus($"service-{i}-{one}.internal:8080", true, true)
                        {
                            TotalCalls = Counts(), Calls = Counts(), Requests = Counts(), TroubledRequests = Counts(), TotalTroubledRequests = Counts(),
                        }),
                    ])),
                ])),
            ],
        };

        await store.WriteDependenciesAsync(largest, Cancelled);
        SloFleetDependencies read = Assert.Single(await store.ReadDependenciesAsync("", Cancelled));

        Assert.Equal(SloFleetDependencies.MostCallers, read.Callers.Count);
        Assert.Equal(largest.Callers[^1].Windows[^1].Dependencies, read.Callers[^1].Windows[^1].Dependencies);
        Assert.InRange(DependencyFormat.Write(largest).Length, 1, 500_000);

        SloEventCounts Counts() => new(random.Next(1_000_000_000), random.Next(1_000_000));
    }

    [Fact]
    public async Task Numbers_BeyondEveryLimit_AreCut_AndNamesStayOneLine()
    {
        var schema = postgres.NewSchema();
        await using PostgresFleetStore store = postgres.Store(schema);
        SloDependencyStatus hostile = new("a\r\n\u202eb" + new string('x', 5_000), true, true)
        {
            Calls = new(long.MaxValue, -5),
            TotalCalls = new(long.MaxValue, long.MaxValue),
        };
        SloFleetDependencies published = Published("a", 1) with
        {
            Callers = [new("o\0\ud800" + new string('y', 5_000), "s\n", 7m, [new(TimeSpan.MaxValue, new(-1, long.MaxValue), [hostile])])],
        };
        for (var i = 0; i < 3; i++)
        {
            await store.WriteDependenciesAsync(published with { Process = Guid.NewGuid() }, Cancelled);
        }

        IReadOnlyList<SloFleetDependencies> all = await store.ReadDependenciesAsync("", Cancelled);
        var sum = SloDependencyCounts.Sum([.. all.Select(one => one.Callers[0].Windows[0])]);

        Assert.Equal((3 * (1L << 40), 0), (sum.Dependencies[0].Calls.Good, sum.Dependencies[0].Calls.Bad));
        Assert.Equal((0, 3 * (1L << 40)), (sum.Events.Good, sum.Events.Bad));
        Assert.All(
            (string[])[all[0].Callers[0].Objective, all[0].Callers[0].Service!, sum.Dependencies[0].Name],
            name => Assert.True(name.Length <= 400 && !name.Any(char.IsControl) && !name.Contains('\u202e', StringComparison.Ordinal), name));
        Assert.InRange(all[0].Callers[0].TargetRatio, 0, 1);
    }

    // A row that repeats an objective or a dependency adds nothing.
    [Fact]
    public async Task Row_ThatRepeatsItself_CountsOnce()
    {
        await using PostgresFleetStore store = postgres.Store(postgres.NewSchema());
        SloFleetCaller caller = Caller(9);
        SloDependencyCounts counts = caller.Windows[0];
        SloFleetCaller repeated = caller with { Windows = [counts with { Dependencies = [.. counts.Dependencies, .. counts.Dependencies] }] };

        await store.WriteDependenciesAsync(Published("a", 1) with { Callers = [repeated, repeated] }, Cancelled);

        SloFleetCaller read = Assert.Single(Assert.Single(await store.ReadDependenciesAsync("", Cancelled)).Callers);
        Assert.Equal(counts.Dependencies.Count, read.Windows[0].Dependencies.Count);
    }

    [Fact]
    public async Task Rows_OfProcessesLongGone_AreDeleted()
    {
        var schema = postgres.NewSchema();
        await using PostgresFleetStore store = postgres.Store(schema);
        for (var i = 0; i < 5; i++)
        {
            await store.WriteDependenciesAsync(Published($"i{i}", 1), Cancelled);
        }

        await postgres.ExecuteAsync($"UPDATE {schema}.dependencies SET seen_at = clock_timestamp() - interval '25 hours' WHERE name <> 'i0'");
        await store.WriteDependenciesAsync(Published("new", 1), Cancelled);

        Assert.Equal(2L, await postgres.QueryAsync<long>($"SELECT count(*) FROM {schema}.dependencies"));
    }

    // Databases of the version before have all tables but this one.
    [Fact]
    public async Task Table_ThatIsMissing_IsAdded_BesideInstancesThatDoNotKnowIt()
    {
        var schema = postgres.NewSchema();
        await using (Instance old = new(postgres.Store(schema)))
        {
            await old.ReportAsync();
            await postgres.ExecuteAsync($"DROP TABLE {schema}.dependencies");
            await using PostgresFleetStore store = postgres.Store(schema);

            Assert.Empty(await store.ReadDependenciesAsync("", Cancelled));
            await store.WriteDependenciesAsync(Published("a", 1), Cancelled);
            await old.ReportAsync();

            Assert.Single(await store.ReadDependenciesAsync("", Cancelled));
            Assert.Equal(1L, await postgres.QueryAsync<long>($"SELECT count(*) FROM {schema}.instance"));
        }

        await using Instance next = new(postgres.Store(schema), "b");
        await next.ReportAsync();
    }

    [Fact]
    public async Task Table_ThatIsDropped_IsCreatedAgain()
    {
        var schema = postgres.NewSchema();
        await using PostgresFleetStore store = postgres.Store(schema);
        await store.WriteDependenciesAsync(Published("a", 1), Cancelled);
        await postgres.ExecuteAsync($"DROP SCHEMA {schema} CASCADE");

        await Assert.ThrowsAsync<PostgresException>(() => store.WriteDependenciesAsync(Published("a", 1), Cancelled));
        await store.WriteDependenciesAsync(Published("a", 1), Cancelled);

        Assert.Single(await store.ReadDependenciesAsync("", Cancelled));
    }

    // The account of a service may be one that owns nothing.
    [Fact]
    public async Task Account_WithRightsToTheTableAlone_PublishesAndReads()
    {
        var schema = postgres.NewSchema();
        await using (PostgresFleetStore owner = postgres.Store(schema))
        {
            await owner.WriteDependenciesAsync(Published("owner", 1), Cancelled);
        }

        await postgres.ExecuteAsync($"""
            CREATE ROLE guest_{schema} LOGIN; GRANT USAGE ON SCHEMA {schema} TO guest_{schema};
            GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.dependencies TO guest_{schema}
            """);
        NpgsqlConnectionStringBuilder guest = new(postgres.ConnectionString) { Username = $"guest_{schema}" };
        await using PostgresFleetStore store = new(
            Connections.Create(guest.ConnectionString), new SloPostgresOptions { Schema = "guest", MapSchema = schema }, TimeProvider.System);
        await store.WriteDependenciesAsync(Published("guest", 2), Cancelled);

        Assert.Equal(3, (await store.ReadDependenciesAsync("", Cancelled)).Sum(CallsOf));
    }

    private PostgresFleetStore Store(string schema, string map) => new(
        Connections.Create(postgres.ConnectionString), new SloPostgresOptions { Schema = schema, MapSchema = map }, TimeProvider.System);

    private static SloFleetDependencies Published(string instance, long calls) => new("", instance, Guid.NewGuid(), Interval, [Caller(calls)]);

    private static SloFleetCaller Caller(long calls) => new(
        "all", "shop", 0.99m,
        [
            new(
                TimeSpan.FromHours(1), new(calls, 1),
                [
                    new("orders", true, true)
                    {
                        IsSoft = true,
                        TotalCalls = new(calls + 1, 2),
                        Calls = new(calls, 0),
                        SlowCalls = 3,
                        Requests = new(4, 5),
                        TroubledRequests = new(6, 7),
                        TotalTroubledRequests = new(8, 9),
                    },
                    new("cache", false, true),
                ])
            {
                TotalEvents = new(10, 11),
                TroubledRequests = new(12, 13),
                TotalTroubledRequests = new(14, 15),
            },
        ]);

    private static long CallsOf(SloFleetDependencies published) => published.Callers.Sum(caller => caller.Windows[0].Dependencies[0].Calls.Total);

    private static byte[] Compress(byte[] data)
    {
        using MemoryStream stream = new();
        using (GZipStream compressed = new(stream, CompressionLevel.Fastest))
        {
            compressed.Write(data);
        }

        return stream.ToArray();
    }

    private async Task InsertAsync(string schema, int format, byte[] data)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using NpgsqlCommand insert = source.CreateCommand(
            $"INSERT INTO {schema}.dependencies VALUES (gen_random_uuid(), 'f', '', 'bad', now(), now(), interval '30 seconds', $1, $2)");
        insert.Parameters.Add(new() { Value = format });
        insert.Parameters.Add(new() { Value = data, NpgsqlDbType = NpgsqlDbType.Bytea });
        await insert.ExecuteNonQueryAsync(Cancelled);
    }
}
