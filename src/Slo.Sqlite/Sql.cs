using System.IO.Hashing;
using Microsoft.Data.Sqlite;

namespace Slo.Sqlite;

/// <summary>What the tables have in common.</summary>
internal static class Sql
{
    internal static long Hash(byte[] data) => unchecked((long)XxHash3.HashToUInt64(data));

    /// <param name="connection">Of the file.</param>
    /// <param name="transaction">Null: one of its own.</param>
    /// <param name="text">A constant.</param>
    internal static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string text)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this package.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Transaction = transaction;
        return command;
    }

    internal static void Bind(SqliteCommand command, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        command.Parameters.Clear();
        foreach ((string name, object? value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }
    }

    internal static void Run(SqliteConnection connection, string text)
    {
        using SqliteCommand command = Command(connection, null, text);
        command.ExecuteNonQuery();
    }

    internal static object? Ask(SqliteConnection connection, string text)
    {
        using SqliteCommand command = Command(connection, null, text);
        return command.ExecuteScalar();
    }
}
