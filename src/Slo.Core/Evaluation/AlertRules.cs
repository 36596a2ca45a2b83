namespace Slo.Evaluation;

/// <summary>What the rules of an objective must satisfy, and the rules that follow from its drafts. Collects, never stops at the first fault.</summary>
internal static class AlertRules
{
    private const int MaximumRules = 32;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>The rules to evaluate. An own rule that cannot fire is a fault; a default one is kept, and warned of.</summary>
    internal static List<AlertRule> Resolve(
        List<RuleDraft>? own, List<RuleDraft> guards, SloPeriod period, BudgetingMethod method, decimal? targetRatio, List<string> faults, List<string> warnings)
    {
        if (targetRatio == 0)
        {
            warnings.Add("target 0 %: every event may be bad, so no rule can ever hold");
        }

        IEnumerable<RuleDraft> drafts = (own ?? Defaults(period, method)).Concat(guards);

        if ((own?.Count ?? 0) + guards.Count > MaximumRules)
        {
            faults.Add(FormattableString.Invariant($"rules: {(own?.Count ?? 0) + guards.Count} are given, at most {MaximumRules} are evaluated"));
        }

        List<AlertRule> rules = [];
        foreach (RuleDraft draft in drafts)
        {
            var before = faults.Count;
            Check(draft, period, method, faults);
            if (faults.Count > before || targetRatio is null)
            {
                continue;
            }

            AlertRule resolved = draft.Resolve(period.Length, Fraction.From(1 - targetRatio.Value));
            rules.Add(resolved);
            if (resolved is BurnRateRule rule && CanNeverHold(rule, targetRatio.Value))
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

    private static IEnumerable<RuleDraft> Defaults(SloPeriod period, BudgetingMethod method)
    {
        IEnumerable<BurnRateDraft> rules = DefaultRules.For(period.Length);
        return method.Slice == TimeSpan.Zero
            ? rules
            : rules.Select(rule => rule.RoundedUpTo(method.Slice)).Where(rule => rule.LongWindow <= period.Length);
    }

    private static void Check(RuleDraft draft, SloPeriod period, BudgetingMethod method, List<string> faults)
    {
        switch (draft)
        {
            case BurnRateDraft burn:
                CheckBurnRate(burn, period, method, faults);
                CheckSettings($"rule {Windows(burn)}", burn.Severity, burn.Settings, isBurnRate: true, faults);
                break;
            case ReadyDraft { Rule: var rule }:
                CheckReady(rule, period, faults);
                CheckSettings($"rule '{rule}'", rule.Severity, rule.Settings, isBurnRate: false, faults);
                break;
        }
    }

    private static void CheckReady(AlertRule rule, SloPeriod period, List<string> faults)
    {
        if (rule is RemainingBudgetRule { RemainingRatio: < 0 or >= 1 } remaining)
        {
            faults.Add(FormattableString.Invariant($"rule '{rule}': the share of budget left {remaining.RemainingRatio} must be from 0 to below 1, for example 0.25 for 25 %"));
        }

        if (rule is ExhaustionRule exhaustion && (exhaustion.Within <= TimeSpan.Zero || exhaustion.Within > period.Length))
        {
            faults.Add($"rule '{rule}': the time must be above 0 and at most the period {SloDuration.Format(period.Length)}, for example 3d");
        }

        if (rule is SilenceRule silence
            && (silence.After < TimeSpan.FromSeconds(1) || silence.After.Ticks % TimeSpan.TicksPerSecond != 0 || silence.After > period.Length))
        {
            faults.Add($"rule '{rule}': the time must be whole seconds, at least 1s and at most the period {SloDuration.Format(period.Length)}, for example 10m");
        }
    }

    private static void CheckSettings(string rule, AlertSeverity severity, AlertRuleSettings settings, bool isBurnRate, List<string> faults)
    {
        if (!Enum.IsDefined(severity))
        {
            faults.Add($"{rule}: severity must be Page or Ticket");
        }

        foreach ((string name, TimeSpan value) in (ReadOnlySpan<(string, TimeSpan)>)
            [("hold", settings.Hold), ("keep firing", settings.KeepFiring), ("cool-down", settings.CoolDown)])
        {
            if (value < TimeSpan.Zero || value > LongestWait)
            {
                faults.Add($"{rule}: {name} {SloDuration.Format(value)} must be from 0 to 7d");
            }
        }

        if (!isBurnRate && (settings.MinimumBadEvents != 0 || settings.Confidence is not null))
        {
            faults.Add($"{rule}: minimum bad events and confidence are of burn-rate rules only");
        }

        if (settings.MinimumBadEvents < 0)
        {
            faults.Add(FormattableString.Invariant($"{rule}: minimum bad events {settings.MinimumBadEvents} may not be negative"));
        }

        if (settings.Confidence is < 0.5m or >= 1)
        {
            faults.Add(FormattableString.Invariant($"{rule}: confidence {settings.Confidence} must be from 0.5 to below 1, for example 0.95"));
        }
    }

    private static string Windows(BurnRateDraft rule) => $"{SloDuration.Format(rule.LongWindow)}/{SloDuration.Format(rule.ShortWindow)}";

    private static void CheckBurnRate(BurnRateDraft rule, SloPeriod period, BudgetingMethod method, List<string> faults)
    {
        var windows = Windows(rule);
        if (!Enum.IsDefined(rule.Comparison))
        {
            faults.Add($"rule {windows}: comparison must be AtOrAbove or Above");
        }

        if (rule.ErrorRatio is <= 0 or > 1)
        {
            faults.Add(FormattableString.Invariant($"rule {windows}: error ratio {rule.ErrorRatio} must be above 0 and at most 1, for example 0.01 for 1 %"));
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
}
