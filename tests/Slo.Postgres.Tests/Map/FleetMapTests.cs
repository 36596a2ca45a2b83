using System.Net;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests.Map;

/// <summary>Services on real Kestrels that share a database: shop calls orders, of which there are two instances, and orders calls
/// payments.</summary>
public sealed class FleetMapTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Each instance of orders has too few bad requests for a verdict: only their sum has one.
    [Fact]
    public async Task Chain_OfThreeServices_NamesTheOneThatIsBroken()
    {
        var map = postgres.NewSchema();
        await using MapService payments = await StartAsync("payments", "p1", map);
        await using MapService one = await StartAsync("orders", "o1", map, ("payments", payments.Address));
        await using MapService two = await StartAsync("orders", "o2", map, ("payments", payments.Address));
        await using MapService shop = await StartAsync("shop", "s1", map, ("orders", one.Address), ("orders", two.Address));
        Assert.Equal(60, await shop.SendAsync(60));
        payments.IsBroken = true;
        Assert.Equal(0, await shop.SendAsync(16));

        foreach (MapService asked in (MapService[])[shop, one, payments])
        {
            JsonElement joined = await ReachesAsync(asked, ("shop", 76), ("orders", 76), ("payments", 76));

            Assert.Equal("reporting", Caller(joined, "shop").GetProperty("verdict").GetString());
            Assert.Equal("reporting", Caller(joined, "orders").GetProperty("verdict").GetString());
            Assert.Equal("causing", Caller(joined, "payments").GetProperty("verdict").GetString());
            JsonElement cause = Assert.Single(joined.GetProperty("causes").EnumerateArray());
            Assert.Equal(("payments", "its own fault"), (cause.GetProperty("name").GetString(), cause.GetProperty("explanation").GetString()));
            Assert.Equal(["shop", "orders", "payments"], cause.GetProperty("path").EnumerateArray().Select(name => name.GetString()));
            Assert.Equal((4, true), (joined.GetProperty("instances").GetInt32(), joined.GetProperty("isObserved").GetBoolean()));
            JsonElement edge = Caller(joined, "orders").GetProperty("edges")[0];
            Assert.Equal(("payments", 76, 16), (edge.GetProperty("dependency").GetString(), edge.GetProperty("calls").GetInt32(), edge.GetProperty("failedCalls").GetInt32()));
            Assert.Equal((60, 16, 16), (edge.GetProperty("goodRequests").GetInt32(), edge.GetProperty("badRequests").GetInt32(), edge.GetProperty("troubledBadRequests").GetInt32()));
            Assert.True(edge.GetProperty("isCause").GetBoolean());
            Assert.Equal(["orders", "payments", "shop"], joined.GetProperty("nodes").EnumerateArray().Where(node => node.GetProperty("isOwn").GetBoolean()).Select(node => node.GetProperty("name").GetString()).Order());
        }

        // One instance alone cannot say it.
        (_, JsonElement alone) = await one.MapAsync("?scope=instance");
        Assert.Equal(("unknown", 38), (Caller(alone, "orders").GetProperty("verdict").GetString(), CallsOf(alone, "orders")));
        Assert.Equal(JsonValueKind.Null, alone.GetProperty("causes").ValueKind);

        // Objectives of other services have the same name here.
        (_, JsonElement ofShop) = await shop.MapAsync();
        Assert.Equal(
            [("orders", false), ("payments", false), ("shop", true)],
            ofShop.GetProperty("callers").EnumerateArray().Select(caller => (caller.GetProperty("service").GetString()!, caller.GetProperty("isHere").GetBoolean())).Order());
        Assert.Equal(HttpStatusCode.OK, (await shop.MapAsync("?scope=fleet&window=6h&slo=all")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.MapAsync("?scope=fleet&slo=unknown")).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.MapAsync("?scope=fleet&window=0s")).Code);
    }

    // What the old process called goes with it, and the new one begins at zero: nothing is there twice, and no sum is below zero.
    [Fact]
    public async Task Instance_ThatIsStartedAgain_CountsOnce()
    {
        var map = postgres.NewSchema();
        await using MapService payments = await StartAsync("payments", "p1", map);
        await using MapService one = await StartAsync("orders", "o1", map, ("payments", payments.Address));
        MapService two = await StartAsync("orders", "o2", map, ("payments", payments.Address));
        await one.SendAsync(10);
        await two.SendAsync(7);
        await ReachesAsync(payments, ("orders", 17));
        await two.DisposeAsync();
        await ReachesAsync(payments, ("orders", 10));

        await using MapService again = await StartAsync("orders", "o2", map, ("payments", payments.Address));
        await again.SendAsync(3);
        List<long> seen = [];
        await Eventually.TrueAsync(
            async () =>
            {
                seen.Add(CallsOf((await payments.MapAsync()).Map, "orders"));
                return seen[^1] == 13;
            },
            () => string.Join(' ', seen));

        Assert.All(seen, calls => Assert.InRange(calls, 10, 13));
    }

    [Fact]
    public async Task Database_ThatCannotBeReached_AffectsNoRequest()
    {
        var map = postgres.NewSchema();
        await using CuttableProxy proxy = new(postgres.Server.Port);
        await using MapService payments = await StartAsync("payments", "p1", map);
        await using MapService orders = await MapService.StartAsync(
            "orders", "o1", PostgresServer.ConnectionStringOf(proxy.Port), map, ("payments", payments.Address));
        await orders.SendAsync(10);
        await ReachesAsync(orders, ("orders", 10));
        proxy.Cut();

        Assert.Equal(50, await orders.SendAsync(50));
        await Eventually.TrueAsync(async () => (await orders.MapAsync()).Code == HttpStatusCode.ServiceUnavailable, () => "the map of the fleet is unknown");
        Assert.Equal(60, CallsOf((await orders.MapAsync("")).Map, "orders"));
        Assert.Equal(10, CallsOf((await payments.MapAsync()).Map, "orders"));

        proxy.Mend();
        await ReachesAsync(orders, ("orders", 60));
        await ReachesAsync(payments, ("orders", 60));
    }

    private Task<MapService> StartAsync(string name, string instance, string map, params (string Name, Uri Address)[] next) =>
        MapService.StartAsync(name, instance, postgres.ConnectionString, map, next);

    // Each request makes one call, except those of the last service.
    private static async Task<JsonElement> ReachesAsync(MapService asked, params (string Service, long Requests)[] services)
    {
        JsonElement map = default;
        await Eventually.TrueAsync(
            async () =>
            {
                (HttpStatusCode code, map) = await asked.MapAsync();
                return code == HttpStatusCode.OK && Array.TrueForAll(services, service => HasReached(map, service.Service, service.Requests));
            },
            () => map.ToString());
        return map;
    }

    private static bool HasReached(JsonElement map, string service, long requests) => map.GetProperty("callers").EnumerateArray().Any(caller =>
        caller.GetProperty("service").GetString() == service
        && caller.GetProperty("goodRequests").GetInt64() + caller.GetProperty("badRequests").GetInt64() == requests
        && caller.GetProperty("edges").EnumerateArray().All(edge => edge.GetProperty("calls").GetInt64() == requests));

    private static JsonElement Caller(JsonElement map, string service) =>
        map.GetProperty("callers").EnumerateArray().Single(caller => caller.GetProperty("service").GetString() == service);

    private static long CallsOf(JsonElement map, string service) =>
        Caller(map, service).GetProperty("edges").EnumerateArray().Sum(edge => edge.GetProperty("calls").GetInt64());
}
