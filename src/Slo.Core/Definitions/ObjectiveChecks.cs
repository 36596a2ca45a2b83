using System.Text.RegularExpressions;

namespace Slo.Definitions;

/// <summary>What an objective must satisfy to be evaluated at all. Collects, never stops at the first error.</summary>
internal static partial class ObjectiveChecks
{
    private static readonly string[] RequestLabels = [HttpIndicator.RouteLabel, HttpIndicator.MethodLabel];

    private const int MaximumLabels = 64;
    private const int MaximumAlertingGroups = 100;

    // A domain, a slash and a name, as Kubernetes and OpenSLO have it.
    private const int LongestAnnotationKey = 253 + 1 + 63;

    internal static void CheckTexts(SloDefinition objective, List<SloFinding> findings)
    {
        if (string.IsNullOrEmpty(objective.Name) || !Name().IsMatch(objective.Name))
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.InvalidName, $"name '{Shown(objective.Name)}': must be 1 to 63 letters, digits, '-', '_' or '.', "
                + "beginning and ending with a letter or digit, "
                + "for example checkout-availability (use the display name for anything else)", "name"));
        }

        foreach (SloObjectiveProperty property in SloObjectiveProperty.All.Where(property => !property.IsFlag))
        {
            CheckText(property.Label, (string?)property.Of(objective), property.MaximumLength!.Value, findings);
        }

        if (objective.Labels.Count > MaximumLabels)
        {
            findings.Add(SloFinding.Error(SloFindingCodes.InvalidCount, FormattableString.Invariant(
                $"labels: {objective.Labels.Count} are given, at most {MaximumLabels} are kept"), "labels"));
        }

        CheckPairs("label", objective.Labels, 63, 200, findings);
        if (objective.Annotations.Count > MaximumLabels)
        {
            findings.Add(SloFinding.Error(SloFindingCodes.InvalidCount, FormattableString.Invariant(
                $"annotations: {objective.Annotations.Count} are given, at most {MaximumLabels} are kept"), "annotations"));
        }

        CheckPairs("annotation", objective.Annotations, LongestAnnotationKey, 2000, findings);
    }

    internal static void CheckNumbers(SloDefinition objective, List<SloFinding> findings)
    {
        if (objective.LatencyThreshold is { } threshold && (threshold <= TimeSpan.Zero || threshold > TimeSpan.FromDays(1)))
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.OutOfRange,
                $"latency threshold {SloDuration.Format(threshold)}: must be above 0 and at most 1d, for example 300ms",
                "latency threshold"));
        }

        if (objective.SlaTargetRatio is { } sla && (sla < 0 || sla > objective.TargetRatio))
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.OutOfRange,
                FormattableString.Invariant($"SLA target {sla * 100:0.##########} %: must be from 0 % to the target ")
                + FormattableString.Invariant($"{objective.TargetRatio * 100:0.##########} %, because a contract promises no more than ")
                + "the objective; write for example 99.5", "SLA target"));
        }

        if (objective.UnobservedTime is { } unobserved && !Enum.IsDefined(unobserved))
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.UnknownWord,
                FormattableString.Invariant($"unobserved time {(int)unobserved}: must be AssumeGood or Exclude"), "unobserved time"));
        }

        CheckCohort(objective, findings);
        findings.AddRange(SloDeclaredDependency.Check(objective.DependsOn));
        CheckGroups(objective, findings);
        CheckSlices(objective.Method, objective.Period, findings);
    }

    private static void CheckCohort(SloDefinition objective, List<SloFinding> findings)
    {
        if (objective.CohortBy is { } source && !SloCohortSource.TryParse(source, out _))
        {
            findings.Add(SloCohortSource.SecretWordOf(source) is { } word
                ? SloFinding.Error(
                    SloFindingCodes.SecretHeader,
                    $"cohort by '{Shown(source)}': the name of the header contains '{word}', so its values may be secrets, and names of "
                    + "cohorts are shown; take a header that the proxy sets for this, for example header:X-Version", "cohort by")
                : SloFinding.Error(
                    SloFindingCodes.UnknownWord,
                    $"cohort by '{Shown(source)}': must be version, value:NAME or header:NAME, with 1 to 64 characters, for example "
                    + "header:X-Version", "cohort by"));
        }
    }

    private static void CheckGroups(SloDefinition objective, List<SloFinding> findings)
    {
        if (objective.Grouping is { Label: var label, Maximum: var maximum }
            && (string.IsNullOrWhiteSpace(label) || label.Length > 63 || maximum is < 1 or > 1000))
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.OutOfRange, FormattableString.Invariant($"group '{label}' with at most {maximum}: ")
                + "needs a label of 1 to 63 characters and a maximum from 1 to 1000", "group"));
        }

        if (objective.Grouping is { Label: var tag } && SecretTags.WhyIn(tag) is { } why)
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.SecretHeader, $"group '{Shown(tag)}': {why}, so its values may be secrets, and groups are shown; take "
                + "another tag, for example http.route", "group"));
        }

        // The label of an objective that code records to, or of an instrument, may be any other text.
        if (objective is { Indicator: HttpIndicator { HasGroupValue: false }, Grouping.Label: { Length: > 0 } word }
            && !RequestLabels.Contains(word))
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.UnknownWord, $"group '{Shown(word)}': requests have no such group, unless code gives it with GroupValue"
                + SloText.NearestHint(word, RequestLabels), "group"));
        }

        if (objective.AlertPerGroup && objective.Grouping is not { Maximum: <= MaximumAlertingGroups })
        {
            findings.Add(SloFinding.Error(SloFindingCodes.AlertsWithoutGroups, FormattableString.Invariant(
                $"alert per group: needs a grouping with at most {MaximumAlertingGroups} groups, for example GroupBy \"tenant\""),
                "alert per group"));
        }
    }

    private static void CheckSlices(BudgetingMethod method, SloPeriod period, List<SloFinding> findings)
    {
        if (method.Slice == TimeSpan.Zero)
        {
            return;
        }

        if (method.Slice > period.Length)
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.SliceMismatch,
                $"slice {SloDuration.Format(method.Slice)}: is longer than the period {SloDuration.Format(period.Length)}", "slice"));
        }
        else if (period.Length.Ticks % method.Slice.Ticks != 0)
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.SliceMismatch,
                $"slice {SloDuration.Format(method.Slice)}: does not divide the period {SloDuration.Format(period.Length)}; "
                + "choose one that does, for example 1m or 5m", "slice"));
        }
    }

    private static void CheckPairs(
        string what, IReadOnlyDictionary<string, string> pairs, int keyLimit, int limit, List<SloFinding> findings)
    {
        foreach ((string key, string value) in pairs)
        {
            if (key.Length == 0 || key.Length > keyLimit)
            {
                findings.Add(SloFinding.Error(
                    SloFindingCodes.InvalidKey,
                    FormattableString.Invariant($"{what} '{Shown(key)}': a key must have 1 to {keyLimit} characters"), what));
            }

            CheckText($"{what} key '{Shown(key)}'", key, keyLimit, findings);
            CheckText($"{what} '{Shown(key)}'", value, limit, findings);
        }
    }

    internal static void CheckText(string what, string? text, int limit, List<SloFinding> findings)
    {
        if (text is null)
        {
            return;
        }

        // Characters as people and other languages count them, and not UTF-16 units.
        if (text.Length > limit && text.EnumerateRunes().Count() is var length && length > limit)
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.TooLong,
                FormattableString.Invariant($"{what} '{Shown(text)}': has {length} characters, at most {limit} are allowed"), what));
        }

        if (text.Any(char.IsControl))
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.ControlCharacter,
                $"{what} '{Shown(text)}': holds a control character; write plain text on one line", what));
        }
    }

    // The value must not crowd out what is wrong with it.
    internal static string Shown(string? text) => SloText.OneLine(text, 61);

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
