using System.Text.Json.Nodes;
using Slo.Testing;
using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.Canary;

public sealed class CanaryVerbTests
{
    // What the API of an app answers: Slo.AspNetCore.Tests has the other half.
    private static readonly string Answer = Read("ApiCanary");
    private static readonly string Cohorts = Read("ApiCohorts");

    [Theory]
    [InlineData("promote", 0)]
    [InlineData("rollback", 1)]
    [InlineData("inconclusive", 3)]
    [InlineData("hold", 3)]
    public async Task Verdict_OfTheApp_IsTheExitCode(string verdict, int code)
    {
        using Listener app = new(200, Answer.Replace("\"rollback\"", $"\"{verdict}\"", StringComparison.Ordinal));
        ToolRun run = await RunAsync(app, "--format", "json");

        Assert.Equal((code, ""), (run.Code, run.Error));
        Assert.Equal(verdict, JsonNode.Parse(run.Output)!["verdict"]!.GetValue<string>());
    }

    [Fact]
    public async Task Json_OfTheVerdict_IsThatOfTheApp()
    {
        using Listener app = new(200, Answer);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Answer), JsonNode.Parse((await RunAsync(app, "--format", "json")).Output)));
    }

    [Theory]
    [InlineData("table", "  ")]
    [InlineData("markdown", " | ")]
    public async Task Table_OfTheVerdict_HasBothCohorts(string format, string separator)
    {
        using Listener app = new(200, Answer);
        ToolRun run = await RunAsync(app, "--format", format);

        Assert.Equal(
            ["rollback", "all", "1.0", "1", "100", "2.0", "40", "100", "40x"],
            run.Lines[^1].Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(cell => cell.TrimStart('|', ' ')).Take(9));
    }

    [Fact]
    public async Task Question_NamesBothCohorts()
    {
        string? asked = null;
        using Listener app = new(request =>
        {
            asked = request.RawUrl;
            return Answer;
        });

        await ToolRun.Of("canary", "--url", app.Address + "slo/api/", "-n", "a b", "--baseline", "1&2", "--canary", "ü");

        Assert.Equal("/slo/api/v1/slos/a%20b/canary?baseline=1%262&canary=%C3%BC", asked);
    }

    // Held twice, then decided: nobody waits any longer.
    [Fact]
    public async Task Wait_UntilTheVerdict_EndsWithIt()
    {
        var asked = 0;
        using Listener app = new(_ => ++asked < 3 ? Answer.Replace("\"rollback\"", "\"hold\"", StringComparison.Ordinal) : Answer);
        ToolRun run = await RunAsync(app, "--wait", "1h", "--interval", "1s");

        Assert.Equal((1, 3), (run.Code, asked));
    }

    [Fact]
    public async Task Wait_WithoutAVerdict_EndsUndecided()
    {
        using Listener app = new(200, Answer.Replace("\"rollback\"", "\"hold\"", StringComparison.Ordinal));
        ToolRun run = await RunAsync(app, "--wait", "1s", "--interval", "1s");

        Assert.Equal(3, run.Code);
        Assert.Contains("hold", run.Output, StringComparison.Ordinal);
    }

    // Two processes, each with its own cohort: the tool compares what they count while it waits.
    [Theory]
    [InlineData(10_000, 10, 1)]
    [InlineData(10_000, 0, 0)]
    [InlineData(100, 0, 3)]
    public async Task TwoProcesses_AreComparedByWhatTheyCountMeanwhile(int events, int badPercent, int code)
    {
        using Listener stable = Counting("1.0", events, badPercent: 1);
        using Listener tried = Counting("2.0", events, badPercent);
        ToolRun run = await ToolRun.Of(
            "canary", "--url", tried.Address, "--baseline-url", stable.Address, "-n", "all", "--baseline", "1.0", "--canary", "2.0",
            "--wait", "2s", "--interval", "1s", "--format", "json");

        Assert.Equal((code, ""), (run.Code, run.Error));
        JsonNode baseline = JsonNode.Parse(run.Output)!["baseline"]!;
        Assert.Equal(0, (baseline["goodEvents"]!.GetValue<long>() + baseline["badEvents"]!.GetValue<long>()) % events);
    }

    [Fact]
    public async Task CommandLine_ThatIsWrong_IsRefused()
    {
        using Listener app = new(200, Answer);

        Assert.Equal(2, (await ToolRun.Of("canary")).Code);
        Assert.Equal(2, (await ToolRun.Of("canary", "--url", "app", "-n", "all", "--baseline", "1.0", "--canary", "2.0")).Code);
        Assert.Equal(2, (await ToolRun.Of("canary", "--url", app.Address, "-n", "all", "--baseline", "1.0", "--canary", "1.0")).Code);
        Assert.Equal(2, (await RunAsync(app, "--baseline-url", app.Address)).Code);
        Assert.Equal(2, (await RunAsync(app, "--baseline-url", "app", "--wait", "1s")).Code);
    }

    [Theory]
    [InlineData(403, "")]
    [InlineData(404, "")]
    [InlineData(500, "")]
    [InlineData(200, "no JSON")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"verdict":"maybe"}""")]
    public async Task Answer_ThatIsNone_IsUndecided(int status, string body)
    {
        using Listener app = new(status, body);
        ToolRun one = await RunAsync(app);
        ToolRun two = await RunAsync(app, "--baseline-url", app.Address, "--wait", "1s", "--interval", "1s");

        Assert.Equal((3, "", 3, ""), (one.Code, one.Output, two.Code, two.Output));
        Assert.StartsWith("slo: http", one.Error, StringComparison.Ordinal);
    }

    private static Task<ToolRun> RunAsync(Listener app, params string[] more) =>
        ToolRun.Of(["canary", "--url", app.Address, "-n", "all", "--baseline", "1.0", "--canary", "2.0", .. more]);

    // Counts so many more events with every answer.
    private static Listener Counting(string cohort, int events, int badPercent)
    {
        long answers = 0;
        return new(_ =>
        {
            var total = ++answers * events;
            JsonNode answer = JsonNode.Parse(Cohorts)!;
            answer["cohorts"] = new JsonArray(new JsonObject
            {
                ["name"] = cohort,
                ["goodEvents"] = total - (total * badPercent / 100),
                ["badEvents"] = total * badPercent / 100,
            });
            return answer.ToJsonString();
        });
    }

    private static string Read(string name) =>
        File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Api", name + ".approved.txt"));
}
