using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Slo.FeatureManagement.Filters;

/// <summary>The parameters of a filter, from configuration. Read without reflection; errors are findings, not exceptions.</summary>
/// <param name="Objective">The name of the objective; empty: it is missing.</param>
/// <param name="Set">The named set; empty: the default set.</param>
/// <param name="Options">When the feature is closed.</param>
/// <param name="Findings">The errors; empty if there are none.</param>
internal sealed record FilterParameters(string Objective, string Set, SloGateOptions Options, IReadOnlyList<SloFinding> Findings)
{
    private const string ObjectiveKey = "Objective";
    private const string SetKey = "Set";
    private const string Minimum = "MinimumBudgetPercent";
    private const string Reopen = "ReopenBudgetPercent";
    private const string Severity = "Severity";
    private const string ClosesAfter = "ClosesAfter";
    private const string ReopensAfter = "ReopensAfter";
    private const string Scope = "Scope";

    private const string None = "none";

    internal static readonly string[] Keys =
        [ObjectiveKey, SetKey, Minimum, Reopen, Severity, ClosesAfter, ReopensAfter, Scope];

    internal static FilterParameters Read(IConfiguration parameters)
    {
        List<SloFinding> findings = [];
        foreach (IConfigurationSection child in parameters.GetChildren())
        {
            if (!Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                findings.Add(Error(child.Key, $"unknown parameter{SloText.NearestHint(child.Key, Keys)}"));
            }
        }

        var objective = parameters[ObjectiveKey] ?? "";
        if (objective.Length == 0)
        {
            findings.Add(Error(ObjectiveKey, "is missing; name the objective whose budget closes the feature"));
        }

        var defaults = SloGateOptions.Default;
        SloGateOptions options = new()
        {
            MinimumBudgetRatio = Ratio(parameters, Minimum, findings) ?? defaults.MinimumBudgetRatio,
            ReopenBudgetRatio = Ratio(parameters, Reopen, findings),
            Severity = parameters[Severity] is { } none && Is(none, None) ? null
                : Word<AlertSeverity>(parameters, Severity, findings) ?? defaults.Severity,
            ClosesAfter = Time(parameters, ClosesAfter, findings) ?? defaults.ClosesAfter,
            ReopensAfter = Time(parameters, ReopensAfter, findings) ?? defaults.ReopensAfter,
            Scope = Word<SloScope>(parameters, Scope, findings),
        };
        findings.AddRange(options.Check("SloBudget").Select(finding => finding with { Code = SloFindingCodes.FeatureParameter }));
        return new(objective, parameters[SetKey] ?? "", options, findings);
    }

    private static double? Ratio(IConfiguration parameters, string key, List<SloFinding> findings)
    {
        if (parameters[key] is not { } text)
        {
            return null;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100)
        {
            return (double)(percent / 100);
        }

        findings.Add(Error(key, $"'{SloText.OneLine(text, 63)}': must be a percentage from 0 to 100, for example 20"));
        return null;
    }

    private static TimeSpan? Time(IConfiguration parameters, string key, List<SloFinding> findings)
    {
        if (parameters[key] is not { } text)
        {
            return null;
        }

        if (SloDuration.TryParse(text, out TimeSpan time))
        {
            return time;
        }

        findings.Add(Error(key, $"'{SloText.OneLine(text, 63)}': must be a duration, for example 5m"));
        return null;
    }

    private static T? Word<T>(IConfiguration parameters, string key, List<SloFinding> findings) where T : struct, Enum
    {
        if (parameters[key] is not { } text)
        {
            return null;
        }

        if (Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<T>(text, ignoreCase: true);
        }

        findings.Add(Error(key, $"'{SloText.OneLine(text, 63)}': must be one of {string.Join(", ", Enum.GetNames<T>())}"
            + (key == Severity ? $", {None}" : "")));
        return null;
    }

    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static SloFinding Error(string key, string message) =>
        SloFinding.Error(
            SloFindingCodes.FeatureParameter, $"{SloText.OneLine(key, 63)} {message}", $"SloBudget:{SloText.OneLine(key, 63)}");
}
