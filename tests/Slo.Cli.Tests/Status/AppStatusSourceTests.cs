using System.Globalization;
using Slo.Cli.Status;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Status;

public sealed class AppStatusSourceTests
{
    [Fact]
    public async Task Read_OfSeveralPages_HasEveryObjective()
    {
        using Listener listener = new(request => request.QueryString["cursor"] switch
        {
            null => Page("b & c", "a", "b & c"),
            "b & c" => Page("d", "d"),
            _ => Page(null, "e"),
        });

        Assert.Equal(["a", "b & c", "d", "e"], await ReadAsync(listener));
    }

    [Fact]
    public async Task Read_OfAnAppWithoutPages_HasEveryObjective()
    {
        using Listener listener = new(200, $$"""{"slos":[{{Objective("a")}}]}""");

        Assert.Equal(["a"], await ReadAsync(listener));
    }

    [Theory]
    [InlineData("same", "a")]
    [InlineData("empty")]
    [InlineData("endless", "a")]
    public async Task Read_OfPagesThatNeverEnd_Ends(string kind, params string[] names)
    {
        var asked = 0;
        using Listener listener = new(_ => Page(kind == "same" ? "a" : string.Create(CultureInfo.InvariantCulture, $"n{++asked}"), names));

        await Assert.ThrowsAsync<UnansweredException>(() => ReadAsync(listener));
    }

    [Theory]
    [InlineData("check --min-events 0")]
    [InlineData("report")]
    [InlineData("report --format html")]
    public async Task Scope_IsAskedFor(string verb)
    {
        List<string?> scopes = [];
        using Listener listener = new(request =>
        {
            if (request.RawUrl!.Contains("v1/gate", StringComparison.Ordinal))
            {
                return Listener.Missing;
            }

            scopes.Add(request.QueryString["scope"]);
            return Page(null, "a");
        });

        await ToolRun.Of([.. verb.Split(' '), "--url", listener.Address, "--scope", "fleet"]);
        await ToolRun.Of([.. verb.Split(' '), "--url", listener.Address]);
        ToolRun wrong = await ToolRun.Of([.. verb.Split(' '), "--state", "slo.db", "--scope", "fleet"]);

        Assert.Equal(["fleet", null], scopes);
        Assert.Equal(2, wrong.Code);
    }

    // The session of the article: five minutes are promised, twenty seconds were seen, and nine of a hundred responses were bad. The budget of
    // the five minutes is not gone, no rule fires, and the promise is not kept so far.
    [Theory]
    [InlineData(91, 9, 1, "| ❌ below target so far | 99 % | 5m | 91 % | 6.67 % | 40 % |")]
    [InlineData(99, 1, 0, "| ✅ healthy | 99 % | 5m | 99 % | 6.67 % | 93.33 % |")]
    [InlineData(18, 1, 3, "| ❌ below target so far | 99 % | 5m | 94.74 % | 6.67 % | 64.91 % |")]
    public async Task CheckAndReport_OfTheFirstSecondsOfAPeriod_JudgeWhatWasSeen(int good, int bad, int code, string row)
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("session").TargetPercent(99).Rolling(TimeSpan.FromMinutes(5)).Build());
        tracker.Record(good, bad);
        time.Advance(TimeSpan.FromSeconds(20));
        registry.Evaluate();
        using Listener listener = new(200, $$"""{"slos":[{{Objective(tracker.Status)}}]}""");

        ToolRun report = await ToolRun.Of("report", "--url", listener.Address, "--format", "markdown");

        Assert.Equal(code, (await ToolRun.Of("check", "--url", listener.Address)).Code);
        Assert.Equal(bad == 9 ? 0 : code, (await ToolRun.Of("check", "--url", listener.Address, "--fail-on", "exhausted")).Code);
        Assert.Equal(code == 0 ? 3 : code, (await ToolRun.Of("check", "--url", listener.Address, "--min-coverage", "7")).Code);
        Assert.Contains(row, report.Output, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> ReadAsync(Listener listener)
    {
        using HttpClient client = new();
        AppStatusSource statuses = new(client, new Uri(listener.Address));
        return (await statuses.ReadAsync(TestContext.Current.CancellationToken)).Select(status => status.Name);
    }

    private static string Page(string? next, params string[] names) =>
        $$"""{"next":{{(next is null ? "null" : $"\"{next}\"")}},"slos":[{{string.Join(',', names.Select(Objective))}}]}""";

    private static string Objective(SloStatus status) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"name":"{{status.Objective.Name}}","service":null,"state":"{{status.State}}","targetRatio":{{status.Objective.TargetRatio}},
        "period":{"text":"{{status.Objective.Period}}"},"complianceRatio":{{status.ComplianceRatio}},"isMet":{{(status.IsMet == true ? "true" : "false")}},
        "coverageRatio":{{status.CoverageRatio}},"goodEvents":{{status.Events.Good}},"badEvents":{{status.Events.Bad}},
        "errorBudget":{"remainingRatio":{{status.ErrorBudgetRemainingRatio}},"burnRate":{{status.PeriodBurnRate}}},
        "rules":[{{string.Join(',', status.Alert.Rules.Select(rule => string.Create(CultureInfo.InvariantCulture,
            $$"""{"kind":"burnRate","severity":"page","text":"r","state":"{{(rule.State == AlertState.Firing ? "firing" : "inactive")}}","longBurnRate":{{rule.LongBurnRate}},"shortBurnRate":{{rule.ShortBurnRate}}}""")))}}]}
        """);

    private static string Objective(string name) => $$"""
        {"name":"{{name}}","service":null,"state":"noData","targetRatio":0.99,"period":{"text":"30d"},"complianceRatio":null,"goodEvents":0,"badEvents":0,
        "errorBudget":{"remainingRatio":null,"burnRate":null},"rules":[]}
        """;
}
