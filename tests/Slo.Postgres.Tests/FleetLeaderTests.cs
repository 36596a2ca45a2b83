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
            async () => await postgres.QueryAsync<long>($"SELECT count(*) FROM {schema}.alert WHERE cardinality(told_to) > 1") == 1,
            () => "it notes that log and handler were told");
        await two.StopAsync();
        await Eventually.TrueAsync(
            () => postgres.QueryAsync<bool>($"SELECT led_at < clock_timestamp() - interval '3 seconds' FROM {schema}.fleet"),
            () => "no instance leads");
        proxy.Mend();
        await Eventually.TrueAsync(
            () => one.Fleet.IsLeading && one.Fleet.Registry.Get("x").Status.Alert.Severity is not null, "the first one leads again, and sees the alert");
        DateTime led = await postgres.QueryAsync<DateTime>($"SELECT led_at FROM {schema}.fleet");
        await Eventually.TrueAsync(
            async () => await postgres.QueryAsync<DateTime>($"SELECT led_at FROM {schema}.fleet") > led.AddSeconds(2), () => "it goes on");

        Assert.Empty(one.Told);
    }

    // A leader that noted what its handler had not done would lose it; one that notes nothing would have it done twice.
    [Fact]
    public async Task Alert_ThatIsHandledWhileTheLeaderStops_IsHandledOnce()
    {
        var schema = postgres.NewSchema();
        await using FleetHost one = await FleetHost.StartAsync(postgres.ConnectionString, schema, "one");
        await Eventually.TrueAsync(() => one.Fleet.IsLeading, "the first one leads");
        await using FleetHost two = await FleetHost.StartAsync(postgres.ConnectionString, schema, "two");
        TaskCompletionSource handled = new();
        one.HoldHandler(handled.Task);
        one.Tracker.Record(good: 0, bad: 1000);
        await Eventually.TrueAsync(() => one.Told.Count > 0, "its handler begins");

        Task stop = one.StopAsync();
        handled.SetResult();
        await stop;
        await Eventually.TrueAsync(() => two.Fleet.IsLeading, "the other one leads");
        await PassesAsync(two);

        Assert.Single(one.Told);
        Assert.Empty(two.Told);
    }

    [Fact]
    public async Task Alert_ThatIsNotHandledWhenTheLeaderEnds_IsHandledByTheNextOne()
    {
        var schema = postgres.NewSchema();
        await using FleetHost one = await FleetHost.StartAsync(postgres.ConnectionString, schema, "one");
        await Eventually.TrueAsync(() => one.Fleet.IsLeading, "the first one leads");
        await using FleetHost two = await FleetHost.StartAsync(postgres.ConnectionString, schema, "two");
        one.HoldHandler(new TaskCompletionSource().Task);
        one.Tracker.Record(good: 0, bad: 1000);
        await Eventually.TrueAsync(() => one.Told.Count > 0, "its handler begins, and does not end");

        await one.StopAsync();

        await Eventually.TrueAsync(() => two.Told.Count == 1, "the handler of the next leader gets it");
    }

    [Theory]
    [InlineData("1 minute", 1)]
    [InlineData("1 hour", 0)]
    public async Task End_ThatWasNotDelivered_IsDeliveredUnlessItIsOld(string age, int times)
    {
        var schema = postgres.NewSchema();
        await using (FleetHost before = await FleetHost.StartAsync(postgres.ConnectionString, schema, "before"))
        {
            await Eventually.TrueAsync(() => before.Fleet.IsLeading, "the tables are there");
        }

        await postgres.ExecuteAsync($"""
            INSERT INTO {schema}.alert VALUES ('', 'f', 'x', NULL, 1, clock_timestamp() - interval '2 hours',
                clock_timestamp() - interval '{age}', array[]::text[])
            """);
        await using FleetHost one = await FleetHost.StartAsync(postgres.ConnectionString, schema, "one");
        await Eventually.TrueAsync(() => one.Fleet.IsLeading, "it leads");
        await PassesAsync(one);

        Assert.Equal(times, one.Told.Count);
        Assert.All(one.Told, told => Assert.Equal(SloAlertTransitionKind.Resolved, told.Kind));
    }

    // Several passes of the leader.
    private static async Task PassesAsync(FleetHost host)
    {
        DateTimeOffset? until = host.Fleet.Registry.Get("x").FedUntil;
        await Eventually.TrueAsync(() => host.Fleet.Registry.Get("x").FedUntil > until + TimeSpan.FromSeconds(3), "time passes");
    }
}
