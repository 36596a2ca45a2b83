using System.Diagnostics;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Replay;

/// <summary>The tool's lines, judged by the oracle's own judge. The short traces always, all of them with SLO_ALL_TRACES=1.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private static readonly string[] Short = ["blog_http_4xx5xx", "loghub_apache_workers", "nginxplus_hg"];
    private static readonly (string Period, string Alerts, string Names)[] Periods =
        [("30d", "workbook-30d", "page_fast,page_slow,ticket_fast,ticket_slow"), ("7d", "seed-7d", "page_fast,page_slow,ticket")];

    /// <summary>Where the oracle is absent one empty name, so that the test can say so.</summary>
    public static TheoryData<string> Names => Oracle.Root is null ? [""]
        : Environment.GetEnvironmentVariable("SLO_ALL_TRACES") != "1" ? [.. Short]
        : [.. Directory.EnumerateFiles(Oracle.PathOf("traces", "dev"), "*.csv").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replay_OfPublishedTrace_IsRightByTheOraclesJudge(string name)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        Assert.SkipWhen(!HasPython && Environment.GetEnvironmentVariable("CI") != "true", "python3 is not installed");
        using TestFolder folder = new();
        var trace = Oracle.PathOf("traces", "dev", name + ".csv");
        using var meta = JsonDocument.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(trace, ".meta.json"), TestContext.Current.CancellationToken));
        foreach (var target in meta.RootElement.GetProperty("targets").EnumerateArray().Select(target => target.GetString()!))
        {
            foreach ((string period, string alerts, string names) in Periods)
            {
                var definitions = folder.Definitions($$""" "traced": { "TargetRatio": {{target}}, "Period": "{{period}}" } """);
                ToolRun run = await ToolRun.Of("replay", "--slo", definitions, "--trace", trace, "--format", "jsonl", "--rule-names", names, "--unobserved", "exclude");
                Assert.Equal(0, run.Code);

                ToolRun verdict = await Judge(trace, target, period, alerts, folder.Write("got.jsonl", run.Output));

                output.WriteLine(verdict.Output + verdict.Error);
                Assert.True(verdict.Code == 0, verdict.Output + verdict.Error);
                Assert.Contains("instants | counts", verdict.Output, StringComparison.Ordinal);
                Assert.DoesNotContain(" 0 instants", verdict.Output, StringComparison.Ordinal);
            }
        }
    }

    private static async Task<ToolRun> Judge(string trace, string target, string period, string alerts, string got)
    {
        string[] arguments = [trace, "--target", target, "--period", period, "--alerts", alerts, "--ge", "--got", got];
        ProcessStartInfo start = new("python3", [Oracle.PathOf("tools", "compare.py"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var judge = Process.Start(start)!;
        return await ToolRun.End(judge);
    }

    private static bool HasPython => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "python3")));
}
