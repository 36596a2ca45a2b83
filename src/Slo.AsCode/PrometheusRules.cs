using Slo.AsCode.Prometheus;

namespace Slo;

/// <summary>
/// Objectives as rules for Prometheus, Mimir and Thanos: the same windows, factors and comparison as in the process (docs/prometheus.md).
/// </summary>
/// <remarks>The text depends on the definitions and the options alone: no time, no version, no culture.</remarks>
public static class PrometheusRules
{
    /// <summary>Recording and alerting rules.</summary>
    /// <param name="objectives">Names unique without regard to case; the order is kept.</param>
    /// <param name="options">Default: the native flavour as a rule file.</param>
    /// <returns>YAML.</returns>
    /// <exception cref="SloDefinitionException">With every loss, unless they are allowed; or two objectives have one name, or an option is
    /// no good.</exception>
    public static string Generate(IEnumerable<SloObjective> objectives, PrometheusRulesOptions? options = null)
    {
        options ??= new();
        return RuleFile.Write(RuleSet.Of(Checked(objectives, options), options), options);
    }

    /// <summary>
    /// A file for <c>promtool test rules</c> that proves of the generated rules: silent at the target, without events and below a factor,
    /// firing above it.
    /// </summary>
    /// <param name="objectives">As for <see cref="Generate"/>.</param>
    /// <param name="ruleFile">The rules as the test finds them, relative to itself: <c>slo.rules.yml</c>. A plain rule file.</param>
    /// <param name="options">As for <see cref="Generate"/>.</param>
    /// <returns>YAML.</returns>
    /// <exception cref="SloDefinitionException">As for <see cref="Generate"/>.</exception>
    public static string GenerateTests(IEnumerable<SloObjective> objectives, string ruleFile, PrometheusRulesOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(ruleFile);
        options ??= new();
        return RuleTests.Write(Checked(objectives, options), ruleFile, options);
    }

    /// <summary>
    /// What Prometheus cannot express for these objectives, one finding each: calendar periods, cool-downs, queries of another store.
    /// </summary>
    /// <param name="objectives">As for <see cref="Generate"/>.</param>
    /// <param name="options">As for <see cref="Generate"/>.</param>
    public static IReadOnlyList<SloFinding> Losses(IEnumerable<SloObjective> objectives, PrometheusRulesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        return [.. objectives.SelectMany(objective => RuleLosses.Of(objective, options ?? new()))];
    }

    private static IReadOnlyList<SloObjective> Checked(IEnumerable<SloObjective> objectives, PrometheusRulesOptions options)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        SloObjective[] all = [.. objectives];
        List<SloFinding> errors = [.. OptionRules.Check(options)];
        errors.AddRange(all.GroupBy(objective => objective.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .Select(same => SloFinding.Error(
                SloFindingCodes.DuplicateName, $"is given {same.Count()} times; names must differ by more than case", "name") with
            {
                Objective = same.Key,
            }));
        if (!options.AllowLoss)
        {
            errors.AddRange(Losses(all, options));
        }

        return errors.Count > 0
            ? throw new SloDefinitionException(errors)
            : [.. all.Where(objective => EventQueries.Check(objective) is null)];
    }
}
