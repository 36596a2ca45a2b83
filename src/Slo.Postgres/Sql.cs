using Npgsql;
using NpgsqlTypes;

namespace Slo.Postgres;

/// <summary>Commands with positional parameters.</summary>
internal static class Sql
{
    internal static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object?[] values)
    {
        NpgsqlCommand command = new(sql, connection);
        Array.ForEach(values, value => command.Parameters.Add(Parameter(value)));
        return command;
    }

    internal static NpgsqlBatchCommand BatchCommand(string sql, params object?[] values)
    {
        NpgsqlBatchCommand command = new(sql);
        Array.ForEach(values, value => command.Parameters.Add(Parameter(value)));
        return command;
    }

    // The server needs the type of a null. Null values without a type are texts.
    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        NpgsqlParameter parameter => parameter,
        null => new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        DateTimeOffset instant => new() { Value = Clamp(instant), NpgsqlDbType = NpgsqlDbType.TimestampTz },
        _ => new() { Value = value },
    };

    /// <summary>Converts an instant for the server. Npgsql writes the first and the last instant as infinite.</summary>
    internal static DateTime Clamp(DateTimeOffset instant) => instant.UtcDateTime;
}
