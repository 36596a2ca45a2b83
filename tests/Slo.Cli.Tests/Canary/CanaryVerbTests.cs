using System.Net;
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
        using Listener app = App(() => Answer.Replace("\"rollback\"", $"\"{verdict}\"", StringComparison.Ordinal));
        ToolRun run = await RunAsync(app, "--format", "json");

        Assert.Equal((code, ""), (run.Code, run.Error));
        Assert.Equal(verdict, JsonNode.Parse(run.Output)!["verdict"]!.GetValue<string>());
    }

    [Fact]
    public async Task Json_OfTheVerdict_IsThatOfTheApp()
    {
        using Listener app = App(() => Answer);
        JsonNode expected = JsonNode.Parse(Answer)!;
        expected.AsObject().Remove("instanceId");

        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse((await RunAsync(app, "--format", "json")).Output)));
    }

    [Theory]
    [InlineData("table", "  ")]
    [InlineData("markdown", " | ")]
    public async Task Table_OfTheVerdict_HasBothCohorts(string format, string separator)
    {
        using Listener app = App(() => Answer);
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
            return IsOfCohorts(request) ? Cohorts : Answer;
        });

        await ToolRun.Of("canary", "--url", app.Address + "slo/api/", "-n", "a b", "--baseline", "1&2", "--canary", "ü");

        Assert.Equal("/slo/api/v1/slos/a%20b/canary?baseline=1%262&canary=%C3%BC", asked);
    }

    // Held twice, then decided: the command does not wait any longer.
    [Fact]
    public async Task Wait_UntilTheVerdict_EndsWithIt()
    {
        var asked = 0;
        using Listener app = App(() => ++asked < 3 ? Answer.Replace("\"rollback\"", "\"hold\"", StringComparison.Ordinal) : Answer);
        ToolRun run = await RunAsync(app, "--wait", "1h", "--interval", "1s");

        Assert.Equal((1, 3), (run.Code, asked));
    }

    [Fact]
    public async Task Wait_WithoutAVerdict_EndsUndecided()
    {
        using Listener app = App(() => Answer.Replace("\"rollback\"", "\"hold\"", StringComparison.Ordinal));
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

    // Behind a load balancer each answer may be of another process, whose verdict is of other events.
    [Fact]
    public async Task OneAddress_OfSeveralProcesses_IsUndecided()
    {
        var asked = 0;
        using Listener balancer = App(() => Answer, () => $"{++asked}");
        ToolRun run = await RunAsync(balancer, "--wait", "10s", "--interval", "1s");

        Assert.Equal((3, "", 3), (run.Code, run.Output, asked));
        Assert.Contains("warning SLO0911", run.Error, StringComparison.Ordinal);
        Assert.Contains("error SLO0911: " + balancer.Address, run.Error, StringComparison.Ordinal);
        Assert.Contains("a single replica", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneProcess_ThatRestarts_IsAskedOnWithAWarning()
    {
        var asked = 0;
        using Listener app = App(() => asked < 6 ? Answer.Replace("\"rollback\"", "\"hold\"", StringComparison.Ordinal) : Answer, () => ++asked < 4 ? "a" : "b");
        ToolRun run = await RunAsync(app, "--wait", "10s", "--interval", "1s");

        Assert.Equal(1, run.Code);
        Assert.Contains("warning SLO0911: " + app.Address, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoAddresses_WithABalancerAtOneOfThem_AreUndecided()
    {
        var answers = 0;
        using Listener stable = Counting("1.0", 10_000, badPercent: 1, () => $"{answers++ % 2}");
        using Listener tried = Counting("2.0", 10_000, badPercent: 10);
        ToolRun run = await TwoAsync(tried, stable, "10s");

        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.Contains("error SLO0911: " + stable.Address, run.Error, StringComparison.Ordinal);
    }

    // What the process counted that answered before the restart is not subtracted from what the next one counts, nor compared.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoAddresses_WithAProcessThatRestarts_BeginAnew(bool tellsIt)
    {
        var answers = 0;
        using Listener stable = Counting("1.0", 10_000, badPercent: 1);
        using Listener tried = Counting("2.0", () => ++answers < 3 ? (0, 10 * answers) : (answers - 2, 0), () => answers < 3 || !tellsIt ? "a" : "b");
        ToolRun run = await TwoAsync(tried, stable, "4s");

        Assert.Contains("warning SLO0911: " + tried.Address, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Equal((3, "inconclusive", 0), (run.Code, JsonNode.Parse(run.Output)!["verdict"]!.GetValue<string>(), JsonNode.Parse(run.Output)!["canary"]!["badEvents"]!.GetValue<long>()));
    }

    [Fact]
    public async Task TwoAddresses_WithoutTheCohortAtOneOfThem_NameIt()
    {
        using Listener stable = Counting("1.3", 100, badPercent: 1);
        using Listener tried = Counting("2.0", 100, badPercent: 1);
        ToolRun run = await TwoAsync(tried, stable, "1s");

        Assert.Equal(3, run.Code);
        Assert.EndsWith($"; no event of '1.0' at {stable.Address} in the last hour, there are: 1.3", JsonNode.Parse(run.Output)!["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0+abc", "1.0", "1.0+abc")]
    [InlineData("1.0+abc", "1.0+abc", "1.0+abc")]
    [InlineData("1.0", "1.0+abc", "1.0")]
    [InlineData("1.0+abc", "1.0+def", "1.0+def")]
    [InlineData("1.0.1+abc", "1.0", "1.0")]
    public async Task Version_WithOrWithoutItsCommit_FindsItsCohort(string cohort, string given, string asked)
    {
        string? query = null;
        using Listener app = new(request =>
        {
            query = request.Url!.Query;
            return IsOfCohorts(request) ? Counted((cohort, 99, 1), ("2.0+f", 99, 1)) : Answer;
        });
        ToolRun run = await ToolRun.Of("canary", "--url", app.Address, "-n", "all", "--baseline", given, "--canary", "2.0");

        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.Equal($"?baseline={Uri.EscapeDataString(asked)}&canary=2.0%2Bf", query);
    }

    [Fact]
    public async Task Version_OfSeveralCohorts_IsRefusedWithTheirNames()
    {
        using Listener app = new(request => IsOfCohorts(request) ? Counted(("1.0+abc", 99, 1), ("1.0+def", 99, 1), ("1.0.1", 9, 1)) : Answer);
        ToolRun one = await RunAsync(app);
        ToolRun two = await TwoAsync(app, app, "1s");

        Assert.Equal((2, "", 2, ""), (one.Code, one.Output, two.Code, two.Output));
        Assert.Contains("error SLO0912: --baseline '1.0': several cohorts are of this version: 1.0+abc, 1.0+def; name one of them", one.Error, StringComparison.Ordinal);
        Assert.Contains("SLO0912", two.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_OfTheSameCohort_AreRefused()
    {
        using Listener app = new(request => IsOfCohorts(request) ? Counted(("1.0+abc", 99, 1)) : Answer);

        Assert.Equal(2, (await ToolRun.Of("canary", "--url", app.Address, "-n", "all", "--baseline", "1.0", "--canary", "1.0+abc")).Code);
    }

    [Theory]
    [InlineData("?scope=fleet", "not by the fleet")]
    [InlineData("?SCOPE=Fleet&a=b", "not by the fleet")]
    [InlineData("?a=b", "must end before the '?'")]
    public async Task Address_WithAScope_IsRefusedAndSaysWhy(string query, string why)
    {
        using Listener app = App(() => Answer);
        ToolRun one = await ToolRun.Of("canary", "--url", app.Address + query, "-n", "all", "--baseline", "1.0", "--canary", "2.0");
        ToolRun two = await RunAsync(app, "--baseline-url", app.Address + query, "--wait", "1s");

        Assert.Equal((2, 2), (one.Code, two.Code));
        Assert.Contains("--url", one.Error, StringComparison.Ordinal);
        Assert.Contains("--baseline-url", two.Error, StringComparison.Ordinal);
        Assert.All([one, two], run => Assert.Contains(why, run.Error, StringComparison.Ordinal));
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

    private static Task<ToolRun> TwoAsync(Listener tried, Listener stable, string wait) => RunAsync(
        tried, "--baseline-url", stable.Address, "--wait", wait, "--interval", "1s", "--format", "json");

    private static bool IsOfCohorts(HttpListenerRequest request) => request.Url!.AbsolutePath.EndsWith("/cohorts", StringComparison.Ordinal);

    // An app that sees both cohorts; the id is asked for each answer.
    private static Listener App(Func<string> verdict, Func<string>? instance = null) => new(request =>
    {
        var id = instance?.Invoke() ?? "a";
        return WithInstance(IsOfCohorts(request) ? Cohorts : verdict(), id);
    });

    // Counts so many more events with every answer.
    private static Listener Counting(string cohort, int events, int badPercent, Func<string>? instance = null)
    {
        long total = 0;
        return Counting(cohort, () =>
        {
            total += events;
            return (total - (total * badPercent / 100), total * badPercent / 100);
        }, instance);
    }

    private static Listener Counting(string cohort, Func<(long Good, long Bad)> count, Func<string>? instance = null) => new(_ =>
    {
        (long good, long bad) = count();
        return WithInstance(Counted((cohort, good, bad)), instance?.Invoke() ?? "a");
    });

    private static string Counted(params (string Cohort, long Good, long Bad)[] counts)
    {
        JsonNode answer = JsonNode.Parse(Cohorts)!;
        answer["cohorts"] = new JsonArray([.. counts.Select(count => new JsonObject
        {
            ["name"] = count.Cohort,
            ["goodEvents"] = count.Good,
            ["badEvents"] = count.Bad,
        })]);
        return answer.ToJsonString();
    }

    private static string WithInstance(string json, string id)
    {
        JsonNode answer = JsonNode.Parse(json)!;
        answer["instanceId"] = id;
        return answer.ToJsonString();
    }

    private static string Read(string name) =>
        File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Api", name + ".approved.txt"));
}
