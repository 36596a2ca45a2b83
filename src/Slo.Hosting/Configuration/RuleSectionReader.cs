using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads one entry of "Rules": exactly one condition, and what goes with it.</summary>
internal static class RuleSectionReader
{
    private static readonly string[] Conditions = ["BurnRate", "BudgetPercent", "ErrorPercent", "BudgetRemainingPercent", "ExhaustionWithin", "SilenceAfter"];

    private static readonly string[] Windowed = ["BurnRate", "BudgetPercent", "ErrorPercent"];

    // What does not go with every condition.
    private static readonly (string Key, string[] Conditions)[] Particulars =
    [
        ("Long", ["BurnRate", "BudgetPercent"]), ("Short", ["BurnRate", "BudgetPercent"]), ("Window", ["ErrorPercent"]),
        .. Array.ConvertAll(["MinimumEvents", "Comparison", "MinimumBadEvents", "Confidence"], key => (key, Windowed)),
    ];

    private static readonly string[] Keys =
        ["Severity", .. Conditions, .. Particulars.Select(particular => particular.Key), "Hold", "KeepFiring", "CoolDown"];

    internal static void Read(IConfigurationSection section, SloObjectiveBuilder builder)
    {
        SectionReader reader = new(section, fault => builder.Fault(fault));
        reader.RefuseOthers(Keys);
        AlertSeverity severity = reader.Word<AlertSeverity>("Severity") ?? AlertSeverity.Page;
        AlertRuleSettings settings = new()
        {
            Hold = reader.Duration("Hold") ?? TimeSpan.Zero,
            KeepFiring = reader.Duration("KeepFiring") ?? TimeSpan.Zero,
            CoolDown = reader.Duration("CoolDown") ?? TimeSpan.Zero,
        };
        if (Condition(reader, section, builder) is not { } condition)
        {
            return;
        }

        switch (condition)
        {
            case "BudgetRemainingPercent" when reader.Number(condition) is { } percent:
                builder.RemainingBudgetRule(severity, percent / 100, settings);
                break;
            case "ExhaustionWithin" when reader.Duration(condition) is { } within:
                builder.ExhaustionRule(severity, within, settings);
                break;
            case "SilenceAfter" when reader.Duration(condition) is { } after:
                builder.SilenceRule(severity, after, settings);
                break;
            case "BurnRate" or "BudgetPercent" or "ErrorPercent":
                ReadWindowed(reader, section, builder, condition, severity, settings);
                break;
        }
    }

    /// <summary>The one condition that is given, or null if there is none or there are several.</summary>
    private static string? Condition(SectionReader reader, IConfigurationSection section, SloObjectiveBuilder builder)
    {
        string[] given = [.. Conditions.Where(reader.Has)];
        if (given.Length != 1)
        {
            builder.Fault($"{section.Path}: a rule wants exactly one of {string.Join(", ", Conditions)}"
                + (given.Length == 0 ? "; none is given" : $"; given are {string.Join(" and ", given)}"));
            return null;
        }

        foreach ((string key, string[] conditions) in Particulars)
        {
            if (reader.Text(key) is { } text && !conditions.Contains(given[0]))
            {
                builder.Fault($"{section.Path}:{key} '{SectionReader.Shown(text)}': goes with {string.Join(" or ", conditions)}, not with {given[0]}; leave it out");
            }
        }

        return given[0];
    }

    private static void ReadWindowed(
        SectionReader reader, IConfigurationSection section, SloObjectiveBuilder builder, string condition, AlertSeverity severity, AlertRuleSettings settings)
    {
        var key = condition == "ErrorPercent" ? "Window" : "Long";
        if (reader.Text(key) is null)
        {
            builder.Fault($"{section.Path}: a rule with {condition} wants {key}, for example 1h");
        }

        var value = reader.Number(condition);
        TimeSpan? window = reader.Duration(key);
        TimeSpan? shortWindow = condition == "ErrorPercent" ? null : reader.Duration("Short");
        var minimum = reader.WholeNumber("MinimumEvents") ?? 0;
        ThresholdComparison comparison = reader.Word<ThresholdComparison>("Comparison") ?? ThresholdComparison.AtOrAbove;
        settings = settings with { MinimumBadEvents = reader.WholeNumber("MinimumBadEvents") ?? 0, Confidence = reader.Number("Confidence") };
        if (value is null || window is null)
        {
            return;
        }

        _ = condition switch
        {
            "BurnRate" => builder.BurnRateRule(severity, value.Value, window.Value, shortWindow, minimum, comparison, settings),
            "BudgetPercent" => builder.BudgetRule(severity, value.Value / 100, window.Value, shortWindow, minimum, comparison, settings),
            _ => builder.ThresholdRule(severity, value.Value / 100, window.Value, minimum, comparison, settings),
        };
    }
}
