using System.Text.RegularExpressions;

namespace Slo.Evaluation;

/// <summary>What an objective must satisfy to be evaluated at all. Collects, never stops at the first fault.</summary>
internal static partial class ObjectiveRules
{
    private const int MaximumLabels = 64;

    // A domain, a slash and a name, as Kubernetes and OpenSLO have it.
    private const int LongestAnnotationKey = 253 + 1 + 63;

    internal static void CheckTexts(
        string name, string? displayName, string? service, string? description, string? owner, Dictionary<string, string> labels,
        Dictionary<string, string> annotations, List<string> faults)
    {
        if (string.IsNullOrEmpty(name) || !Name().IsMatch(name))
        {
            faults.Add($"name '{Shown(name)}': must be 1 to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, "
                + "for example checkout-availability (use the display name for anything else)");
        }

        CheckText("display name", displayName, 200, faults);
        CheckText("service", service, 200, faults);
        CheckText("description", description, 1050, faults);
        CheckText("owner", owner, 200, faults);
        if (labels.Count > MaximumLabels)
        {
            faults.Add(FormattableString.Invariant($"labels: {labels.Count} are given, at most {MaximumLabels} are kept"));
        }

        CheckPairs("label", labels, 63, 200, faults);
        if (annotations.Count > MaximumLabels)
        {
            faults.Add(FormattableString.Invariant($"annotations: {annotations.Count} are given, at most {MaximumLabels} are kept"));
        }

        CheckPairs("annotation", annotations, LongestAnnotationKey, 2000, faults);
    }

    internal static void CheckSlices(BudgetingMethod method, SloPeriod period, List<string> faults)
    {
        if (method.Kind == BudgetingMethodKind.Occurrences)
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

    private static void CheckPairs(string what, Dictionary<string, string> pairs, int keyLimit, int limit, List<string> faults)
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
