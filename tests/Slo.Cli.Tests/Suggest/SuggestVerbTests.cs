using System.Text.Json.Nodes;
using Slo.Cli.Definitions;
using Slo.Tests.History;
using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.Suggest;

/// <summary><c>slo suggest</c>, of an app and of a file.</summary>
public sealed class SuggestVerbTests : IDisposable
{
    private const string Answer = """
        {"asOf":"2026-03-01T00:00:00Z","judged":1,"omitted":2,"suggestions":[
          {"kind":"target","objective":"checkout","change":"Raise it.","reason":"It is loose.","json":"\"checkout\": {}","code":".A()"},
          {"kind":"rule","objective":"checkout","change":"Remove it.","reason":"It is loud.","json":null,"code":null}],
          "missing":[{"kind":"rule","objective":"search","reason":"Too little.","observedRatio":0.25,"neededRatio":0.5,"count":null,"neededCount":null},
          {"kind":"objective","objective":null,"reason":"Too few.","observedRatio":null,"neededRatio":null,"count":7,"neededCount":100}]}
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Suggestions_OfAnApp_AreShown()
    {
        using Listener app = new(200, Answer);
        ToolRun text = await ToolRun.Of("suggest", "--url", app.Address);
        ToolRun json = await ToolRun.Of("suggest", "--url", app.Address, "--format", "json");

        Assert.Equal(0, text.Code);
        Assert.Equal("checkout (target): Raise it.\n    It is loose.\n    \"checkout\": {}\n    .A()\n\ncheckout (rule): Remove it.\n    It is loud.\n\nsearch (too little history): Too little.\nroutes (too little history): Too few.\n", text.Output);
        Assert.Contains("2 objectives left out", text.Error, StringComparison.Ordinal);
        JsonNode result = JsonNode.Parse(json.Output)!;
        Assert.Equal((2, "rule"), ((int)result["omitted"]!, (string?)result["suggestions"]![1]!["kind"]));
        Assert.Null(result["suggestions"]![1]!["json"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Answer)!["missing"], result["missing"]));
    }

    [Theory]
    [InlineData("""{"suggestions":[]}""")]
    [InlineData("""{"asOf":"2026-03-01T00:00:00Z","judged":0,"omitted":0,"missing":[],"suggestions":[]}""")]
    [InlineData("""{"asOf":"2026-03-01T00:00:00Z","judged":1,"omitted":0,"missing":[],"suggestions":[{"kind":"magic","objective":"a","change":"","reason":"","json":null,"code":null}]}""")]
    [InlineData("[]")]
    public async Task Answer_ThatIsNone_IsNoResult(string answer)
    {
        using Listener app = new(200, answer);

        Assert.Equal(3, (await ToolRun.Of("suggest", "--url", app.Address)).Code);
    }

    [Fact]
    public async Task Suggestions_OfAFile_AreThoseOfItsHistory()
    {
        var definitions = _folder.Definitions(""" "a": { "TargetPercent": 90, "Period": "1d" }, "b": { "TargetPercent": 90, "Period": "1d" } """);
        await StateFiles.WriteAsync(
            _folder.PathOf("slo.db"), DefinitionFile.Read(definitions, "a"),
            Enumerable.Range(0, 24 * 60).Select(_ => (TimeSpan.FromMinutes(1), (SloEventCounts?)new SloEventCounts(1000, 1))));

        ToolRun run = await ToolRun.Of("suggest", "--state", _folder.PathOf("slo.db"), "-i", definitions, "--name", "A");
        ToolRun none = await ToolRun.Of("suggest", "--state", _folder.PathOf("slo.db"), "-i", definitions, "--name", "b");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal("a (target): Raise the target from 90 % to 99.8 %.", run.Lines[0]);
        Assert.Equal("""    "a": { "TargetPercent": 99.8 }""", run.Lines[2]);
        Assert.Equal((3, "The history is too short for suggestions."), (none.Code, none.Lines[0]));
        Assert.Equal("b (too little history): 0.0 % of 1d was observed; 50.0 % is needed, which is 12h.", none.Lines[1]);
    }

    [Theory]
    [InlineData("suggest")]
    [InlineData("suggest --url http://localhost:1 --state slo.db")]
    [InlineData("suggest --url nowhere")]
    [InlineData("suggest --prometheus http://localhost:1")]
    [InlineData("suggest --state missing.db")]
    public async Task CommandLine_WithoutOneSource_IsUsage(string line) => Assert.Equal(2, (await ToolRun.Of(line.Split(' '))).Code);
}
