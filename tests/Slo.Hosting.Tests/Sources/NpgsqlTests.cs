using Npgsql;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>The preset against Npgsql and a real PostgreSQL.</summary>
[Collection(nameof(PostgresServer))]
public sealed class NpgsqlTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_ByTheirEnd_AreGoodOrBad()
    {
        Assert.SkipWhen(PostgresServer.MissingReason is not null, PostgresServer.MissingReason ?? "");
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using MeasuringHost host = await MeasuringHost.StartAsync(options =>
        {
            options.AddObjective("commands", o => o.TargetPercent(99).NoRules().Npgsql());
            options.AddObjective("fast", o => o.TargetPercent(99).NoRules().Npgsql().FasterThan(TimeSpan.FromSeconds(2)));
        });
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await ExecuteAsync(source, "select 1");
        await ExecuteAsync(source, "select 2");
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(source, "select * from nowhere"));
        await ExecuteAsync(source, "select pg_sleep(2.1)");

        await Eventually.TrueAsync(() => host.Counts("commands") == (3, 1, 0), $"3 good, 1 bad; there are {host.Counts("commands")}");
        Assert.Equal((2, 2, 0), host.Counts("fast"));
    }

    // The instruments of Npgsql do not distinguish a cancelled command from a failed one, as docs/sources.md states.
    [Fact]
    public async Task Command_CancelledByTheCaller_IsBad()
    {
        Assert.SkipWhen(PostgresServer.MissingReason is not null, PostgresServer.MissingReason ?? "");
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Npgsql());
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await ExecuteAsync(source, "select 1");
        using CancellationTokenSource caller = new(TimeSpan.FromMilliseconds(200));
        await using NpgsqlCommand command = source.CreateCommand("select pg_sleep(60)");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteNonQueryAsync(caller.Token));

        await Eventually.TrueAsync(() => host.Counts() == (1, 1, 0), $"1 good, 1 bad; there are {host.Counts()}");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string text)
    {
        await using NpgsqlCommand command = source.CreateCommand(text);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
