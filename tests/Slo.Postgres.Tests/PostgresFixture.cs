using Npgsql;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>One server for the tests of a class, each of which has a schema of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _schemas;

    internal PostgresServer Server => _server!;

    internal string ConnectionString => Server.ConnectionString;

    public async ValueTask InitializeAsync() =>
        _server = PostgresServer.MissingReason is null ? await PostgresServer.StartAsync() : null;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>A new name; the test skips without a server.</summary>
    internal string NewSchema()
    {
        Assert.SkipWhen(_server is null, PostgresServer.MissingReason ?? "");
        return $"test_{Interlocked.Increment(ref _schemas)}";
    }

    /// <summary>A new database, for programs that have a schema of one name. Its connection string.</summary>
    internal async Task<string> NewDatabaseAsync()
    {
        var name = NewSchema();
        await ExecuteAsync($"CREATE DATABASE {name}");
        return Server.ConnectionString.Replace("Database=postgres", $"Database={name}", StringComparison.Ordinal);
    }

    internal PostgresFleetStore Store(string schema) =>
        new(Connections.Create(Server.ConnectionString), new SloPostgresOptions { Schema = schema }, TimeProvider.System);

    internal async Task<T> QueryAsync<T>(string sql, string? database = null)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database ?? Server.ConnectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task ExecuteAsync(string sql, string? database = null)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database ?? Server.ConnectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
