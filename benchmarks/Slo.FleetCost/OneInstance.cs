using System.Globalization;
using Npgsql;
using Slo.Postgres;

namespace Slo.FleetCost;

/// <summary>Measures how one instance publishes a slice in which many objectives had events, and reads it back.</summary>
internal static class OneInstance
{
    private const int Rounds = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    internal static async Task RunAsync(string connection, IEnumerable<int> counts)
    {
        Console.WriteLine("\n| objectives | operation | time (median) | round trips | bytes sent | bytes received |\n| ---: | --- | ---: | ---: | ---: | ---: |");
        using Wire wire = new();
        foreach (var count in counts)
        {
            await MeasureAsync(connection, count, wire);
        }
    }

    private static async Task MeasureAsync(string connection, int count, Wire wire)
    {
        await using NpgsqlDataSource source = Source.Open(connection, 4);
        SloPostgresOptions options = new() { Schema = $"cost_one_{count}" };
        Player player = new(new PostgresFleetStore(source, options, TimeProvider.System), "one", count, Interval);
        DateTimeOffset now = TimeProvider.System.GetUtcNow().AddHours(-1);
        wire.Take();
        TimeSpan first = await TimeAsync(() => player.ExchangeAsync(now, CancellationToken.None));
        Print(count, "first report: create tables, number the objectives", first, wire.Take());
        await player.LeadAsync(CancellationToken.None);
        await player.ReadAsync(CancellationToken.None);
        (List<TimeSpan> publish, List<TimeSpan> add, List<TimeSpan> read) = ([], [], []);
        (long, long, long) published = default, added = default, received = default;
        for (var round = 1; round <= Rounds; round++)
        {
            wire.Take();
            publish.Add(await TimeAsync(() => player.ExchangeAsync(now + (round * Interval), CancellationToken.None)));
            published = wire.Take();
            add.Add(await TimeAsync(() => player.LeadAsync(CancellationToken.None)));
            added = wire.Take();
            read.Add(await TimeAsync(() => player.ReadAsync(CancellationToken.None)));
            received = wire.Take();
        }

        Print(count, "publish a slice", Median(publish), published);
        Print(count, "sum, as the leader", Median(add), added);
        Print(count, "read it back", Median(read), received);
        if (player.Read != player.Published)
        {
            throw new InvalidDataException($"{player.Published} events were published, and {player.Read} read.");
        }
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> call)
    {
        var started = TimeProvider.System.GetTimestamp();
        await call();
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static void Print(int count, string what, TimeSpan time, (long Trips, long Sent, long Received) wire) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {count:N0} | {what} | {time.TotalMilliseconds:N1} ms | {wire.Trips} | {wire.Sent:N0} | {wire.Received:N0} |"));
}
