using Npgsql;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>Databases that are read-only or slow, and accounts with few rights: what docs/fleet.md says of them.</summary>
public sealed class FleetDatabaseTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Database_ThatIsReadOnly_IsAsIfItWereDown()
    {
        var database = postgres.NewSchema();
        await postgres.ExecuteAsync($"CREATE DATABASE {database}");
        await using FleetHost one = await FleetHost.StartAsync(Of(database), "slo", "one");
        one.Tracker.Record(good: 5, bad: 1);
        await ReachesAsync(one, new(5, 1));

        await SetReadOnlyAsync(database, "on");
        one.Tracker.Record(good: 7, bad: 1);
        await Eventually.TrueAsync(() => one.Fleet.StaleSince is not null, "it says that it hears nothing");
        Assert.Equal(new SloEventCounts(5, 1), one.FleetEvents);
        await SetReadOnlyAsync(database, "off");

        await ReachesAsync(one, new(12, 2));
        Assert.Null(one.Fleet.StaleSince);
    }

    [Fact]
    public async Task Database_ThatIsSlow_AddsOnce()
    {
        var schema = postgres.NewSchema();
        await using FleetHost one = await FleetHost.StartAsync(
            postgres.ConnectionString, schema, "one", options => options.Timeout = TimeSpan.FromMilliseconds(500));
        one.Tracker.Record(good: 5, bad: 1);
        await ReachesAsync(one, new(5, 1));

        await using (NpgsqlConnection connection = new(postgres.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using NpgsqlCommand hold = new($"LOCK TABLE {schema}.instance IN EXCLUSIVE MODE", connection);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            one.Tracker.Record(good: 7, bad: 1);
            await Eventually.TrueAsync(() => one.Fleet.StaleSince is not null, "no call ends in time");
        }

        await ReachesAsync(one, new(12, 2));
        Assert.Equal(8L + 6L, await postgres.QueryAsync<long>(
            $"SELECT sum(g + b)::bigint FROM {schema}.counts, unnest(good, bad) AS e (g, b)"));
    }

    [Fact]
    public async Task Account_ThatOwnsItsSchemaAlone_IsEnough()
    {
        var database = postgres.NewSchema();
        await postgres.ExecuteAsync($"CREATE ROLE {database}_app LOGIN");
        await postgres.ExecuteAsync($"CREATE DATABASE {database}");
        await postgres.ExecuteAsync($"CREATE SCHEMA shop_slo AUTHORIZATION {database}_app", Of(database));
        var account = Of(database).Replace("Username=slo", $"Username={database}_app", StringComparison.Ordinal);
        await using PostgresFleetStore other = new(Connections.Create(account), new SloPostgresOptions { Schema = "elsewhere" }, TimeProvider.System);
        await using FleetHost one = await FleetHost.StartAsync(account, "shop_slo", "one");

        one.Tracker.Record(good: 5, bad: 1);

        await ReachesAsync(one, new(5, 1));
        Assert.True(one.Fleet.IsLeading);
        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => other.ReadInstancesAsync("", TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private string Of(string database) => postgres.ConnectionString.Replace("Database=postgres", $"Database={database}", StringComparison.Ordinal);

    private async Task SetReadOnlyAsync(string database, string value)
    {
        await postgres.ExecuteAsync($"ALTER DATABASE {database} SET default_transaction_read_only = {value}");
        await postgres.QueryAsync<long>($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database}'");
    }

    private static Task ReachesAsync(FleetHost host, SloEventCounts events) => Eventually.TrueAsync(
        () => Task.FromResult(host.FleetEvents == events), () => $"the fleet has {events}, and not {host.FleetEvents}");
}
