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

    // Of shop, orders and payments the fleet sent the first two. It judged all three.
    [Fact]
    public async Task Fleet_ThatSendsAPart_IsJudgedByItsServer_AndSaidToBeCut()
    {
        JsonNode part = Part();
        part["causes"] = JsonNode.Parse("""[{"name":"payments","path":["shop","orders","payments"],"explanation":"its own fault"}]""");
        part["cycles"] = JsonNode.Parse("""[["ledger","invoices","ledger"]]""");
        part["callers"]![0]!["targetRatio"] = 0.999;
        using Listener fleet = new(200, part.ToJsonString());
        using Listener same = new(200, part.ToJsonString());

        ToolRun text = await ToolRun.Of("map", "--url", fleet.Address, same.Address, "--scope", "fleet");
        ToolRun json = await ToolRun.Of("map", "--url", fleet.Address, "--scope", "fleet", "-f", "json");
        ToolRun markdown = await ToolRun.Of("map", "--url", fleet.Address, "--scope", "fleet", "-f", "markdown");

        var cut = $"{fleet.Address}: sent 2 of 1,200 objectives, those with alerts first; causes and cycles are those that it found among all";
        Assert.Equal((0, 0, 0), (text.Code, json.Code, markdown.Code));
        Assert.Equal(["cycle: ledger -> invoices -> ledger", "cause: payments (shop -> orders -> payments): its own fault"], text.Lines.TakeLast(2));
        Assert.Contains("cut: " + cut, text.Lines);
        Assert.All([text, json, markdown], run => Assert.Contains("slo: " + cut, run.Error, StringComparison.Ordinal));
        Assert.Contains(cut, markdown.Output, StringComparison.Ordinal);
        JsonNode result = JsonNode.Parse(json.Output)!;
        Assert.Equal("payments", Assert.Single(result["causes"]!.AsArray())!["name"]!.GetValue<string>());
        JsonNode said = Assert.Single(result["cut"]!.AsArray())!;
        Assert.Equal((fleet.Address, 2, 1200, true), (said["url"]!.GetValue<string>(), said["objectives"]!.GetValue<int>(), said["total"]!.GetValue<int>(), result["isWhole"]!.GetValue<bool>()));

        // Whether orders has further objectives is not known, so neither is what it promises.
        Assert.DoesNotContain(text.Lines, line => line.Contains("SLO0703", StringComparison.Ordinal));
    }

    // Nothing else has judged all of them: no answer that can be relied on.
    [Fact]
    public async Task Instance_ThatSendsAPart_IsNotJudgedSilently()
    {
        using Listener app = new(200, Part().ToJsonString());

        ToolRun text = await ToolRun.Of("map", "--url", app.Address);
        ToolRun json = await ToolRun.Of("map", "--url", app.Address, "-f", "json");

        Assert.Equal((3, 3), (text.Code, json.Code));
        Assert.Contains($"slo: {app.Address}: sent 2 of 1,200 objectives, those with alerts first; causes and cycles may be missing, or may be others", text.Error, StringComparison.Ordinal);
        Assert.Equal("cause: payments (shop -> orders -> payments): was not asked", text.Lines[^1]);
        Assert.False(JsonNode.Parse(json.Output)!["isWhole"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("causes", "{}")]
    [InlineData("causes", "[{}]")]
    [InlineData("cycles", "[1]")]
    [InlineData("total", "\"many\"")]
    [InlineData("total", "99999999999")]
    public async Task Answer_OfAnotherForm_IsNamed(string member, string value)
    {
        JsonNode answer = Part();
        answer[member] = JsonNode.Parse(value);
        using Listener app = new(200, answer.ToJsonString());

        ToolRun run = await ToolRun.Of("map", "--url", app.Address, "--scope", "fleet");

        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.Contains("unexpected response", run.Error, StringComparison.Ordinal);
    }

    private static JsonNode Part()
    {
        JsonNode part = JsonNode.Parse(Joined())!;
        part["callers"]!.AsArray().RemoveAt(2);
        part["nodes"]!.AsArray().RemoveAt(part["nodes"]!.AsArray().Count - 1);
        part["total"] = 1200;
        return part;
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

        joined["total"] = joined["callers"]!.AsArray().Count;
        return joined.ToJsonString();
    }

    private static string Read(string name) =>
        File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Dependencies", $"Map.{name}.approved.txt"));
}
