using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Dependencies;

/// <summary>Calls are observed in the whole process, so these tests run one after the other.</summary>
[Collection("calls")]
public sealed class MapChainTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData("payments", true, "reporting", "reporting", "causing")]
    [InlineData("payments", false, "reporting", "reporting", "causing")]
    [InlineData("orders", true, "reporting", "causing", "healthy")]
    [InlineData("shop", true, "causing", "healthy", "healthy")]
    public async Task Chain_WithOneBroken_NamesItInEachService(
        string broken, bool hasActivities, string shop, string orders, string payments)
    {
        await using Chain chain = await Chain.StartAsync(hasActivities);
        Assert.Equal(0, await chain.SendAsync(60));
        chain.Broken = broken;
        Assert.Equal(20, await chain.SendAsync(20));

        Assert.Equal([shop, orders, payments], [await VerdictAsync(chain, "shop"), await VerdictAsync(chain, "orders"), await VerdictAsync(chain, "payments")]);
        JsonElement edge = Caller(await chain.MapAsync("shop")).GetProperty("edges")[0];
        Assert.Equal(("orders", true, true), (edge.GetProperty("dependency").GetString(), edge.GetProperty("isDeclared").GetBoolean(), edge.GetProperty("isObserved").GetBoolean()));
        Assert.Equal((80, broken == "shop" ? 0 : 20), (edge.GetProperty("calls").GetInt32(), edge.GetProperty("failedCalls").GetInt32()));
        Assert.Equal(broken != "shop", edge.GetProperty("isCause").GetBoolean());
        foreach (var name in (string[])["shop", "orders", "payments"])
        {
            await ApproveAsync(chain, name, broken == "payments" && hasActivities);
        }
    }

    [Fact]
    public async Task Handler_OfACountedClient_LinksItsCallsByTheirHost()
    {
        using HttpClient client = new(new SloDelegatingHandler(new SloRegistry().Add(new SloObjectiveBuilder("x").TargetPercent(99).Build()))
        {
            InnerHandler = new Answering(HttpStatusCode.ServiceUnavailable),
        });
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("all", objective => objective.TargetPercent(99).HttpServer()),
            web => web.MapGet("/", () => client.GetAsync("https://user:secret@payments.internal:8443/cards/4111?key=secret")),
            builder => builder.Services.AddSlo().AddDependencies());

        await app.GetAsync("/");
        await app.CountsAsync("all");

        SloDependencyStatus dependency = Assert.Single(app.Registry.Get("all").GetDependencies().Dependencies);
        Assert.Equal(("payments.internal:8443", new SloEventCounts(0, 1)), (dependency.Name, dependency.TotalCalls));
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("?window=5m", 200)]
    [InlineData("?window=3d", 200)]
    [InlineData("?window=4d", 400)]
    [InlineData("?window=0s", 400)]
    [InlineData("?window=%00%0a<script>", 400)]
    [InlineData("?slo=all&window=1h", 200)]
    [InlineData("?slo=unknown", 404)]
    public async Task Map_OfAnyQuery_IsAnswered(string query, int status)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("all", objective => objective.TargetPercent(99).HttpServer()),
            web => web.MapSloApi().AllowAnonymous());

        Assert.Equal((HttpStatusCode)status, await app.GetAsync("/slo/api/v1/map" + query));
    }

    [Fact]
    public async Task Map_WithoutObservation_SaysSo()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("all", objective => objective.TargetPercent(99).HttpServer().DependsOn("shop").DependsOn("payments", 98)),
            web => web.MapSloApi().AllowAnonymous());
        app.Registry.Get("all").Record(100, 100);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Registry.Evaluate();

        var map = JsonNode.Parse(await app.Client.GetStringAsync("/slo/api/v1/map", TestContext.Current.CancellationToken))!;

        Assert.False(map["isObserved"]!.GetValue<bool>());
        Assert.Equal(("unknown", "calls are not observed: AddDependencies is missing"), (map["callers"]![0]!["verdict"]!.GetValue<string>(), map["callers"]![0]!["reason"]!.GetValue<string>()));

        // The service itself is one node, and the edge to it is marked.
        Assert.Equal(["shop", "payments"], map["nodes"]!.AsArray().Select(node => node!["name"]!.GetValue<string>()));
        Assert.Contains(map["callers"]![0]!["edges"]!.AsArray(), edge => edge!["dependency"]!.GetValue<string>() == "shop" && edge["isSelf"]!.GetValue<bool>());
        Assert.Equal(["SLO0703", "SLO0843"], map["findings"]!.AsArray().Select(finding => finding!["code"]!.GetValue<string>()));
    }

    private static async Task<string?> VerdictAsync(Chain chain, string name)
    {
        JsonElement map = await chain.MapAsync(name);
        Assert.Equal(map.GetProperty("nodes")[0].GetProperty("verdict").GetString(), Caller(map).GetProperty("verdict").GetString());
        return Caller(map).GetProperty("verdict").GetString();
    }

    private static JsonElement Caller(JsonElement map) => map.GetProperty("callers")[0];

    // slo map joins these: Slo.Cli.Tests has the other half.
    private static async Task ApproveAsync(Chain chain, string name, bool isMeant)
    {
        if (isMeant)
        {
            JsonNode map = JsonNode.Parse((await chain.MapAsync(name)).GetRawText())!;
            Assert.Null(Approval.Difference(map.ToJsonString(Indented), "tests", "Slo.AspNetCore.Tests", "Dependencies", $"Map.{name}.approved.txt"));
        }
    }

    private sealed class Answering(HttpStatusCode code) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(code));
    }
}
