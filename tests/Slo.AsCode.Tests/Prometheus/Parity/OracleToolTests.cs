using Slo.Testing;
using Slo.Tests.Traces;
using Xunit;

namespace Slo.Tests.Prometheus.Parity;

/// <summary>The oracle's own judge of generated rules: promtool, fed with the traces, expects what exact integers say.</summary>
public sealed class OracleToolTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => PublishedTraces.Names;

    // The judge's alerts fire above the threshold, not at it.
    private static readonly (string Name, AlertSeverity Severity, decimal Fraction, string Window)[] Workbook =
    [
        ("page_fast", AlertSeverity.Page, 0.02m, "1h"), ("page_slow", AlertSeverity.Page, 0.05m, "6h"),
        ("ticket_fast", AlertSeverity.Ticket, 0.1m, "1d"), ("ticket_slow", AlertSeverity.Ticket, 0.1m, "3d"),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Rules_OfTheWorkbook_PassTheOraclesPromtoolTest(string name)
    {
        PublishedTraces.SkipWhereAbsent();
        Assert.SkipWhen(!Promtool.IsInstalled("python3") && Environment.GetEnvironmentVariable("CI") != "true", "python3 is not installed");
        var csv = Oracle.PathOf("traces", "dev", name + ".csv");
        foreach (var target in Trace.Read(csv).Targets)
        {
            SloObjectiveBuilder builder = new SloObjectiveBuilder(name).TargetRatio(decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture));
            foreach ((_, AlertSeverity severity, decimal fraction, string window) in Workbook.Where(row => Reaches(row, target)))
            {
                builder.BudgetRule(severity, fraction, Samples.Duration(window), comparison: ThresholdComparison.Above);
            }

            using TemporaryFolder folder = new();
            string[] alerts = [.. Workbook.Where(row => Reaches(row, target)).SelectMany(row => (string[])[
                "--alert", $"{row.Name}=ALERTS{{slo_name=\"{name}\",slo_window=\"{row.Window}\",alertstate=\"firing\"}}"])];
            (int code, string text) = await Promtool.RunAsync("python3",
            [
                Oracle.PathOf("tools", "promtool_rules_test.py"), csv, "--target", target,
                "--rules", folder.Write("slo.rules.yml", PrometheusRules.Generate([builder.Build()], new() { AlertPerRule = true })),
                "--good", $"slo_events_total{{slo_name=\"{name}\",slo_event_outcome=\"good\"}}",
                "--bad", $"slo_events_total{{slo_name=\"{name}\",slo_event_outcome=\"bad\"}}",
                "--total", "unused_total", .. alerts,
                "--value", $"ratio_1d=sum(slo:bad:ratio{{slo_name=\"{name}\",slo_window=\"1d\"}})", "--hours", PublishedTraces.IsWhole ? "96" : "30",
            ]);

            output.WriteLine(text);
            Assert.True(code == 0 && text.Contains(" 0 failed", StringComparison.Ordinal), text);
        }
    }

    private static bool Reaches((string Name, AlertSeverity Severity, decimal Fraction, string Window) row, string target) =>
        row.Fraction * (decimal)(TimeSpan.FromDays(30) / Samples.Duration(row.Window))
            * (1 - decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture)) < 1;
}
