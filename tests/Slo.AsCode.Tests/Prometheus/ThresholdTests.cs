using System.Globalization;
using Xunit;

namespace Slo.Tests.Prometheus;

/// <summary>Ratios of slices exactly at a threshold, before promtool: one slice of ten is bad, and the rule holds from a tenth on.</summary>
public sealed class ThresholdTests
{
    // At a whole hour since the start, and at every minute after that, six slices of the last sixty are bad.
    [Theory]
    [InlineData(BudgetingMethodKind.Timeslices, PrometheusFlavor.Native, "slo:bad:ratio{slo_window=\"1h\"}")]
    [InlineData(BudgetingMethodKind.RatioTimeslices, PrometheusFlavor.Native, "slo:bad:ratio{slo_window=\"1h\"}")]
    [InlineData(BudgetingMethodKind.Timeslices, PrometheusFlavor.Sloth, "slo:sli_error:ratio_rate1h")]
    public async Task Rule_OfSlicesExactlyAtItsThreshold_Fires(BudgetingMethodKind kind, PrometheusFlavor flavor, string ratio)
    {
        Promtool.SkipWhereAbsent();
        SloObjective objective = new SloObjectiveBuilder("x").TargetPercent(99).Rolling(TimeSpan.FromHours(12))
            .Budgeting(kind, TimeSpan.FromMinutes(1), 0.95m)
            .BurnRateRule(AlertSeverity.Page, 10m, TimeSpan.FromHours(1), TimeSpan.FromHours(1)).Build();
        var checks = string.Concat(Enumerable.Range(60, 12).SelectMany(minute => (string[])[
            Check($"{ratio} == bool 0.1", minute), Check("count(ALERTS{alertstate=\"firing\"})", minute)]));

        await Promtool.TestAsync(PrometheusRules.Generate([objective], new() { Flavor = flavor }), $"""
            rule_files: [slo.rules.yml]
            evaluation_interval: 1m
            tests:
              - interval: 30s
                input_series:
                  - series: 'slo_events_total{"{"}slo_name="x",slo_event_outcome="good"{"}"}'
                    values: '{Counter(isBad: false)}'
                  - series: 'slo_events_total{"{"}slo_name="x",slo_event_outcome="bad"{"}"}'
                    values: '{Counter(isBad: true)}'
                promql_expr_test:
            {checks}
            """);
    }

    private static string Check(string expr, int minute) =>
        $"      - expr: 'sum({expr})'\n        eval_time: {minute.ToString(CultureInfo.InvariantCulture)}m\n        exp_samples: [{{ value: 1 }}]\n";

    // Ten events in thirty seconds; the first minute of ten is bad.
    private static string Counter(bool isBad)
    {
        var counted = 0;
        return string.Join(' ', Enumerable.Range(0, 150).Select(sample =>
            counted += sample > 0 && (sample - 1) % 20 < 2 == isBad ? 10 : 0));
    }
}
