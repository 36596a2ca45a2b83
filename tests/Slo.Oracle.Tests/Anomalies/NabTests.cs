using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Anomalies;

/// <summary>The Numenta Anomaly Benchmark at the threshold of the product, and what docs/insight.md says of it.</summary>
public sealed class NabTests
{
    [Fact]
    public async Task Nab_AtTheThreshold_ScoresWhatThePageSays()
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        Assert.SkipUnless(ServerProcess.IsInstalled("python3"), "python3 is not installed; it runs the scorer of the kit");
        var output = Directory.CreateTempSubdirectory("slo-nab-").FullName;
        try
        {
            Detect(Oracle.PathOf("anomaly", "nab", "data"), output);
            using JsonDocument result = JsonDocument.Parse((await ScoreAsync(output)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);

            var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "insight.md"), TestContext.Current.CancellationToken);
            foreach ((var profile, var name, var least) in new[]
            {
                ("standard", "standard", 67.0), ("reward_low_FP_rate", "reward low FP rate", 57), ("reward_low_FN_rate", "reward low FN rate", 67),
            })
            {
                JsonElement figures = result.RootElement.GetProperty("profiles").GetProperty(profile);
                var score = figures.GetProperty("score").GetDouble();
                Assert.True(score >= least, $"{profile}: {score}");
                Assert.Contains(
                    string.Create(CultureInfo.InvariantCulture, $"| {name} | {score:0.0} | {figures.GetProperty("windows_hit")} of 116 | {figures.GetProperty("false_rows")} |"),
                    page, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static void Detect(string data, string output)
    {
        foreach (var file in Directory.EnumerateFiles(data, "*.csv", SearchOption.AllDirectories))
        {
            SloAnomalyDetector detector = new();
            StringBuilder text = new("timestamp,value,anomaly_score\n");
            foreach (var line in File.ReadLines(file).Skip(1).Where(line => line.Length > 0))
            {
                var cells = line.Split(',');
                var time = DateTimeOffset.Parse(cells[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                var score = detector.Add(time, double.Parse(cells[1], CultureInfo.InvariantCulture)).Score ?? 0;
                text.Append(CultureInfo.InvariantCulture, $"{line},{score:R}\n");
            }

            var target = Path.Combine(output, Path.GetRelativePath(data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, text.ToString());
        }
    }

    private static async Task<string> ScoreAsync(string output)
    {
        ProcessStartInfo start = new("python3")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Oracle.PathOf("anomaly", "nab", "score.py"), output, "-q", "--threshold",
                SloAnomalyDetector.Threshold.ToString(CultureInfo.InvariantCulture),
            },
        };
        using Process process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}
