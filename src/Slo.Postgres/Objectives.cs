using Npgsql;

namespace Slo.Postgres;

/// <summary>The numbers of the objectives of a set in the database. One call at a time.</summary>
internal sealed class Objectives(NpgsqlDataSource source, string schema, string set)
{
    private readonly Dictionary<(string Name, string CountingKey), int> _numbers = [];
    private readonly Dictionary<int, (string Name, string CountingKey)> _names = [];

    internal int this[in SloFleetCounts counts] => _numbers[(counts.Objective, counts.CountingKey)];

    internal (string Name, string CountingKey)? Find(int number) => _names.TryGetValue(number, out var name) ? name : null;

    /// <summary>Forgets the numbers, which may be those of another database.</summary>
    internal void Clear()
    {
        _numbers.Clear();
        _names.Clear();
    }

    /// <summary>Adds objectives that have no number yet. No round trip if all have one.</summary>
    internal async Task AddAsync(IEnumerable<SloFleetCounts> counts, CancellationToken cancellationToken)
    {
        (string Name, string CountingKey)[] missing =
        [
            .. counts.Select(one => (one.Objective, one.CountingKey)).Where(one => !_numbers.ContainsKey(one)).Distinct(),
        ];
        if (missing.Length == 0)
        {
            return;
        }

        await using NpgsqlCommand insert = source.CreateCommand($"""
            INSERT INTO {schema}.objective (set_name, name, counting_key)
            SELECT $1, name, counting_key FROM unnest($2, $3) AS new (name, counting_key) ON CONFLICT DO NOTHING
            """);
        insert.Parameters.Add(new() { Value = set });
        insert.Parameters.Add(new() { Value = Array.ConvertAll(missing, one => one.Name) });
        insert.Parameters.Add(new() { Value = Array.ConvertAll(missing, one => one.CountingKey) });
        await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads all numbers, including those that other instances added.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = source.CreateCommand(
            $"SELECT id, name, counting_key FROM {schema}.objective WHERE set_name = $1");
        select.Parameters.Add(new() { Value = set });
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            (string, string) name = (reader.GetString(1), reader.GetString(2));
            _numbers[name] = reader.GetInt32(0);
            _names[reader.GetInt32(0)] = name;
        }
    }
}
