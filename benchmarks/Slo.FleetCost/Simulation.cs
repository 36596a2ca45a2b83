using System.Globalization;
using Npgsql;
using Slo.Postgres;

namespace Slo.FleetCost;

/// <summary>Plays a whole fleet for a minute, over few connections.</summary>
internal sealed class Simulation(NpgsqlDataSource source, Player[] players, TimeSpan interval)
{
    private const int Connections = 16;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    private readonly Durations _exchanges = new();
    private readonly Durations _leading = new();
    private readonly Durations _behind = new();

    internal static async Task RunAsync(string connection, TimeSpan interval, int instances, int objectives)
    {
        await using NpgsqlDataSource source = Source.Open(connection, Connections + 2);
        SloPostgresOptions options = new() { Schema = $"cost_{interval.TotalSeconds:0}_{instances}_{objectives}" };
        Player[] players =
        [
            .. Enumerable.Range(0, instances).Select(i => new Player(new PostgresFleetStore(source, options, TimeProvider.System), $"instance-{i}", objectives, interval)),
        ];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\n{instances:N0} instances, {objectives:N0} objectives, every {interval.TotalSeconds:0} s; load average {Load()}\n\n| | |\n| --- | --- |"));
        Simulation simulation = new(source, players, interval);

        // Each knows its numbers before the time begins.
        await simulation.RoundAsync(TimeSpan.Zero, isMeasured: false);
        await players[0].LeadAsync(CancellationToken.None);
        await simulation.MeasureAsync(options.Schema);
    }

    private async Task MeasureAsync(string schema)
    {
        ServerReading before = await ServerReading.TakeAsync(source);
        TimeSpan client = Environment.CpuUsage.TotalTime;
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Time)
        {
            TimeSpan now = TimeProvider.System.GetUtcNow().TimeOfDay;
            await Task.Delay(interval - new TimeSpan(now.Ticks % interval.Ticks), TimeProvider.System);
            Task leading = LeadAsync();
            await RoundAsync(interval * 0.4, isMeasured: true);
            await leading;
        }

        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        client = Environment.CpuUsage.TotalTime - client;
        ServerReading after = await ServerReading.TakeAsync(source);
        await players[0].LeadAsync(CancellationToken.None);
        await players[0].ReadAsync(CancellationToken.None);
        if (players.Sum(player => player.Published) is var published && published != players[0].Read)
        {
            throw new InvalidDataException($"{published} events were published, and {players[0].Read} read.");
        }

        Row("exchanges per second", $"{_exchanges.Count / seconds:N0} (of {players.Length / interval.TotalSeconds:N0} due)");
        Row("duration of an exchange, p50 / p99 / maximum", _exchanges.Shown);
        Row("delay of the last exchange of an interval, p50 / p99 / maximum", _behind.Shown);
        Row("duration of a summation by the leader, p50 / p99 / maximum", _leading.Shown);
        Row("rows inserted, updated, deleted per second",
            $"{(after.Inserted - before.Inserted) / seconds:N0}, {(after.Updated - before.Updated) / seconds:N0}, {(after.Deleted - before.Deleted) / seconds:N0}");
        Row("WAL per second", $"{(after.WalBytes - before.WalBytes) / seconds / 1e6:N2} MB");
        Row("CPU of the server, cores", after.Cpu is { } cpu ? $"{(cpu - before.Cpu!.Value).TotalSeconds / seconds:0.00}" : "not on this machine");
        Row("CPU of the simulation, cores", $"{client.TotalSeconds / seconds:0.00}");
        await SizesAsync(schema);
        Row("events published and read back", $"{published:N0}");
        Row("load average", Load());
    }

    // The exchanges are spread over a share of the interval, as in a fleet. Each starts when it is due and a connection is free.
    private async Task RoundAsync(TimeSpan spread, bool isMeasured)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var started = TimeProvider.System.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < players.Length)
            {
                TimeSpan wait = (spread * i / players.Length) - TimeProvider.System.GetElapsedTime(started);
                if (wait > TimeSpan.FromMilliseconds(1))
                {
                    await Task.Delay(wait, TimeProvider.System);
                }

                var sent = TimeProvider.System.GetTimestamp();
                await players[i].ExchangeAsync(now, CancellationToken.None);
                if (isMeasured)
                {
                    _exchanges.Add(TimeProvider.System.GetElapsedTime(sent));
                }
            }
        }));
        if (isMeasured)
        {
            _behind.Add(TimeProvider.System.GetElapsedTime(started) - spread);
        }
    }

    private async Task LeadAsync()
    {
        await Task.Delay(interval * 0.7, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        if (!await players[0].LeadAsync(CancellationToken.None))
        {
            throw new InvalidOperationException("Another process leads.");
        }

        _leading.Add(TimeProvider.System.GetElapsedTime(started));
    }

    private async Task SizesAsync(string schema)
    {
        await using NpgsqlCommand command = source.CreateCommand($"""
            SELECT c.relname, pg_total_relation_size(c.oid), (xpath('/row/c/text()', query_to_xml(
                format('SELECT count(*) AS c FROM %I.%I', n.nspname, c.relname), false, true, '')))[1]::text::bigint
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = '{schema}' AND c.relkind = 'r' AND c.relname ~ '^(counts_|published|instance|objective)' ORDER BY 1
            """);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            Row($"table `{reader.GetString(0)}`", $"{reader.GetInt64(2):N0} rows, {reader.GetInt64(1) / 1e6:N1} MB");
        }
    }

    private static void Row(string what, FormattableString value) => Row(what, value.ToString(CultureInfo.InvariantCulture));

    private static void Row(string what, string value) => Console.WriteLine($"| {what} | {value} |");

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
