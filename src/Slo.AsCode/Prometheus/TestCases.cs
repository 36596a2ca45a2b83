using System.Text.RegularExpressions;

namespace Slo.AsCode.Prometheus;

/// <summary>
/// The test cases of an objective's rules: with constant traffic every window has the same ratio, so a few minutes are enough.
/// </summary>
internal sealed partial class TestCases(SloObjective objective, PrometheusRulesOptions options, TimeSpan step)
{
    private const decimal EventsAStep = 1_000_000_000;

    private readonly FlavorNames _names = new(objective, options);

    private bool IsFedByCounters =>
        objective.Indicator is not QueryIndicator && (options.Selector is not { } selector || Equalities().IsMatch(selector));

    private bool IsSlicedWhole => objective.Method.Kind == BudgetingMethodKind.Timeslices;

    // promtool holds 10,000 samples of a query, and a number has one at every step of a subquery. Those of a query may stand in each other.
    private int MostSteps => objective.Indicator is QueryIndicator ? 3_000 : 9_000;

    private decimal Budget => 1 - objective.TargetRatio;

    /// <summary>Whether promtool would give up on the rules, which a server with its own limits evaluates.</summary>
    internal bool IsTooLong
    {
        get
        {
            TimeSpan longest = objective.BurnRateRules.Select(rule => rule.LongWindow)
                .Append(objective.Period.IsRolling ? objective.Period.Length : TimeSpan.Zero).Max();
            return (objective.Method.Slice > TimeSpan.Zero && longest / objective.Method.Slice > MostSteps)
                || (objective.Indicator is QueryIndicator query && OutsideQueries.StepsOverNumbers(query) && longest / step > MostSteps);
        }
    }

    internal IEnumerable<TestCase> All()
    {
        if (!options.Recordings || IsTooLong)
        {
            yield break;
        }

        yield return Case("without events nothing fires and no ratio exists", TimeSpan.Zero, [], [
            ($"(count({_names.Ratios}) > bool 0) or vector(0)", false),
            .. options.Alerts ? Fires(objective.BurnRateRules.Where(IsProvable), false) : []]);

        if (objective.Period.IsRolling)
        {
            var bad = IsSlicedWhole ? 1 : Math.Min(1, 2 * Budget);
            AlertRule[] spent = [.. objective.Rules.Where(RuleAlerts.NeedsPeriod)];
            yield return Case("the budget overspent", Longest(spent), Feed(bad), [
                ($"abs(sum({_names.Remaining}) - ({PromNumber.Format(1 - (bad / Budget))})) < bool 0.000001", true),
                .. options.Alerts ? Fires(spent, true) : []]);
        }

        if (options.Alerts)
        {
            foreach (TestCase test in objective.BurnRateRules.Where(IsProvable).GroupBy(_names.Alert).SelectMany(same => OfRule([.. same])))
            {
                yield return test;
            }

            foreach (SilenceRule rule in objective.Rules.OfType<SilenceRule>()
                .Where(rule => IsFedByCounters && rule.After <= TimeSpan.FromHours(6)))
            {
                yield return Case($"silence for {SloDuration.Format(rule.After)}", rule.After
                    + rule.Settings.Hold, Steady(0, 0), [.. Fires([rule], true)]);
            }
        }
    }

    /// <summary>Rules that share an alert: it fires above the least of their thresholds, and not below.</summary>
    private IEnumerable<TestCase> OfRule(BurnRateRule[] rules)
    {
        BurnRateRule rule = rules.MinBy(rule => Guards.Threshold(rule, objective))!;
        var threshold = Guards.Threshold(rule, objective);
        TimeSpan hold = Longest(rules);

        // Counters hold many events from the start, but slices come one by one: a confidence has to wait for them, and all are bad.
        TimeSpan certain = IsFedByCounters ? Guards.LeastCertain(rule, objective) * objective.Method.Slice : TimeSpan.Zero;
        var above = IsSlicedWhole || certain > TimeSpan.Zero ? 1 : Math.Min(threshold * 1.1m, (threshold + 1) / 2);
        if (threshold > 1)
        {
            yield return Case($"{rule} is out of reach", hold, Feed(1), [.. Fires([rule], false)]);
        }
        else if (certain <= rule.ShortWindow)
        {
            yield return Case($"{rule} fires above its factor", hold + certain, Feed(above), [.. Fires([rule], true)]);
        }

        yield return Case($"{rule} is silent below its factor", hold, Feed(IsSlicedWhole ? 0 : Math.Min(1, threshold) * 0.9m),
            [.. Fires([rule], false)]);
    }

    // What guards count comes from the query itself, which only the native flavour records.
    private bool IsProvable(BurnRateRule rule) =>
        IsFedByCounters || options.Flavor == PrometheusFlavor.Native || !Guards.HasAny(rule);

    private TestCase Case(
        string name, TimeSpan wait, IReadOnlyList<(string, string, string)> inputs, IReadOnlyList<(string, bool)> checks) =>
        new($"{objective.Name}: {name}", wait + TimeSpan.FromMinutes(5) + (2 * objective.Method.Slice), inputs, checks);

    private IEnumerable<(string, bool)> Fires(IEnumerable<AlertRule> rules, bool isFiring) =>
        rules.Select(_names.Alert).Distinct().Select(alert => ($"(count({alert}) > bool 0) or vector(0)", isFiring));

    private static TimeSpan Longest(IEnumerable<AlertRule> rules) =>
        rules.Select(rule => rule.Settings.Hold).DefaultIfEmpty(TimeSpan.Zero).Max();

    private (string, string, string)[] Feed(decimal badRatio)
    {
        if (IsFedByCounters)
        {
            return Steady(EventsAStep * (1 - badRatio), EventsAStep * badRatio);
        }

        IEnumerable<TimeSpan> windows = objective.BurnRateRules.SelectMany(rule => (TimeSpan[])[rule.LongWindow, rule.ShortWindow])
            .Concat([objective.Period.Length]).Distinct();
        return [.. windows.SelectMany(window => _names.Records(window, badRatio, EventsAStep)).Select(record => (record.Series,
            PromNumber.Format(record.Value), "0"))];
    }

    private (string, string, string)[] Steady(decimal good, decimal bad)
    {
        MeterQueries meter = new(objective, options);
        return [(meter.Series("good"), "0", PromNumber.Format(good)), (meter.Series("bad"), "0", PromNumber.Format(bad))];
    }

    // Only then the selector is also a list of labels.
    [GeneratedRegex("""^\s*([A-Za-z_][A-Za-z0-9_]*="[^"\\]*"\s*(,\s*|\z))*\z""")]
    private static partial Regex Equalities();
}
