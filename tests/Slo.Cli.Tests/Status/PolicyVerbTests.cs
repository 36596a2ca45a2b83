using System.Text.Json.Nodes;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Status;

/// <summary><c>slo policy</c>, <c>slo check</c> with a release gate, <c>slo gate-override</c> and <c>slo deployments</c>. What the API of an app
/// answers: Slo.AspNetCore.Tests has the other half.</summary>
public sealed class PolicyVerbTests
{
    private const string Page = """
        {"asOf":"2026-01-01T00:00:00Z","total":1,"next":null,"slos":[{"name":"checkout","service":"shop","state":"healthy","targetRatio":0.9,
        "period":{"text":"30d"},"complianceRatio":0.95,"isMet":true,"coverageRatio":1,"goodEvents":950,"badEvents":50,
        "errorBudget":{"remainingRatio":0.5,"burnRate":0.5},"rules":[]}]}
        """;

    private static readonly string Policies = Answer("ApiPolicies");

    [Fact]
    public async Task Policy_OfAnApp_ShowsWhatIsInForceFirst()
    {
        using Listener app = new(200, Policies);
        ToolRun table = await ToolRun.Of("policy", "--url", app.Address);
        ToolRun inForce = await ToolRun.Of("policy", "--url", app.Address, "--in-force", "--format", "markdown");
        ToolRun json = await ToolRun.Of("policy", "--url", app.Address, "--format", "json");

        Assert.Equal((0, 0, 0), (table.Code, inForce.Code, json.Code));
        Assert.Contains("budget below 50% until 75%", table.Output, StringComparison.Ordinal);
        Assert.All(inForce.Lines.Skip(2), line => Assert.StartsWith("| YES |", line, StringComparison.Ordinal));
        Assert.Equal(
            JsonNode.Parse(Policies)!["levels"]!.AsArray().Select(level => (level!["reason"]!.ToString(), level["isInForce"]!.GetValue<bool>())),
            JsonNode.Parse(json.Output)!["levels"]!.AsArray().Select(level => (level!["reason"]!.ToString(), level["isInForce"]!.GetValue<bool>())));
    }

    [Theory]
    [InlineData("--url", "--name", "chekout")]
    [InlineData("--prometheus")]
    public async Task Policy_OfWhatHasNone_IsUndecided(string source, params string[] more)
    {
        using Listener app = new(200, Policies);

        Assert.Equal(3, (await ToolRun.Of(["policy", source, app.Address, .. more])).Code);
    }

    [Theory]
    [InlineData("open", "", 0)]
    [InlineData("closed", "", 1)]
    [InlineData("closed", "--fail-on exhausted", 1)]
    [InlineData("closed", "--fail-on gate", 1)]
    [InlineData("closed", "--fail-on never", 0)]
    [InlineData("open", "--fail-on gate", 0)]
    [InlineData("overridden", "", 0)]
    [InlineData("overridden", "--fail-on gate", 0)]
    [InlineData("absent", "", 0)]
    [InlineData("absent", "--fail-on gate", 3)]
    [InlineData("broken", "", 3)]
    public async Task Check_FollowsTheReleaseGate(string gate, string options, int code)
    {
        using Listener app = new(request => request.RawUrl!.Contains("v1/gate", StringComparison.Ordinal) ? Gate(gate) : Page);
        ToolRun run = await ToolRun.Of(["check", "--url", app.Address, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(code, run.Code);
        if (gate == "closed" && code == 1)
        {
            Assert.Contains("FAIL", run.Output, StringComparison.Ordinal);
            ToolRun json = await ToolRun.Of("check", "--url", app.Address, "--format", "json");
            Assert.Equal(
                "policy shop, budget below 0%: -12 % of the error budget is left, below 0 %; until 2026-04-01 00:00:00 UTC",
                JsonNode.Parse(json.Output)!["objectives"]![0]!["faults"]![0]!.GetValue<string>());
        }
        else if (gate == "overridden")
        {
            Assert.Contains("ok (overridden)", run.Output, StringComparison.Ordinal);
            Assert.Contains("overridden until 2026-03-01 12:00:00 UTC by ann: fixes it", (await ToolRun.Of(["check", "--url", app.Address, "--format", "json"])).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Check_SaysThatAReviewIsRequired_AndPasses()
    {
        using Listener app = new(request => request.RawUrl!.Contains("v1/gate", StringComparison.Ordinal) ? Gate("open", reviews: true) : Page);
        ToolRun run = await ToolRun.Of("check", "--url", app.Address);

        Assert.Equal(0, run.Code);
        Assert.Contains("a review is required: CHECKOUT: policy shop", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AsksTheGateForTheObjectivesThatAreMeant()
    {
        List<string?> asked = [];
        using Listener app = new(request =>
        {
            asked.Add(request.RawUrl);
            return request.RawUrl!.Contains("v1/gate", StringComparison.Ordinal) ? Gate("open") : Page;
        });
        await ToolRun.Of("check", "--url", app.Address + "slo/api/", "--name", "Checkout");

        Assert.Equal("/slo/api/v1/gate?name=Checkout", asked[^1]);
    }

    [Theory]
    [InlineData(
        "gate-override --objective checkout --for 120m --by Ada --reason why",
        """{"for":"2h","to":null,"objective":"checkout","by":"Ada","reason":"why"}""")]
    [InlineData(
        "gate-override --to 2026-01-02T00:00:00Z --reason why",
        """{"for":null,"to":"2026-01-02T00:00:00Z","objective":null,"by":null,"reason":"why"}""")]
    public async Task Override_IsPosted(string line, string body)
    {
        string? sent = null;
        using Listener app = new(request =>
        {
            using StreamReader reader = new(request.InputStream);
            sent = $"{request.HttpMethod} {request.RawUrl} {reader.ReadToEnd()}";
            return """{"id":"a","objective":null,"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z","owner":"ann","reason":"why"}""";
        });
        ToolRun run = await ToolRun.Of([.. line.Split(' '), "--url", app.Address]);

        Assert.Equal((0, $"POST /v1/gate/overrides {body}"), (run.Code, sent));
        Assert.Contains("2026-01-02 00:00:00", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gate-override --url http://localhost:1")]
    [InlineData("gate-override --url http://localhost:1 --for 8d --reason why")]
    [InlineData("gate-override --url http://localhost:1 --for 1h --to 2026-01-02 --reason why")]
    [InlineData("deployments --url http://localhost:1 --limit 101")]
    [InlineData("deployments --url http://localhost:1 --window 8d")]
    public async Task WrongCommandLine_IsRefused(string line) => Assert.Equal(2, (await ToolRun.Of(line.Split(' '))).Code);

    [Fact]
    public async Task Deployments_ShowWhatEachCost()
    {
        string? asked = null;
        using Listener app = new(request =>
        {
            asked = request.RawUrl;
            return """
                {"asOf":"2026-01-02T00:00:00Z","isComplete":true,"window":"1h","deployments":[
                {"id":2,"at":"2026-01-01T10:00:00Z","version":"v2","actor":"ci","reason":null,"until":"2026-01-01T11:00:00Z","costs":[
                  {"objective":"checkout","goodEvents":100,"badEvents":8,"budgetSpentRatio":0.0812,"period":"1M","resolution":"10s"},
                  {"objective":"orders","goodEvents":100,"badEvents":0,"budgetSpentRatio":null,"period":"30d","resolution":"10s"}]},
                {"id":1,"at":"2026-01-01T09:00:00Z","version":"v1","actor":null,"reason":null,"until":"2026-01-01T10:00:00Z","costs":[]}]}
                """;
        });
        ToolRun run = await ToolRun.Of("deployments", "--url", app.Address, "--name", "a b", "--window", "6h", "--limit", "2", "--format", "markdown");

        Assert.Equal("/v1/deployments?limit=2&slo=a%20b&window=6h", asked);
        Assert.Equal(
            [
                "| 2026-01-01 10:00:00 | v2 | ci | 1h | checkout | 8 | 8.12 % of the budget of 1M |",
                "| 2026-01-01 10:00:00 | v2 | ci | 1h | orders | 0 | not known |",
                "| 2026-01-01 09:00:00 | v1 |  | 1h |  | 0 | not known |",
            ],
            run.Lines.Skip(2));
    }

    private static string Gate(string state, bool reviews = false)
    {
        var isOverridden = state == "overridden";
        var reason = $$"""
            {"objective":"CHECKOUT","cause":"policy","policy":"shop","level":"budget below 0%","value":-0.12,"limit":0,"since":null,
            "until":"2026-04-01T00:00:00Z","scope":"instance","whoMayOverride":null,"overriddenBy":{{(isOverridden ? "\"a\"" : "null")}},
            "text":"policy shop, budget below 0%: -12 % of the error budget is left, below 0 %"}
            """;
        return state == "broken" ? "{}" : state == "absent" ? Listener.Missing : $$"""
            {"gate":"{{(state == "closed" ? "closed" : "open")}}","asOf":"2026-03-01T00:00:00Z","isComplete":true,"objectives":["checkout"],
            "withoutData":[],"reasons":[{{(state == "open" ? "" : reason)}}],"reviews":[{{(reviews ? reason : "")}}],
            "overrides":[{{(isOverridden ? """{"id":"a","objective":null,"from":"2026-03-01T00:00:00Z","to":"2026-03-01T12:00:00Z","owner":"ann","reason":"fixes it"}""" : "")}}]}
            """;
    }

    private static string Answer(string name) =>
        File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Api", name + ".approved.txt"));
}
