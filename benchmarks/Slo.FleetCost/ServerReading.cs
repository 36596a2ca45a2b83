using System.Globalization;
using Npgsql;

namespace Slo.FleetCost;

/// <summary>The totals of a server at one instant.</summary>
/// <param name="Cpu">CPU time of all its processes; null if it runs on another machine.</param>
/// <param name="WalBytes">The position in its write-ahead log.</param>
/// <param name="Inserted">Rows inserted.</param>
/// <param name="Updated">Rows updated.</param>
/// <param name="Deleted">Rows deleted.</param>
internal sealed record ServerReading(TimeSpan? Cpu, long WalBytes, long Inserted, long Updated, long Deleted)
{
    private const double TicksPerSecond = 100;

    internal static async Task<ServerReading> TakeAsync(NpgsqlDataSource source)
    {
        await using NpgsqlCommand command = source.CreateCommand("""
            SELECT (pg_current_wal_lsn() - '0/0')::bigint, tup_inserted, tup_updated, tup_deleted, pg_read_file('postmaster.pid')
            FROM pg_stat_database WHERE datname = current_database()
            """);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new(
            CpuOf(reader.GetString(4).Split('\n')[0]), reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }

    // Includes its running children; its own figures include those that ended.
    private static TimeSpan? CpuOf(string server)
    {
        if (!File.Exists($"/proc/{server}/stat"))
        {
            return null;
        }

        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            if (FieldsOf(folder) is { } fields && (Path.GetFileName(folder) == server || fields[1] == server))
            {
                ticks += fields[11..(Path.GetFileName(folder) == server ? 15 : 13)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    // From the state on: the name before it may have spaces. Null if the process ended meanwhile.
    private static string[]? FieldsOf(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
