using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Slo.Testing;
using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.Map;

/// <summary>The maps of three services in a chain, the last one broken, as real services answered: Slo.AspNetCore.Tests has the other half.</summary>
public sealed class MapVerbTests
{
    private static readonly string Shop = Read("shop");
    private static readonly string Orders = Read("orders");
    private static readonly string Payments = Read("payments");

    [Fact]
    public async Task Chain_OfThree_NamesTheCause()
    {
        using Listener shop = new(200, Shop);
        using Listener orders = new(200, Orders);
        using Listener payments = new(200, Payments);

        ToolRun text = await ToolRun.Of("map", "--url", shop.Address, "--url", orders.Address, "--url", payments.Address);
        ToolRun json = await ToolRun.Of("map", "--url", shop.Address, orders.Address, payments.Address, "--window", "1h", "--format", "json");
        ToolRun markdown = await ToolRun.Of("map", "--url", shop.Address, orders.Address, payments.Address, "-f", "markdown");

        Assert.Equal((0, ""), (text.Code, text.Error));
        Assert.Equal("cause: payments (shop -> orders -> payments): its own fault", text.Lines[^1]);
        Assert.Contains(text.Lines, line => line.Contains("orders failed or was slow in 100 % of the bad requests", StringComparison.Ordinal));
        JsonNode result = JsonNode.Parse(json.Output)!;
        JsonNode cause = Assert.Single(result["causes"]!.AsArray())!;
        Assert.Equal("payments", cause["name"]!.GetValue<string>());
        Assert.Equal(["shop", "orders", "payments"], cause["path"]!.AsArray().Select(one => one!.GetValue<string>()));
        Assert.Equal(["shop orders", "orders payments"], result["edges"]!.AsArray().Select(edge => $"{edge!["from"]} {edge["to"]}"));
        Assert.Equal(["reporting", "reporting", "causing"], result["services"]!.AsArray().Select(one => one!["verdict"]!.GetValue<string>()));
        Assert.Contains("| orders | reporting |", markdown.Output, StringComparison.Ordinal);
    }

    // A fleet answers with the services of all, whichever instance is asked.
    [Fact]
    public async Task Scope_OfAFleet_IsAskedFor_AndOneAppIsEnough()
    {
        ConcurrentQueue<string> asked = new();
        using Listener fleet = new(request =>
        {
            asked.Enqueue(request.Url!.PathAndQuery);
            return Joined();
        });
        using Listener same = new(200, Joined());

        ToolRun run = await ToolRun.Of("map", "--url", fleet.Address, same.Address, "--scope", "fleet", "--window", "6h");
        ToolRun json = await ToolRun.Of("map", "--url", fleet.Address, "--scope", "fleet", "-f", "json");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal("cause: payments (shop -> orders -> payments): its own fault", run.Lines[^1]);
        Assert.Single(run.Lines, line => line.StartsWith("  payments ", StringComparison.Ordinal));
        Assert.Equal(["/v1/map?window=6h&scope=fleet", "/v1/map?scope=fleet"], asked);
        Assert.Equal(["shop orders", "orders payments"], JsonNode.Parse(json.Output)!["edges"]!.AsArray().Select(edge => $"{edge!["from"]} {edge["to"]}"));
        Assert.Equal(2, (await ToolRun.Of("map", "--url", fleet.Address, "--scope", "planet")).Code);
    }

    [Fact]
    public async Task Dependency_ThatIsNoServiceOfTheFleet_IsSaidToBeNone()
    {
        using Listener fleet = new(200, Orders);

        Assert.Equal(
            "cause: payments (orders -> payments): is no service of the fleet's map",
            (await ToolRun.Of("map", "--url", fleet.Address, "--scope", "fleet")).Lines[^1]);
    }

    // What the fleet has found is not said again by the tool.
    [Fact]
    public async Task Target_ThatTheFleetReports_IsSaidOnce()
    {
        const string Message = "target 99.9 %: is above what its dependencies allow, orders 99 % = 99 %";
        JsonNode joined = JsonNode.Parse(Joined().Replace("\"targetRatio\":0.99", "\"targetRatio\":0.999", StringComparison.Ordinal))!;
        joined["callers"]![1]!["targetRatio"] = 0.99;
        joined["callers"]![2]!["targetRatio"] = 0.99;
        joined["findings"]!.AsArray().Add(new JsonObject { ["severity"] = "warning", ["code"] = "SLO0703", ["objective"] = "all", ["message"] = Message });
        using Listener fleet = new(200, joined.ToJsonString());

        Assert.Single(
            (await ToolRun.Of("map", "--url", fleet.Address, "--scope", "fleet")).Lines,
            line => line.EndsWith(Message, StringComparison.Ordinal));
    }

    // What was not asked is a suspect, and what says that it is healthy is not believed blindly.
    [Fact]
    public async Task Chain_WithoutItsEnd_SaysSo()
    {
        using Listener shop = new(200, Shop);
        using Listener orders = new(200, Orders);
        using Listener healthy = new(200, Payments.Replace("\"causing\"", "\"healthy\"", StringComparison.Ordinal));

        Assert.Equal(
            "cause: payments (shop -> orders -> payments): was not asked",
            (await ToolRun.Of("map", "--url", shop.Address, orders.Address)).Lines[^1]);
        Assert.Equal(
            "cause: payments (shop -> orders -> payments): says that it is healthy: look at the connection to it, or at what it does not count",
            (await ToolRun.Of("map", "--url", shop.Address, orders.Address, healthy.Address)).Lines[^1]);
    }

    [Fact]
    public async Task Dependency_WithoutAName_IsTheAppAtItsAddress()
    {
        using Listener payments = new(200, Payments);
        using Listener orders = new(200, Orders.Replace("\"payments\"", $"\"{new Uri(payments.Address).Authority}\"", StringComparison.Ordinal));

        Assert.Equal(
            "cause: payments (orders -> payments): its own fault", (await ToolRun.Of("map", "--url", orders.Address, payments.Address)).Lines[^1]);
    }

    [Fact]
    public async Task Cycle_IsNamed_AndNotFollowedForEver()
    {
        using Listener shop = new(200, Shop);
        using Listener orders = new(200, Orders.Replace("\"payments\"", "\"shop\"", StringComparison.Ordinal));

        ToolRun run = await ToolRun.Of("map", "--url", shop.Address, orders.Address);

        Assert.Equal(0, run.Code);
        Assert.Contains("cycle: shop -> orders -> shop", run.Lines);
        Assert.Contains("cause: shop (shop -> orders -> shop): a cycle: these services report each other", run.Lines);
    }

    [Fact]
    public async Task Self_IsACycleOfOne()
    {
        using Listener shop = new(200, Shop.Replace("\"orders\"", "\"shop\"", StringComparison.Ordinal));

        Assert.Contains("cycle: shop -> shop", (await ToolRun.Of("map", "--url", shop.Address)).Lines);
    }

    [Fact]
    public async Task Unanswered_IsNamed_AndTheOthersAreJoined()
    {
        using Listener orders = new(200, Orders);
        using Listener refusing = new(403, "{}");
        using Listener other = new(200, """{"slos":[]}""");
        Listener gone = new(200, Shop);
        gone.Dispose();

        ToolRun run = await ToolRun.Of("map", "--url", gone.Address, orders.Address, refusing.Address, other.Address, "-f", "json");

        Assert.Equal(3, run.Code);
        Assert.All([gone.Address, refusing.Address, other.Address], address => Assert.Contains($"slo: {address}: ", run.Error, StringComparison.Ordinal));
        Assert.Equal(3, JsonNode.Parse(run.Output)!["unanswered"]!.AsArray().Count);
        Assert.Single(JsonNode.Parse(run.Output)!["edges"]!.AsArray());
        ToolRun none = await ToolRun.Of("map", "--url", gone.Address);
        Assert.Equal((3, ""), (none.Code, none.Output));
    }

    [Fact]
    public async Task Target_AboveWhatAnotherServicePromises_IsAFinding()
    {
        using Listener shop = new(200, Shop.Replace("\"targetRatio\": 0.99", "\"targetRatio\": 0.999", StringComparison.Ordinal));
        using Listener orders = new(200, Orders);

        Assert.Contains(
            "warning SLO0703: shop: objective 'all': target 99.9 %: is above what its dependencies allow, orders 99 % = 99 %",
            (await ToolRun.Of("map", "--url", shop.Address, orders.Address)).Lines);
    }

    [Fact]
    public async Task Hostile_Names_StayOneLine()
    {
        using Listener shop = new(200, Shop.Replace("\"orders\"", "\"a\\r\\nb\\u001b[31m\"", StringComparison.Ordinal));

        ToolRun run = await ToolRun.Of("map", "--url", shop.Address);

        Assert.Equal(0, run.Code);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain(run.Lines, line => line.StartsWith('b'));
    }

    private static string Joined()
    {
        JsonNode joined = JsonNode.Parse(Shop)!;
        foreach (JsonNode other in (JsonNode[])[JsonNode.Parse(Orders)!, JsonNode.Parse(Payments)!])
        {
            foreach (var list in (string[])["nodes", "callers"])
            {
                foreach (JsonNode? one in other[list]!.AsArray())
                {
                    joined[list]!.AsArray().Add(one!.DeepClone());
                }
            }
        }

        return joined.ToJsonString();
    }

    private static string Read(string name) =>
        File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Dependencies", $"Map.{name}.approved.txt"));
}
