using System.Globalization;
using System.Text;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.Prometheus;

/// <summary>Tests for promtool beside the rules.</summary>
internal static class RuleTests
{
    internal static string Write(IReadOnlyList<SloObjective> objectives, string ruleFile, PrometheusRulesOptions options)
    {
        TimeSpan step = Step(objectives);
        (SloObjective Objective, TestCases Cases)[] all = [.. objectives.Select(objective => (objective,
            new TestCases(objective, options, step)))];
        TestCase[] cases = [.. all.SelectMany(one => one.Cases.All())];
        StringBuilder yaml = new("# Generated with the rules: promtool test rules checks them.\n");
        foreach ((SloObjective objective, _) in all.Where(one => one.Cases.IsTooLong))
        {
            yaml.Append(CultureInfo.InvariantCulture,
                $"# Rules without tests: {objective.Name}. Its longest window has more steps than promtool holds samples.\n");
        }

        yaml.Append(CultureInfo.InvariantCulture,
            $"rule_files:\n  - {YamlText.Quote(ruleFile)}\nevaluation_interval: {SloDuration.Format(step)}\n");
        yaml.Append(cases.Length == 0 ? "tests: []\n" : "tests:\n");
        foreach (TestCase test in cases)
        {
            Append(yaml, test, step);
        }

        return yaml.ToString();
    }

    // Two samples in every window, whichever side of its range Prometheus leaves open.
    private static TimeSpan Step(IReadOnlyList<SloObjective> objectives)
    {
        TimeSpan shortest = objectives.SelectMany(objective => objective.BurnRateRules)
            .Select(rule => rule.ShortWindow).DefaultIfEmpty(TimeSpan.FromMinutes(5)).Min();
        return TimeSpan.FromSeconds(Math.Clamp(Math.Floor(shortest.TotalSeconds / 2), 0.5, 60));
    }

    private static void Append(StringBuilder yaml, TestCase test, TimeSpan step)
    {
        var steps = (long)Math.Ceiling(test.At / step) + 1;
        yaml.Append(CultureInfo.InvariantCulture, $"  - name: {YamlText.Quote(test.Name)}\n    interval: {SloDuration.Format(step)}\n");
        if (test.Inputs.Count > 0)
        {
            yaml.Append("    input_series:\n");
            foreach ((string series, string start, string growth) in test.Inputs)
            {
                yaml.Append(CultureInfo.InvariantCulture,
                    $"      - series: {YamlText.Quote(series)}\n        values: {start}+{growth}x{steps}\n");
            }
        }

        yaml.Append("    promql_expr_test:\n");
        foreach ((string expr, bool isTrue) in test.Checks)
        {
            yaml.Append(CultureInfo.InvariantCulture,
                $"      - expr: {YamlText.Quote(expr)}\n        eval_time: {SloDuration.Format(test.At)}\n");
            yaml.Append(CultureInfo.InvariantCulture,
                $"        exp_samples:\n          - labels: \"{{}}\"\n            value: {(isTrue ? 1 : 0)}\n");
        }
    }
}
