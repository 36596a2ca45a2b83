using System.Globalization;
using System.Text.Json.Nodes;
using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.Map;

/// <summary>Apps that have no name, several services, or several instances: no cause is false, and none is lost.</summary>
public sealed class MapCauseTests
{
    [Fact]
    public async Task Services_WithoutAName_AreCalledByTheirAddresses()
    {
        using Listener orders = new(200, MapAnswers.Of(new MapAnswers.Caller("(none)", "causing")));
        var address = new Uri(orders.Address).Authority;
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("(none)", "reporting", address)));
        var own = new Uri(shop.Address).Authority;

        ToolRun text = await ToolRun.Of("map", "--url", shop.Address, orders.Address);
        ToolRun json = await ToolRun.Of("map", "--url", shop.Address, orders.Address, "-f", "json");

        Assert.Equal([$"cause: {address} ({own} -> {address}): its own fault"], Causes(text));
        Assert.DoesNotContain(text.Lines, line => line.StartsWith("cycle", StringComparison.Ordinal));
        JsonNode result = JsonNode.Parse(json.Output)!;
        Assert.Equal([own, address], result["services"]!.AsArray().Select(one => one!["service"]!.GetValue<string>()));
        JsonNode edge = Assert.Single(result["edges"]!.AsArray())!;
        Assert.Equal((own, address), (edge["from"]!.GetValue<string>(), edge["to"]!.GetValue<string>()));
    }

    // An app of which one objective has a service, and another has none: both are of the service that the address names.
    [Theory]
    [InlineData("healthy", "causing", "cause: {0} (shop -> {0}): its own fault")]
    [InlineData("causing", "healthy", "cause: {0} (shop -> {0}): its own fault")]
    [InlineData("healthy", "unknown", "cause: {0} (shop -> {0}): says that it is unknown: look at the connection to it, or at what it does not count")]
    public async Task Service_NamedAsTheAddress_IsThatWithoutAName(string named, string unnamed, string expected)
    {
        var answer = "";
        using Listener app = new(_ => answer);
        var address = new Uri(app.Address).Authority;
        answer = MapAnswers.Of(new MapAnswers.Caller(address, named), new("(none)", unnamed) { Objective = "other" });
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "reporting", address)));

        ToolRun run = await ToolRun.Of("map", "--url", app.Address, shop.Address);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal([string.Format(CultureInfo.InvariantCulture, expected, address)], Causes(run));
    }

    // Two apps behind one address are told apart by their paths. Which of them is called is not known: what burns is followed.
    [Fact]
    public async Task Services_WithoutAName_AtOneAddress_AreCalledByTheirPathsToo()
    {
        using Listener gateway = new(request => request.Url!.AbsolutePath.StartsWith("/a/", StringComparison.Ordinal)
            ? MapAnswers.Of(new MapAnswers.Caller("(none)", "causing")) : MapAnswers.Of(new MapAnswers.Caller("(none)", "healthy")));
        var address = new Uri(gateway.Address).Authority;
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "reporting", address)));

        ToolRun run = await ToolRun.Of("map", "--url", shop.Address, gateway.Address + "b/slo", gateway.Address + "a/slo");

        Assert.Equal([$"cause: {address}/a/slo (shop -> {address}/a/slo): its own fault"], Causes(run));
    }

    [Theory]
    [InlineData("healthy", "causing", "cause: orders (shop -> orders): its own fault")]
    [InlineData("causing", "healthy", "cause: orders (shop -> orders): its own fault")]
    [InlineData("unknown", "healthy", "cause: orders (shop -> orders): says that it is unknown: look at the connection to it, or at what it does not count")]
    [InlineData("healthy", "unknown", "cause: orders (shop -> orders): says that it is unknown: look at the connection to it, or at what it does not count")]
    [InlineData("healthy", "reporting", "cause: payments (shop -> orders -> payments): was not asked")]
    public async Task Instances_OfOneService_HaveTheWorstVerdict(string first, string second, string expected)
    {
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "reporting", "orders")));
        using Listener one = new(200, MapAnswers.Of(new MapAnswers.Caller("orders", first)));
        using Listener other = new(200, MapAnswers.Of(second == "reporting" ? new MapAnswers.Caller("Orders", second, "payments") : new("Orders", second)));

        Assert.Equal([expected], Causes(await ToolRun.Of("map", "--url", shop.Address, one.Address, other.Address)));
    }

    // Both have the same objective, so what the service promises is known, and its own target is compared once.
    [Fact]
    public async Task Instances_OfOneService_PromiseOneTarget()
    {
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "healthy", "orders") { Target = 0.999m }));
        using Listener orders = new(200, MapAnswers.Of(new MapAnswers.Caller("orders", "healthy")));
        using Listener shops = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "healthy", "orders") { Target = 0.999m }));
        using Listener others = new(200, MapAnswers.Of(new MapAnswers.Caller("orders", "healthy")));

        ToolRun run = await ToolRun.Of("map", "--url", shop.Address, orders.Address, shops.Address, others.Address);

        Assert.Single(run.Lines, line => line.EndsWith("is above what its dependencies allow, orders 99 % = 99 %", StringComparison.Ordinal));
    }

    // It is not known which of its services is called at an address: those that burn are followed.
    [Fact]
    public async Task Address_OfSeveralServices_LeadsToThoseThatBurn()
    {
        using Listener app = new(200, MapAnswers.Of(new MapAnswers.Caller("catalog", "healthy"), new("orders", "causing")));
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "reporting", new Uri(app.Address).Authority)));

        ToolRun json = await ToolRun.Of("map", "--url", shop.Address, app.Address, "-f", "json");

        Assert.Equal(["cause: orders (shop -> orders): its own fault"], Causes(await ToolRun.Of("map", "--url", shop.Address, app.Address)));
        Assert.Equal(new Uri(app.Address).Authority, Assert.Single(JsonNode.Parse(json.Output)!["edges"]!.AsArray())!["to"]!.GetValue<string>());
    }

    [Fact]
    public async Task Address_OfServicesThatDoNotBurn_IsNamedWithAllOfThem()
    {
        using Listener app = new(200, MapAnswers.Of(new MapAnswers.Caller("catalog", "healthy"), new("orders", "unknown")));
        var address = new Uri(app.Address).Authority;
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "reporting", address)));

        Assert.Equal(
            [$"cause: {address} (shop -> {address}): has several services (catalog: healthy, orders: unknown): look at the connection to it, or at what they do not count"],
            Causes(await ToolRun.Of("map", "--url", shop.Address, app.Address)));
    }

    // A service that calls another one of its own app is no cycle.
    [Fact]
    public async Task Address_OfTheOwnApp_IsNoCycle()
    {
        string? address = null;
        using Listener app = new(_ => MapAnswers.Of(new MapAnswers.Caller("catalog", "causing"), new("orders", "reporting", address!)));
        address = new Uri(app.Address).Authority;

        ToolRun run = await ToolRun.Of("map", "--url", app.Address);

        Assert.Equal(["cause: catalog (orders -> catalog): its own fault"], Causes(run));
        Assert.DoesNotContain(run.Lines, line => line.StartsWith("cycle", StringComparison.Ordinal));
    }

    // One objective fails by itself, another one by a dependency that was not asked.
    [Fact]
    public async Task Service_ThatCausesAndReports_LeadsToBoth()
    {
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "causing") { Objective = "search" }, new("shop", "reporting", "payments")));

        Assert.Equal(
            ["cause: payments (shop -> payments): was not asked", "cause: shop (shop): its own fault"],
            Causes(await ToolRun.Of("map", "--url", shop.Address)));
    }

    // Apps of an earlier version mark causes also where their verdict is unknown.
    [Fact]
    public async Task Cause_OfAnUnknownVerdict_IsNone()
    {
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "causing") { Objective = "search" }, new("shop", "unknown", "payments")));

        ToolRun json = await ToolRun.Of("map", "--url", shop.Address, "-f", "json");

        Assert.Equal(["cause: shop (shop): its own fault"], Causes(await ToolRun.Of("map", "--url", shop.Address)));
        Assert.False(Assert.Single(JsonNode.Parse(json.Output)!["edges"]!.AsArray())!["isCause"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Url_WrittenInTwoWays_IsOneApp()
    {
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "healthy", "orders") { Target = 0.999m }));
        using Listener orders = new(200, MapAnswers.Of(new MapAnswers.Caller("orders", "healthy")));
        var address = orders.Address + "slo/api";

        ToolRun json = await ToolRun.Of(
            "map", "--url", shop.Address, address, address + "/", address + "//", address.Replace("http", "HTTP", StringComparison.Ordinal), address + "#top", "-f", "json");

        JsonNode result = JsonNode.Parse(json.Output)!;
        Assert.Equal(["shop", "orders"], result["services"]!.AsArray().Select(one => one!["service"]!.GetValue<string>()));
        Assert.Single(result["findings"]!.AsArray());
    }

    // The rest of the dependencies is not the same for two services.
    [Fact]
    public async Task Rest_OfTwoServices_IsTwoCauses()
    {
        using Listener shop = new(200, MapAnswers.Of(new MapAnswers.Caller("shop", "reporting", "(other)"), new("mall", "reporting", "shop")));
        using Listener orders = new(200, MapAnswers.Of(new MapAnswers.Caller("orders", "reporting", "(other)")));

        Assert.Equal(
            ["cause: (other) (mall -> shop -> (other)): was not asked", "cause: (other) (orders -> (other)): was not asked"],
            Causes(await ToolRun.Of("map", "--url", shop.Address, orders.Address)));
    }

    // Two fleets with one map have a service of the same name: nothing of the second one is lost.
    [Fact]
    public async Task Fleets_WithAServiceOfOneName_AreBothJoined()
    {
        var answer = MapAnswers.Of(new MapAnswers.Caller("shop", "healthy", "stock"), new("SHOP", "reporting", "payments"));
        using Listener fleet = new(200, answer.Replace("SHOP", "shop", StringComparison.Ordinal));
        using Listener same = new(200, answer.Replace("SHOP", "shop", StringComparison.Ordinal));

        ToolRun run = await ToolRun.Of("map", "--url", fleet.Address, same.Address, "--scope", "fleet");

        Assert.Equal(["cause: payments (shop -> payments): is no service of the fleet's map"], Causes(run));
        Assert.Equal(2, run.Lines.Count(line => line.StartsWith("  shop ", StringComparison.Ordinal) && !line.Contains("80", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Causes(ToolRun run) => run.Lines.Where(line => line.StartsWith("cause: ", StringComparison.Ordinal));
}
