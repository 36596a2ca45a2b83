using System.Globalization;

namespace Slo.Hosting.Policies;

/// <summary>
/// The syntax of levels in annotations: <c>budget below 25%: require-review; burn rate 6 over 6h until 5: freeze-releases, tell-owner</c>.
/// </summary>
internal static class PolicyText
{
    private const string Example = "for example 'budget below 25%: require-review; burn rate 6 over 6h: freeze-releases, tell-owner'";
    private const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    /// <summary>The policy that the annotations of an objective declare, or null.</summary>
    internal static SloPolicy? Of(SloObjective objective, Action<SloFinding>? report)
    {
        if (!objective.Annotations.TryGetValue(SloPolicy.Annotation, out var text))
        {
            if (objective.Annotations.ContainsKey(SloPolicy.OverrideAnnotation))
            {
                report?.Invoke(Error(
                    $"belongs beside {SloPolicy.Annotation}, which is not there", SloPolicy.OverrideAnnotation, objective));
            }

            return null;
        }

        List<SloFinding> faults = [];
        SloPolicy policy = new()
        {
            Name = objective.Name,
            Objectives = [objective.Name],
            WhoMayOverride = objective.Annotations.GetValueOrDefault(SloPolicy.OverrideAnnotation),
            Levels = [.. Levels(text, problem => faults.Add(Error(problem, SloPolicy.Annotation, objective)))],
        };
        faults.ForEach(fault => report?.Invoke(fault));
        return faults.Count == 0 ? policy : null;
    }

    /// <summary>The condition of a level.</summary>
    internal static string Condition(SloPolicyLevel level) => level switch
    {
        { BudgetBelowRatio: { } below } => $"budget below {Percent(below)}"
            + (level.EndsAtBudgetRatio is { } end ? $" until {Percent(end)}" : ""),
        { BurnRateFrom: { } from } => $"burn rate {Number(from)} over {SloDuration.Format(level.Window)}"
            + (level.EndsBelowBurnRate is { } end ? $" until {Number(end)}" : ""),
        _ => "no condition",
    };

    /// <summary>Reads levels, and reports each that cannot be read.</summary>
    internal static IEnumerable<SloPolicyLevel> Levels(string text, Action<string> report)
    {
        string[] all = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (all.Length == 0)
        {
            report($"has no level; {Example}");
        }

        foreach (var one in all)
        {
            if (Level(one, report) is { } level)
            {
                yield return level;
            }
        }
    }

    private static SloPolicyLevel? Level(string text, Action<string> report)
    {
        string[] parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        SloPolicyLevel? level = ReadCondition(parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (level is null || parts.Length < 2)
        {
            report($"'{SloText.OneLine(text, 100)}' is no level; {Example}");
            return null;
        }

        List<SloPolicyAction> actions = [];
        foreach (var action in parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (SloPolicyAction.TryParse(action, out SloPolicyAction? read) is { } fault)
            {
                report(fault.Message);
            }
            else
            {
                actions.Add(read!);
            }
        }

        return level with { Actions = actions };
    }

    private static SloPolicyLevel? ReadCondition(string[] words) => words switch
    {
        ["budget", "below", var below] when Ratio(below) is { } ratio => new() { BudgetBelowRatio = ratio },
        ["budget", "below", var below, "until", var end] when Ratio(below) is { } ratio && Ratio(end) is { } until =>
            new() { BudgetBelowRatio = ratio, EndsAtBudgetRatio = until },
        ["burn", "rate", var from, "over", var window] when Rate(from) is { } rate && SloDuration.TryParse(window, out TimeSpan length) =>
            new() { BurnRateFrom = rate, Window = length },
        ["burn", "rate", var from, "over", var window, "until", var end]
            when Rate(from) is { } rate && Rate(end) is { } until && SloDuration.TryParse(window, out TimeSpan length) =>
            new() { BurnRateFrom = rate, Window = length, EndsBelowBurnRate = until },
        _ => null,
    };

    private static double? Ratio(string text) =>
        text.EndsWith('%') && decimal.TryParse(text[..^1], Style, CultureInfo.InvariantCulture, out var percent)
            ? (double)(percent / 100) : null;

    private static double? Rate(string text) =>
        decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var rate) ? (double)rate : null;

    internal static string Percent(double ratio) => Number(ratio * 100) + "%";

    // As a decimal, without the rounding errors of binary fractions; very large values are formatted as doubles.
    private static string Number(double value) => Math.Abs(value) < 1e12
        ? Math.Round((decimal)value, 10).ToString("0.##########", CultureInfo.InvariantCulture)
        : value.ToString(CultureInfo.InvariantCulture);

    private static SloFinding Error(string problem, string annotation, SloObjective objective) =>
        SloFinding.Error(SloFindingCodes.PolicyAnnotation, $"{annotation}: {problem}", annotation) with { Objective = objective.Name };
}
