using System.Globalization;
using System.Text.Json;
using Slo.Tests.Prometheus;
using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.History;

/// <summary>The history of an objective from the counters of a real Prometheus, and from answers that are none.</summary>
public sealed class PrometheusImportTests : IDisposable
{
    private const int Minutes = 240;

    private readonly TestFolder _folder = new();
    private readonly string _definitions;

    public PrometheusImportTests() => _definitions = _folder.Definitions(""" "a": { "TargetPercent": 90, "Period": "7d" } """);

    public void Dispose() => _folder.Dispose();

    private string Database => _folder.PathOf("slo.db");

    // Ten good events and one bad a minute in each of two processes. One begins again at 0 after half an hour, the other one is not reached
    // for five minutes, and from the second to the third hour Prometheus itself was down.
    [Fact]
    public async Task Counters_WithResetsAndGaps_AreCountedOnceAndOnlyWhereThereIsData()
    {
        Promtool.SkipWhereAbsent();
        await using PrometheusServer server = await PrometheusServer.StartAsync(Samples);

        JsonElement done = await ImportedAsync(server.Address, "--total-query", "http_requests_total", "--bad-query", "http_requests_total{code=\"500\"}");

        // A sample counts for one step and a half: the first step without one was observed, and nothing came.
        var observed = Minutes - 59;
        Assert.Equal(observed * 60, done.GetProperty("observedSeconds").GetInt64());
        var bad = done.GetProperty("badEvents").GetInt64();
        var all = bad + done.GetProperty("goodEvents").GetInt64();
        Assert.Equal(2 * 11 * (observed - 1), all);
        Assert.Equal(2 * (observed - 1), bad);
        Assert.Equal((all, bad), Sums((await ToolRun.Of("export", "--state", Database)).Output));
    }

    [Fact]
    public async Task Counters_OfTheApp_NeedNoQueries()
    {
        Promtool.SkipWhereAbsent();
        await using PrometheusServer server = await PrometheusServer.StartAsync(writer =>
        {
            writer.WriteLine("# TYPE slo_events counter");
            foreach (var outcome in (string[])["good", "bad"])
            {
                for (var minute = 0; minute <= 10; minute++)
                {
                    writer.WriteLine(FormattableString.Invariant(
                        $"slo_events_total{{slo_name=\"a\",slo_event_outcome=\"{outcome}\"}} {minute * (outcome == "good" ? 9 : 1)} {Start + (60 * minute)}"));
                }
            }

            writer.WriteLine("# EOF");
        });

        JsonElement done = await ImportedAsync(server.Address);

        Assert.Equal((90, 10), (done.GetProperty("goodEvents").GetInt64(), done.GetProperty("badEvents").GetInt64()));
    }

    [Fact]
    public async Task Query_ThatIsASum_IsRefused()
    {
        Promtool.SkipWhereAbsent();
        await using PrometheusServer server = await PrometheusServer.StartAsync(Samples);

        await WriteAsync();
        ToolRun run = await RunAsync(server.Address, "--total-query", "sum(http_requests_total)", "--bad-query", "http_requests_total{code=\"500\"}");

        Assert.Equal(2, run.Code);
        Assert.Contains("without sum(), rate() or increase()", run.Error, StringComparison.Ordinal);
    }

    // 2,000 steps a query: more than that are asked for in parts, and no increase is lost between two.
    [Fact]
    public async Task Queries_OfALongTime_AreAskedInParts()
    {
        var parts = 0;
        using Listener server = new(request =>
        {
            parts++;
            (long start, long end, long step) = (Number("start"), Number("end"), Number("step"));
            var isOfTime = request.QueryString["query"] == "max(timestamp(x))";
            Assert.True((end - start) / step < 11_000);
            var samples = string.Join(',', Enumerable.Range(0, (int)((end - start) / step) + 1).Select(i => start + (i * step))
                .Select(at => FormattableString.Invariant($"[{at},\"{(isOfTime ? at : at / step)}\"]")));
            return $$$"""{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"x"},"values":[{{{samples}}}]}]}}""";

            long Number(string name) => long.Parse(request.QueryString[name]!, CultureInfo.InvariantCulture);
        });

        ToolRun run = await ToolRun.Of("import", "--state", Database, "--slo", _definitions, "--prometheus", server.Address, "--total-query", "x", "--good-query", "x", "--format", "json");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(3 * Math.Ceiling(7 * 1440 / 2000.0), parts);
        JsonElement done = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(done.GetProperty("observedSeconds").GetInt64() / 60, done.GetProperty("goodEvents").GetInt64());
        Assert.InRange(done.GetProperty("goodEvents").GetInt64(), (7 * 1440) - 2, 7 * 1440);
    }

    [Theory]
    [InlineData("""{"status":"success","data":{"result":[]}}""", 1, "nothing to import")]
    [InlineData("""{"status":"success","data":{"result":[{"metric":{"__name__":"x"},"values":[[1740787200,"-1"]]}]}}""", 3, "unexpected response")]
    [InlineData("""{"status":"success","data":{"result":[{"metric":{"__name__":"x"},"values":[[1740787200,"NaN"]]}]}}""", 3, "unexpected response")]
    [InlineData("""{"status":"success","data":{"result":[{"metric":{"__name__":"x"},"values":[[1740787200]]}]}}""", 3, "unexpected response")]
    [InlineData("[]", 3, "unexpected response")]
    public async Task Answer_ThatIsNone_IsAnErrorAndNothingIsWritten(string answer, int code, string fault)
    {
        using Listener server = new(200, answer);

        ToolRun run = await RunAsync(server.Address, "--total-query", "x", "--good-query", "x");

        Assert.Equal((code, ""), (run.Code, run.Output));
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
    }

    private static long Start => StateFiles.Start.ToUnixTimeSeconds();

    private static void Samples(TextWriter writer)
    {
        writer.WriteLine("# TYPE http_requests counter");
        foreach (var pod in (string[])["x", "y"])
        {
            foreach ((string code, int rate) in ((string, int)[])[("200", 10), ("500", 1)])
            {
                for (var minute = 0; minute <= Minutes; minute++)
                {
                    if (minute is > 120 and < 180 || (pod == "y" && minute is >= 50 and < 55))
                    {
                        continue;
                    }

                    var since = pod == "x" && minute >= 30 ? minute - 29 : minute;
                    writer.WriteLine(FormattableString.Invariant(
                        $"http_requests_total{{code=\"{code}\",pod=\"{pod}\"}} {rate * since} {Start + (60 * minute)}"));
                }
            }
        }

        writer.WriteLine("# EOF");
    }

    private static (long All, long Bad) Sums(string csv)
    {
        long[][] rows = [.. csv.TrimEnd().Split('\n').Skip(1).Where(row => !row.EndsWith(",,", StringComparison.Ordinal))
            .Select(row => row.Split(',').Select(cell => long.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        return (rows.Sum(row => row[2]), rows.Sum(row => row[2] - row[1]));
    }

    private Task<ToolRun> RunAsync(string address, params string[] more) =>
        ToolRun.Of(["import", "--state", Database, "--slo", _definitions, "--prometheus", address, "--format", "json", .. more]);

    // An objective that is counted from four hours later on.
    private Task WriteAsync()
    {
        SloObjective objective = Cli.Definitions.DefinitionFile.Read(_definitions, "a");
        return StateFiles.WriteAsync(Database, objective, [(TimeSpan.FromMinutes(1), new SloEventCounts(0, 0))], after: TimeSpan.FromMinutes(Minutes));
    }

    private async Task<JsonElement> ImportedAsync(string address, params string[] more)
    {
        await WriteAsync();
        ToolRun run = await RunAsync(address, more);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
