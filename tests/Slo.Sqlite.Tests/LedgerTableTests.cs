using Microsoft.Data.Sqlite;
using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests;

public sealed class LedgerTableTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly StoreFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ledger_OfSeveralSets_ComesBackWithTheNewestThousand()
    {
        using (SqliteSloStore store = new(_folder.Path))
        {
            await store.SaveAsync("", new([]) { Entries = [.. Enumerable.Range(0, 1200).Select(i => Entry(i))] }, Cancel);
            await store.SaveAsync("other", new([]) { Entries = [Entry(7)], Incidents = [Incident(7)] }, Cancel);
            await store.SaveAsync("", new([]) { Incidents = [Incident(0, isOpen: true), .. Enumerable.Range(1, 1200).Select(i => Incident(i))] }, Cancel);
        }

        using SqliteSloStore next = new(_folder.Path);
        SloStoreContent content = await next.LoadAsync("", Cancel);
        SloStoreContent other = await next.LoadAsync("other", Cancel);

        Assert.Equal(Enumerable.Range(200, 1000).Select(i => (long)i), content.Entries.Select(entry => entry.Id));
        Assert.Equal([0, .. Enumerable.Range(201, 1000)], content.Incidents.Select(incident => int.Parse(incident.Id, null)).Order());
        Assert.Equal((7, "0007"), (Assert.Single(other.Entries).Id, Assert.Single(other.Incidents).Id));
        Assert.Null(content.Loss);
    }

    [Fact]
    public async Task Incident_ThatEnds_TakesThePlaceOfTheOneThatLasted()
    {
        using SqliteSloStore store = new(_folder.Path);
        await store.SaveAsync("", new([]) { Incidents = [Incident(1, isOpen: true)] }, Cancel);
        await store.SaveAsync("", new([]) { Incidents = [Incident(1)] }, Cancel);

        Assert.NotNull(Assert.Single((await store.LoadAsync("", Cancel)).Incidents).EndedAt);
    }

    // Every page of every question is what the question itself says of all that was saved.
    [Fact]
    public async Task Pages_OfAnyQuery_AreThoseOfTheQuery()
    {
        SloLedgerEntry[] entries = [.. Enumerable.Range(0, 200).Select(i => Entry(i))];
        SloIncident[] incidents = [.. Enumerable.Range(0, 200).Select(i => Incident(i, isOpen: i % 50 == 3))];
        using SqliteSloStore store = new(_folder.Path);
        await store.SaveAsync("", new([]) { Entries = entries, Incidents = incidents }, Cancel);
        Random random = new(20260101);
        for (var round = 0; round < 300; round++)
        {
            SloLedgerQuery query = new()
            {
                From = Time(random),
                To = Time(random),
                Objective = Pick(random, null, "a", "B"),
                Kind = Pick<SloLedgerEntryKind?>(random, null, SloLedgerEntryKind.Deployment, SloLedgerEntryKind.TargetChanged),
                Before = Pick<long?>(random, null, 50, 150),
                Limit = random.Next(1, 60),
            };
            Assert.Equal(
                entries.Where(query.IsFor).Reverse().Take(query.Limit).Select(entry => entry.Id),
                (await store.ReadLedgerAsync("", query, Cancel)).Select(entry => entry.Id));

            SloIncidentQuery other = new()
            {
                From = query.From,
                To = query.To,
                Objective = query.Objective,
                IsOpen = Pick<bool?>(random, null, true, false),
                Before = Pick(random, null, "0050", "0150"),
                Limit = query.Limit,
            };
            Assert.Equal(
                incidents.Where(other.IsFor).Reverse().Take(other.Limit).Select(incident => incident.Id),
                (await store.ReadIncidentsAsync("", other, Cancel)).Select(incident => incident.Id));
        }
    }

    [Fact]
    public async Task Rows_OlderThanTheyAreKept_AreRemovedUnlessTheyLast()
    {
        using SqliteSloStore store = new(_folder.Path);
        SloIncident[] incidents = [Incident(0, isOpen: true), .. Enumerable.Range(1, 9).Select(i => Incident(i))];
        await store.SaveAsync("", new([]) { Entries = [.. Enumerable.Range(0, 10).Select(i => Entry(i))], Incidents = incidents }, Cancel);
        await store.SaveAsync("", new([]) { KeepSince = Start.AddMinutes(5) }, Cancel);
        SloStoreContent content = await store.LoadAsync("", Cancel);

        Assert.Equal([5, 6, 7, 8, 9], content.Entries.Select(entry => entry.Id));

        // Incident 4 ended half a minute before.
        Assert.Equal(["0000", "0005", "0006", "0007", "0008", "0009"], content.Incidents.Select(incident => incident.Id).Order());
    }

    [Fact]
    public async Task Rows_BeyondTheirNumber_RemoveTheOldest()
    {
        using SqliteSloStore store = new(_folder.Path);
        await store.SaveAsync("", new([]) { Entries = [.. Enumerable.Range(0, LedgerTable.Most + 10).Select(i => Entry(i))] }, Cancel);

        Assert.Equal(10, (await store.ReadLedgerAsync("", new() { Before = 12, Limit = 100 }, Cancel)).Min(entry => entry.Id));
    }

    [Theory]
    [InlineData("ledger")]
    [InlineData("incident")]
    public async Task Row_ThatIsDamaged_IsNotBelievedAndTheOthersAreKept(string table)
    {
        using (SqliteSloStore store = new(_folder.Path))
        {
            await store.SaveAsync("", new([]) { Entries = [Entry(1), Entry(2)], Incidents = [Incident(1), Incident(2)] }, Cancel);
            await store.SaveAsync("other", new([]) { Entries = [Entry(3)], Incidents = [Incident(3)] }, Cancel);
        }

        Run($"UPDATE {table} SET data = x'01020304' WHERE slo_set = '' AND id IN (2, '0002')");
        using SqliteSloStore next = new(_folder.Path);
        SloStoreContent content = await next.LoadAsync("", Cancel);

        Assert.Equal(table == "ledger" ? [1] : [1, 2], content.Entries.Select(entry => entry.Id));
        Assert.Equal(table == "ledger" ? ["0001", "0002"] : ["0001"], content.Incidents.Select(incident => incident.Id).Order());
        Assert.NotNull(content.Loss);
        Assert.NotEmpty(_folder.Aside);
        Assert.Equal(3, Assert.Single((await next.LoadAsync("other", Cancel)).Entries).Id);
        Assert.Null((await next.LoadAsync("", Cancel)).Loss);
    }

    [Fact]
    public async Task File_OfVersion1_IsMigratedAndItsOriginalKept()
    {
        using SloRegistry registry = new(new ManualTime());
        registry.Add(new SloObjectiveBuilder("a").TargetPercent(99).Build()).Record(good: 90, bad: 10);
        registry.Evaluate();
        using (SqliteSloStore store = new(_folder.Path))
        {
            await store.SaveAsync("", new(registry.Capture()), Cancel);
        }

        Run("""
            DROP TABLE ledger; DROP TABLE incident; ALTER TABLE state RENAME TO now;
            CREATE TABLE state (id INTEGER PRIMARY KEY, slo_set TEXT NOT NULL, objective TEXT NOT NULL COLLATE NOCASE, is_complete INTEGER NOT NULL,
                data BLOB NOT NULL, hash INTEGER NOT NULL);
            INSERT INTO state SELECT id, slo_set, objective, 1, data, hash FROM now;
            DROP TABLE now; DROP TABLE addition; PRAGMA user_version = 1
            """);
        using (SqliteSloStore next = new(_folder.Path))
        {
            SloStoreContent content = await next.LoadAsync("", Cancel);
            Assert.Equal("a", Assert.Single(content.States).Name);
            await next.SaveAsync("", new([]) { Entries = [Entry(1)] }, Cancel);
            Assert.Single((await next.LoadAsync("", Cancel)).Entries);
        }

        Assert.Equal((1L, 1L), (Ask(".version-1", "PRAGMA user_version"), Ask(".version-1", "SELECT COUNT(*) FROM state")));
        Assert.Equal(Schema.Version, Ask("", "PRAGMA user_version"));
    }

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

    private static DateTimeOffset? Time(Random random) => random.Next(3) == 0 ? null : Start.AddMinutes(random.Next(400) / 2.0);

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private void Run(string text)
    {
        using SqliteConnection connection = new($"Data Source={_folder.Path};Pooling=false");
        connection.Open();
        Sql.Run(connection, text);
    }

    private object? Ask(string suffix, string text)
    {
        using SqliteConnection connection = new($"Data Source={_folder.Path}{suffix};Pooling=false;Mode=ReadOnly");
        connection.Open();
        return Sql.Ask(connection, text);
    }
}
