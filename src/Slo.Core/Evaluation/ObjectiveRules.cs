using System.Text.RegularExpressions;

namespace Slo.Evaluation;

/// <summary>What an objective must satisfy to be evaluated at all. Collects, never stops at the first fault.</summary>
internal static partial class ObjectiveRules
{
    private const int MaximumLabels = 64;
    private const int MaximumRules = 32;

    internal static void CheckTexts(
        string name, string? displayName, string? service, string? description, string? owner, Dictionary<string, string> labels,
        List<string> faults)
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

        foreach ((string key, string value) in labels)
        {
            if (key.Length is 0 or > 63)
            {
                faults.Add($"label '{Shown(key)}': a key must have 1 to 63 characters");
            }

            CheckText($"label key '{Shown(key)}'", key, 63, faults);
            CheckText($"label '{Shown(key)}'", value, 200, faults);
        }
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

    /// <summary>The rules to evaluate. An own rule that cannot fire is a fault; a default one is kept, and warned of.</summary>
    internal static List<BurnRateRule> Resolve(
        List<RuleDraft>? own, SloPeriod period, BudgetingMethod method, decimal? targetRatio, List<string> faults, List<string> warnings)
    {
        if (targetRatio == 0)
        {
            warnings.Add("target 0 %: every event may be bad, so no rule can ever hold");
        }

        IEnumerable<RuleDraft> drafts = own ?? DefaultRules.For(period.Length);
        if (own is null && method.Slice > TimeSpan.Zero)
        {
            drafts = drafts.Select(rule => rule.RoundedUpTo(method.Slice)).Where(rule => rule.LongWindow <= period.Length);
        }

        if (own?.Count > MaximumRules)
        {
            faults.Add(FormattableString.Invariant($"rules: {own.Count} are given, at most {MaximumRules} are evaluated"));
        }

        List<BurnRateRule> rules = [];
        foreach (RuleDraft draft in drafts)
        {
            var before = faults.Count;
            CheckRule(draft, period, method, faults);
            if (faults.Count > before || targetRatio is null)
            {
                continue;
            }

            BurnRateRule rule = draft.Resolve(period.Length);
            rules.Add(rule);
            if (CanNeverHold(rule, targetRatio.Value))
            {
                var complaint = FormattableString.Invariant(
                    $"rule '{rule}': can never hold, because with a target of {targetRatio * 100:0.##########} % no burn rate exceeds {1 / (1 - targetRatio.Value):0.####}");
                if (own is null)
                {
                    warnings.Add(complaint + "; declare rules that fit the target");
                }
                else
                {
                    faults.Add(complaint + "; lower the factor (or the budget fraction), or raise the target");
                }
            }
        }

        return rules;
    }

    // The greatest bad ratio is 1: reached at most, never exceeded. A target of 0 has its own warning.
    private static bool CanNeverHold(BurnRateRule rule, decimal targetRatio)
    {
        var threshold = rule.Factor * (1 - targetRatio);
        return targetRatio > 0 && (threshold > 1 || (threshold == 1 && rule.Comparison == ThresholdComparison.Above));
    }

    private static void CheckRule(RuleDraft rule, SloPeriod period, BudgetingMethod method, List<string> faults)
    {
        var windows = $"{SloDuration.Format(rule.LongWindow)}/{SloDuration.Format(rule.ShortWindow)}";
        if (!Enum.IsDefined(rule.Severity) || !Enum.IsDefined(rule.Comparison))
        {
            faults.Add($"rule {windows}: severity must be Page or Ticket, comparison AtOrAbove or Above");
        }

        if (rule.Factor is < 0.000001m or > 1_000_000)
        {
            faults.Add(FormattableString.Invariant($"rule {windows}: factor {rule.Factor} must be from 0.000001 to 1000000, for example 14.4"));
        }

        if (rule.BudgetFraction is < 0.000001m or > 1)
        {
            faults.Add(FormattableString.Invariant(
                $"rule {windows}: budget fraction {rule.BudgetFraction} must be from 0.000001 to 1, for example 0.02 for 2 %"));
        }

        if (rule.LongWindow < TimeSpan.FromSeconds(1) || rule.ShortWindow < TimeSpan.FromSeconds(1)
            || rule.LongWindow.Ticks % TimeSpan.TicksPerSecond != 0 || rule.ShortWindow.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            faults.Add($"rule {windows}: windows must be whole seconds, at least 1s");
        }

        if (rule.ShortWindow > rule.LongWindow || rule.LongWindow > period.Length)
        {
            faults.Add($"rule {windows}: the short window may not exceed the long one, nor the long one the period {SloDuration.Format(period.Length)}");
        }

        if (method.Slice > TimeSpan.Zero && (rule.LongWindow.Ticks % method.Slice.Ticks != 0 || rule.ShortWindow.Ticks % method.Slice.Ticks != 0))
        {
            faults.Add($"rule {windows}: with slices of {SloDuration.Format(method.Slice)} the windows must be whole slices");
        }

        if (rule.MinimumEvents < 0)
        {
            faults.Add(FormattableString.Invariant($"rule {windows}: minimum events {rule.MinimumEvents} may not be negative"));
        }
    }

    private static void CheckText(string what, string? text, int limit, List<string> faults)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length > limit)
        {
            faults.Add(FormattableString.Invariant($"{what} '{Shown(text)}': has {text.Length} characters, at most {limit} are allowed"));
        }

        if (text.Any(char.IsControl))
        {
            faults.Add($"{what} '{Shown(text)}': holds a control character; write plain text on one line");
        }
    }

    // Faults reach logs: no control characters, no flood.
    internal static string Shown(string? text) =>
        string.Concat((text ?? "").Take(60).Select(c => char.IsControl(c) ? '?' : c)) + (text?.Length > 60 ? "…" : "");

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
