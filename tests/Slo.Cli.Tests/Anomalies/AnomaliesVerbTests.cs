using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Slo.Tests.Anomalies;

public sealed class AnomaliesVerbTests
{
    [Fact]
    public async Task Anomalies_OfASeries_AreShown()
    {
        using TestFolder folder = new();

        ToolRun table = await ToolRun.Of("anomalies", "-i", folder.Write("latency.csv", Series()));
        ToolRun json = await ToolRun.Of("anomalies", "-i", folder.Write("latency.csv", Series()), "--format", "json");

        Assert.Equal((0, ""), (table.Code, table.Error));
        Assert.Contains("latency.csv: 1,000 samples, 712 judged, 1 anomaly", table.Output, StringComparison.Ordinal);
        Assert.Contains("2026-01-04 02:40:00", table.Output, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(SloAnomalyDetector.Threshold, document.RootElement.GetProperty("threshold").GetDouble());
        JsonElement anomaly = Assert.Single(document.RootElement.GetProperty("series")[0].GetProperty("anomalies").EnumerateArray());
        Assert.Equal("2026-01-04T02:40:00Z", anomaly.GetProperty("at").GetString());
        Assert.Equal("value", anomaly.GetProperty("basis").GetString());
        Assert.Equal(100, anomaly.GetProperty("observed").GetDouble());
    }

    [Fact]
    public async Task Scores_OfASeries_AreRowForRow()
    {
        using TestFolder folder = new();
        var series = Series();

        ToolRun run = await ToolRun.Of("anomalies", "-i", folder.Write("latency.csv", series), "--format", "csv");

        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] rows = series.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("timestamp,value,anomaly_score", lines[0].TrimEnd());
        Assert.Equal(rows.Length, lines.Length);
        Assert.All(lines.Zip(rows).Skip(1), pair => Assert.StartsWith(pair.Second + ",", pair.First, StringComparison.Ordinal));
        Assert.Equal(1, lines.Skip(1).Count(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture) >= SloAnomalyDetector.Threshold));
    }

    [Fact]
    public async Task Scores_OfAFolder_AreWrittenToOneWithTheSameNames()
    {
        using TestFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("in/a"));
        Directory.CreateDirectory(folder.PathOf("in/b"));
        folder.Write("in/a/x.csv", Series());
        folder.Write("in/b/y.csv", "timestamp,value,label\n1767225600,1,0\n1767225660,,0\n");

        ToolRun run = await ToolRun.Of("anomalies", "-i", folder.PathOf("in"), "-o", folder.PathOf("out"));

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(
            "timestamp,value,anomaly_score\n1767225600,1,0\n1767225660,,0\n",
            await File.ReadAllTextAsync(folder.PathOf("out/b/y.csv"), TestContext.Current.CancellationToken));
        Assert.True(File.Exists(folder.PathOf("out/a/x.csv")));
    }

    [Theory]
    [InlineData("", "header")]
    [InlineData("time,value\n", "header")]
    [InlineData("timestamp,value\n2026-01-01 00:00:00\n", "(2)")]
    [InlineData("timestamp,value\nyesterday,1\n", "timestamp 'yesterday'")]
    [InlineData("timestamp,value\n1767225600000000,1\n", "timestamp '1767225600000000'")]
    [InlineData("timestamp,value\n1767225600,NaN\n", "value 'NaN'")]
    [InlineData("timestamp,value\n1767225600,Infinity\n", "value 'Infinity'")]
    [InlineData("timestamp,value\n1767225600,1e999\n", "value '1e999'")]
    [InlineData("timestamp,value\n1767225600,1;5\n", "value '1;5'")]
    public async Task Faults_OfASeries_AreNamedAndNothingIsWritten(string text, string fault)
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("anomalies", "-i", folder.Write("bad.csv", text), "-o", folder.PathOf("out.csv"));

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf("out.csv")));
    }

    [Fact]
    public async Task Folder_WithoutSeriesOrAsOneCsv_IsAFaultOfUsage()
    {
        using TestFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("empty"));
        Directory.CreateDirectory(folder.PathOf("two"));
        folder.Write("two/a.csv", "timestamp,value\n");
        folder.Write("two/b.csv", "timestamp,value\n");

        Assert.Equal(2, (await ToolRun.Of("anomalies", "-i", folder.PathOf("empty"))).Code);
        Assert.Equal(2, (await ToolRun.Of("anomalies", "-i", folder.PathOf("absent"))).Code);
        Assert.Equal(2, (await ToolRun.Of("anomalies", "-i", folder.PathOf("two"), "--format", "csv")).Code);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public async Task Replay_WithAnomalies_HasTheObservations(string format)
    {
        using TestFolder folder = new();
        StringBuilder trace = new("timestamp,good,total\n");
        for (var i = 0; i < 4 * 1440; i++)
        {
            var good = i is >= 5000 and < 5060 ? 60 : 100;
            trace.Append(CultureInfo.InvariantCulture, $"{1767225600 + (60 * i)},{good},100\n");
        }

        string[] line = ["replay", "--slo", folder.Definitions(""" "checkout": { "TargetPercent": 99.9 } """), "--trace", folder.Write("t.csv", trace.ToString()), "--format", format];
        ToolRun run = await ToolRun.Of([.. line, "--anomalies"]);
        ToolRun without = await ToolRun.Of(line);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("% bad events, usual", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("% bad events, usual", without.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WithAnomaliesAsLines_IsAFaultOfUsage()
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of(
            "replay", "--slo", folder.Definitions(""" "checkout": { "TargetPercent": 99.9 } """), "--trace", "t.csv", "--format", "jsonl", "--anomalies");

        Assert.Equal(2, run.Code);
        Assert.Contains("--anomalies goes with", run.Error, StringComparison.Ordinal);
    }

    // A spike in three and a half days.
    private static string Series()
    {
        StringBuilder text = new("timestamp,value\n");
        DateTime time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 1000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{time.AddMinutes(5 * i):yyyy-MM-dd HH:mm:ss},{(i == 896 ? 100 : 10 + (i % 3))}\n");
        }

        return text.ToString();
    }
}
