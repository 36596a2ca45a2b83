using System.Text.RegularExpressions;

namespace Slo.Definitions;

/// <summary>What an objective must satisfy to be evaluated at all. Collects, never stops at the first fault.</summary>
internal static partial class ObjectiveChecks
{
    private const int MaximumLabels = 64;
    private const int MaximumAlertingGroups = 100;

    // A domain, a slash and a name, as Kubernetes and OpenSLO have it.
    private const int LongestAnnotationKey = 253 + 1 + 63;

    internal static void CheckTexts(SloDefinition objective, List<string> faults)
    {
        if (string.IsNullOrEmpty(objective.Name) || !Name().IsMatch(objective.Name))
        {
            faults.Add($"name '{Shown(objective.Name)}': must be 1 to 63 letters, digits, '-', '_' or '.', "
                + "beginning and ending with a letter or digit, "
                + "for example checkout-availability (use the display name for anything else)");
        }

        foreach (SloObjectiveProperty property in SloObjectiveProperty.All.Where(property => !property.IsFlag))
        {
            CheckText(property.Label, (string?)property.Of(objective), property.MaximumLength!.Value, faults);
        }

        if (objective.Labels.Count > MaximumLabels)
        {
            faults.Add(FormattableString.Invariant($"labels: {objective.Labels.Count} are given, at most {MaximumLabels} are kept"));
        }

        CheckPairs("label", objective.Labels, 63, 200, faults);
        if (objective.Annotations.Count > MaximumLabels)
        {
            faults.Add(FormattableString.Invariant(
                $"annotations: {objective.Annotations.Count} are given, at most {MaximumLabels} are kept"));
        }

        CheckPairs("annotation", objective.Annotations, LongestAnnotationKey, 2000, faults);
    }

    internal static void CheckNumbers(SloDefinition objective, List<string> faults)
    {
        if (objective.LatencyThreshold is { } threshold && (threshold <= TimeSpan.Zero || threshold > TimeSpan.FromDays(1)))
        {
            faults.Add($"latency threshold {SloDuration.Format(threshold)}: must be above 0 and at most 1d, for example 300ms");
        }

        if (objective.Grouping is { Label: var label, Maximum: var maximum }
            && (string.IsNullOrWhiteSpace(label) || label.Length > 63 || maximum is < 1 or > 1000))
        {
            faults.Add(FormattableString.Invariant($"group '{label}' with at most {maximum}: ")
                + "needs a label of 1 to 63 characters and a maximum from 1 to 1000");
        }

        if (objective.AlertPerGroup && objective.Grouping is not { Maximum: <= MaximumAlertingGroups })
        {
            faults.Add(FormattableString.Invariant(
                $"alert per group: needs a grouping with at most {MaximumAlertingGroups} groups, for example GroupBy \"tenant\""));
        }

        CheckSlices(objective.Method, objective.Period, faults);
    }

    private static void CheckSlices(BudgetingMethod method, SloPeriod period, List<string> faults)
    {
        if (method.Slice == TimeSpan.Zero)
        {
            return;
        }

        if (method.Slice > period.Length)
        {
            faults.Add($"slice {SloDuration.Format(method.Slice)}: is longer than the period {SloDuration.Format(period.Length)}");
        }
        else if (period.Length.Ticks % method.Slice.Ticks != 0)
        {
            faults.Add($"slice {SloDuration.Format(method.Slice)}: does not divide the period {SloDuration.Format(period.Length)}; "
                + "choose one that does, for example 1m or 5m");
        }
    }

    private static void CheckPairs(string what, IReadOnlyDictionary<string, string> pairs, int keyLimit, int limit, List<string> faults)
    {
        foreach ((string key, string value) in pairs)
        {
            if (key.Length == 0 || key.Length > keyLimit)
            {
                faults.Add(FormattableString.Invariant($"{what} '{Shown(key)}': a key must have 1 to {keyLimit} characters"));
            }

            CheckText($"{what} key '{Shown(key)}'", key, keyLimit, faults);
            CheckText($"{what} '{Shown(key)}'", value, limit, faults);
        }
    }

    private static void CheckText(string what, string? text, int limit, List<string> faults)
    {
        if (text is null)
        {
            return;
        }

        // Characters as people and other languages count them, and not UTF-16 units.
        if (text.Length > limit && text.EnumerateRunes().Count() is var length && length > limit)
        {
            faults.Add(FormattableString.Invariant($"{what} '{Shown(text)}': has {length} characters, at most {limit} are allowed"));
        }

        if (text.Any(char.IsControl))
        {
            faults.Add($"{what} '{Shown(text)}': holds a control character; write plain text on one line");
        }
    }

    // The value must not crowd out what is wrong with it.
    internal static string Shown(string? text) => SloText.OneLine(text, 61);

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
