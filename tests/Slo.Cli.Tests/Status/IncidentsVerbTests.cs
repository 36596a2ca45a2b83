using System.Text.Json.Nodes;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Status;

public sealed class IncidentsVerbTests
{
    // What the API of an app answers: Slo.AspNetCore.Tests has the other half.
    private static readonly string Answer = File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Api", "ApiIncidents.approved.txt"));

    [Fact]
    public async Task Incidents_AsATable_AreALineEach()
    {
        using Listener app = new(200, Answer.Replace("\"endedAt\": null", "\"endedAt\": \"2026-01-01T00:06:00Z\"", StringComparison.Ordinal));
        ToolRun run = await ToolRun.Of("incidents", "--url", app.Address);

        Assert.Equal(0, run.Code);
        Assert.Equal(
            ["2026-01-01 00:01:00", "5m", "all", "page", "100x", "2,000", "10000 %", "page at 1x over 5m/25s"],
            run.Lines[^1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task Incidents_AsJson_AreThoseOfTheApp()
    {
        using Listener app = new(200, Answer);
        ToolRun run = await ToolRun.Of("incidents", "--url", app.Address, "--format", "json");

        Assert.Equal(0, run.Code);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Answer)!["incidents"], JsonNode.Parse(run.Output)!["incidents"]));
    }

    [Fact]
    public async Task Question_HasNameAndLimit()
    {
        string? asked = null;
        using Listener app = new(request =>
        {
            asked = request.RawUrl;
            return """{"incidents":[]}""";
        });

        Assert.Equal(0, (await ToolRun.Of("incidents", "--url", app.Address + "slo/api/", "--name", "a&b", "--limit", "5", "--format", "markdown")).Code);
        Assert.Equal("/slo/api/v1/incidents?limit=5&slo=a%26b", asked);
        Assert.Equal(2, (await ToolRun.Of("incidents", "--url", app.Address, "--limit", "1001")).Code);
        Assert.Equal(2, (await ToolRun.Of("incidents", "--url", "app")).Code);
        Assert.Equal(2, (await ToolRun.Of("incidents")).Code);
    }

    [Theory]
    [InlineData(403, "")]
    [InlineData(500, "")]
    [InlineData(200, "no JSON")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"incidents":[{}]}""")]
    [InlineData(200, """{"incidents":[1]}""")]
    [InlineData(200, """{"incidents":{}}""")]
    public async Task Answer_ThatIsNone_IsUndecided(int status, string body)
    {
        using Listener app = new(status, body);
        ToolRun run = await ToolRun.Of("incidents", "--url", app.Address);

        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.StartsWith("slo: http", run.Error, StringComparison.Ordinal);
    }
}
