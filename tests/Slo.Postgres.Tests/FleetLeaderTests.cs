using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>An instance that cannot reach the database does not lead, and knows nothing of what was told meanwhile.</summary>
public sealed class FleetLeaderTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Leader_ThatWasCutOff_BeginsAnew()
    {
        var schema = postgres.NewSchema();
        await using CuttableProxy proxy = new(postgres.Server.Port);
        await using FleetHost one = await FleetHost.StartAsync(PostgresServer.ConnectionStringOf(proxy.Port), schema, "one");
        await Eventually.TrueAsync(() => one.Fleet.IsLeading, "the first one leads");
        await using FleetHost two = await FleetHost.StartAsync(postgres.ConnectionString, schema, "two");
        one.Tracker.Record(good: 10, bad: 0);
        await Eventually.TrueAsync(() => two.Fleet.Registry.Get("x").Total.Total == 10, "both see the same");

        proxy.Cut();
        await Eventually.TrueAsync(() => two.Fleet.IsLeading, "the other one leads");
        await Eventually.TrueAsync(() => !one.Fleet.IsLeading, "the first one says that it does not");
        two.Tracker.Record(good: 0, bad: 1000);
        await Eventually.TrueAsync(() => two.Told.Count > 0, "the other one tells");
        await Eventually.TrueAsync(
            async () => await postgres.QueryAsync<long>($"SELECT count(*) FROM {schema}.alert WHERE cardinality(notified_receivers) > 1") == 1,
            () => "it notes that log and handler were told");
        await two.StopAsync();
        await Eventually.TrueAsync(
            () => postgres.QueryAsync<bool>($"SELECT led_at < clock_timestamp() - interval '3 seconds' FROM {schema}.fleet"),
            () => "nobody leads");
        proxy.Mend();
        await Eventually.TrueAsync(
            () => one.Fleet.IsLeading && one.Fleet.Registry.Get("x").Status.Alert.Severity is not null, "the first one leads again, and sees the alert");
        DateTime led = await postgres.QueryAsync<DateTime>($"SELECT led_at FROM {schema}.fleet");
        await Eventually.TrueAsync(
            async () => await postgres.QueryAsync<DateTime>($"SELECT led_at FROM {schema}.fleet") > led.AddSeconds(2), () => "it goes on");

        Assert.Empty(one.Told);
    }
}
