using System.Text.Json.Nodes;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Status;

/// <summary><c>slo exclude</c> and <c>slo override</c>. What the API of an app answers: Slo.AspNetCore.Tests has the other half.</summary>
public sealed class DecisionVerbTests
{
    private static readonly string Exclusions = Answer("ApiExclusions");
    private static readonly string Overrides = Answer("ApiTargetOverrides");

    [Theory]
    [InlineData("exclude", "a|ALL|Sun 02:00-04:00 Europe/Berlin|operator|upgrade", "b|all|2025-12-31T21:00:00Z/2026-01-01T02:00:00Z|ann|")]
    [InlineData("override", "a|ALL|99.5 %|2026-01-01 00:00:00|2026-01-01 02:00:00|operator|new hardware", "b|orders|50 %|2026-01-02 00:00:00|2026-01-03 00:00:00|ann|")]
    public async Task List_AsMarkdown_IsALineEach(string verb, params string[] rows)
    {
        string? asked = null;
        using Listener app = new(request =>
        {
            asked = $"{request.HttpMethod} {request.RawUrl}";
            return verb == "exclude" ? Exclusions : Overrides;
        });
        ToolRun run = await ToolRun.Of(verb, "--list", "--url", app.Address + "slo/api/", "--objective", "a&b", "--format", "markdown");
        ToolRun table = await ToolRun.Of(verb, "--list", "--url", app.Address + "slo/api/", "--objective", "a&b");

        Assert.Equal((0, 0), (run.Code, table.Code));
        Assert.Equal($"GET /slo/api/v1/{(verb == "exclude" ? "exclusions" : "target-overrides")}?slo=a%26b", asked);
        Assert.Equal(rows, run.Lines.Skip(2).Select(line => string.Join('|', line.Trim('|').Split('|', StringSplitOptions.TrimEntries))));
        Assert.All(rows, row => Assert.All(row.Split('|'), cell => Assert.Contains(cell, table.Output, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("exclude", "exclusions")]
    [InlineData("override", "targetOverrides")]
    public async Task List_AsJson_IsThatOfTheApp(string verb, string items)
    {
        var answer = verb == "exclude" ? Exclusions : Overrides;
        using Listener app = new(200, answer);
        ToolRun run = await ToolRun.Of(verb, "--list", "--url", app.Address, "--format", "json");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(answer)![items], JsonNode.Parse(run.Output)![items]));
    }

    [Theory]
    [InlineData(
        "exclude --when Sun --reason why", "/v1/exclusions",
        """{"when":"Sun","from":null,"to":null,"objective":null,"by":null,"reason":"why"}""")]
    [InlineData(
        "exclude --from 2026-01-01T00:00:00Z --to 2026-01-02 --objective orders --by ann", "/v1/exclusions",
        """{"when":null,"from":"2026-01-01T00:00:00Z","to":"2026-01-02","objective":"orders","by":"ann","reason":null}""")]
    [InlineData(
        "override --objective orders --target-percent 99.50 --for 120m --by ann", "/v1/target-overrides",
        """{"targetPercent":99.50,"for":"2h","from":null,"to":null,"objective":"orders","by":"ann","reason":null}""")]
    [InlineData(
        "override -n orders --target-percent 99 --from 2026-01-01 --to 2026-01-02", "/v1/target-overrides",
        """{"targetPercent":99,"for":null,"from":"2026-01-01","to":"2026-01-02","objective":"orders","by":null,"reason":null}""")]
    public async Task Decision_IsPostedAndShownWithItsId(string line, string path, string body)
    {
        (string Method, string? Url, string? Type, string? Body) asked = default;
        using Listener app = new(request =>
        {
            using StreamReader reader = new(request.InputStream);
            asked = (request.HttpMethod, request.RawUrl, request.ContentType, reader.ReadToEnd());
            JsonNode list = JsonNode.Parse(line.StartsWith("exclude", StringComparison.Ordinal) ? Exclusions : Overrides)!;
            return list[line.StartsWith("exclude", StringComparison.Ordinal) ? "exclusions" : "targetOverrides"]![1]!.ToJsonString();
        });
        ToolRun run = await ToolRun.Of([.. line.Split(' '), "--url", app.Address, "--format", "json", "--header", "Authorization: Bearer x"]);

        Assert.Equal(0, run.Code);
        Assert.Equal(("POST", path, "application/json"), (asked.Method, asked.Url, asked.Type));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(asked.Body!)), asked.Body);
        Assert.Equal("b", JsonNode.Parse(run.Output)!.AsObject().Single().Value![0]!["id"]!.GetValue<string>());
        Assert.Equal(["Bearer x"], app.Authorizations);
    }

    [Theory]
    [InlineData("exclude --remove a", "DELETE /v1/exclusions/a")]
    [InlineData("exclude --remove a&b --by ann --reason w&y", "DELETE /v1/exclusions/a%26b?by=ann&reason=w%26y")]
    [InlineData("override --end a --reason why", "DELETE /v1/target-overrides/a?reason=why")]
    public async Task Decision_ThatIsTakenBack_IsDeleted(string line, string expected)
    {
        string? asked = null;
        using Listener app = new(request =>
        {
            asked = $"{request.HttpMethod} {request.RawUrl}";
            return "";
        });
        ToolRun run = await ToolRun.Of([.. line.Split(' '), "--url", app.Address]);

        Assert.Equal((0, expected), (run.Code, asked));
        Assert.StartsWith("a", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exclude")]
    [InlineData("exclude --objective orders")]
    [InlineData("exclude --when Sun --list")]
    [InlineData("exclude --when Sun --from 2026-01-01")]
    [InlineData("exclude --from 2026-01-01")]
    [InlineData("exclude --to 2026-01-01")]
    [InlineData("exclude --list --remove a")]
    [InlineData("override")]
    [InlineData("override --objective orders --target-percent 99")]
    [InlineData("override --objective orders --for 2h")]
    [InlineData("override --target-percent 99 --for 2h")]
    [InlineData("override --objective orders --target-percent 99 --for 2h --to 2026-01-01")]
    [InlineData("override --objective orders --target-percent x --for 2h")]
    [InlineData("override --objective orders --target-percent 99 --for soon")]
    [InlineData("override --objective orders --target-percent 99 --for 2h --end a")]
    public async Task CommandLine_ThatIsNoDecision_IsRefusedWithoutARequest(string line)
    {
        var asked = 0;
        using Listener app = new(_ => $"{{{++asked}}}");

        Assert.Equal(2, (await ToolRun.Of([.. line.Split(' '), "--url", app.Address])).Code);
        Assert.Equal(0, asked);
        Assert.Equal(2, (await ToolRun.Of(line.Split(' '))).Code);
    }

    [Theory]
    [InlineData(400, "{}")]
    [InlineData(403, "")]
    [InlineData(404, "no JSON")]
    [InlineData(503, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, "no JSON")]
    [InlineData(200, """{"exclusions":[{}],"targetOverrides":[{}]}""")]
    public async Task Answer_ThatIsNone_IsUndecided(int status, string body)
    {
        using Listener app = new(status, body);
        foreach (var line in (string[])["exclude --list", "exclude --when Sun", "override --list", "override -n a --target-percent 9 --for 1h"])
        {
            ToolRun run = await ToolRun.Of([.. line.Split(' '), "--url", app.Address]);

            Assert.Equal((3, ""), (run.Code, run.Output));
            Assert.StartsWith("slo: http", run.Error, StringComparison.Ordinal);
        }
    }

    // What the app says is wrong is more than its status code.
    [Theory]
    [InlineData("exclude --when Sun", 400)]
    [InlineData("override --end a", 404)]
    public async Task Refusal_IsToldWithTheReasonOfTheApp(string line, int status)
    {
        var refusal = Answer("ApiRefusal");
        using Listener app = new(status, refusal, "application/problem+json");
        ToolRun run = await ToolRun.Of([.. line.Split(' '), "--url", app.Address]);

        Assert.Equal(3, run.Code);
        Assert.Contains(JsonNode.Parse(refusal)!["detail"]!.GetValue<string>(), run.Error, StringComparison.Ordinal);
    }

    private static string Answer(string name) => File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Api", $"{name}.approved.txt"));
}
