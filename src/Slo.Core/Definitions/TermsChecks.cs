using System.Globalization;

namespace Slo.Definitions;

/// <summary>What targets at times and exclusions must satisfy. Collects, never stops at the first error.</summary>
internal static class TermsChecks
{
    private const int MaximumSchedules = 100;
    private const int LongestOwner = 200;
    private const int LongestReason = 1050;

    // Every hour of every week, and every clock change of a year.
    private static readonly DateTimeOffset YearStart = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset YearEnd = new(2025, 1, 8, 0, 0, 0, TimeSpan.Zero);

    internal static void Check(SloDefinition objective, List<SloFinding> findings)
    {
        CheckCount("scheduled targets", objective.ScheduledTargets.Count, findings);
        CheckCount("exclusions", objective.Exclusions.Count, findings);
        foreach (SloScheduledTarget target in objective.ScheduledTargets.Take(MaximumSchedules))
        {
            if (ObjectiveResolver.CheckRatio(target.TargetRatio) is { } error)
            {
                findings.Add(error with { Message = $"scheduled target '{target.When}': {error.Message}", Path = "scheduled target" });
            }
        }

        SloScheduledTarget[] targets = [.. objective.ScheduledTargets.Take(MaximumSchedules)];
        for (var i = 0; i < targets.Length; i++)
        {
            foreach (SloScheduledTarget other in targets.Skip(i + 1).Where(other => Overlap(targets[i].When, other.When)))
            {
                findings.Add(SloFinding.Error(
                    SloFindingCodes.OverlappingTargets,
                    $"scheduled targets '{targets[i].When}' and '{other.When}': apply at the same time; "
                    + "make one end where the other begins",
                    "scheduled target"));
            }
        }

        foreach (SloExclusion exclusion in objective.Exclusions.Take(MaximumSchedules))
        {
            findings.AddRange(Check(exclusion));
        }
    }

    internal static List<SloFinding> Check(SloExclusion exclusion) => CheckTexts("exclusion", exclusion.Owner, exclusion.Reason);

    internal static IEnumerable<SloFinding> Check(SloTargetOverride change, DateTimeOffset now)
    {
        if (ObjectiveResolver.CheckRatio(change.TargetRatio) is { } error)
        {
            yield return error;
        }

        if (change.To <= change.From)
        {
            yield return SloFinding.Error(
                SloFindingCodes.InvalidSchedule, $"override of the target: ends at {change.To:u}, before it begins at {change.From:u}, "
                + "or with it; write a later end", "to");
        }
        else if (change.To <= now)
        {
            yield return SloFinding.Error(
                SloFindingCodes.InvalidSchedule, $"override of the target: has expired at {change.To:u}; the past is judged by the target "
                + "that was in force, so exclude time that should not count", "to");
        }

        if (change.To - change.From > SloPeriod.MaximumLength)
        {
            yield return SloFinding.Error(
                SloFindingCodes.OutOfRange, "override of the target: lasts longer than 400 days; declare the target instead", "to");
        }

        foreach (SloFinding text in CheckTexts("override", change.Owner, change.Reason))
        {
            yield return text;
        }
    }

    /// <summary>Overrides of one objective that apply at the same time.</summary>
    internal static IEnumerable<SloFinding> CheckOverlaps(IReadOnlyList<SloTargetOverride> changes) => changes.SelectMany(
        (change, i) => changes.Take(i).Where(one => one.From < change.To && one.To > change.From).Select(one => Overlaps(change, one)));

    /// <summary>An override that another one overlaps.</summary>
    internal static SloFinding Overlaps(SloTargetOverride change, SloTargetOverride one) => SloFinding.Error(
        SloFindingCodes.OverlappingTargets, string.Create(
            CultureInfo.InvariantCulture,
            $"override of the target from {change.From:u} to {change.To:u}: overlaps override '{one.Id}' ")
        + string.Create(CultureInfo.InvariantCulture, $"from {one.From:u} to {one.To:u}; end that one first"), "from");

    /// <summary>Ids that are missing, no ids, or given twice.</summary>
    internal static IEnumerable<SloFinding> CheckIds(string what, IEnumerable<string?> ids)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (CheckId(id ?? "") is { } fault)
            {
                yield return fault;
            }
            else if (!known.Add(id!))
            {
                yield return SloFinding.Error(
                    SloFindingCodes.DuplicateName, $"id '{id}' of an {what}: is given twice; choose another", "id");
            }
        }
    }

    internal static SloFinding? CheckId(string id) => id.Length is 0 or > 63
        || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        ? SloFinding.Error(
            SloFindingCodes.InvalidName, $"id '{SloText.OneLine(id, 61)}': must be 1 to 63 letters, digits, '-', '_' or '.'", "id")
        : null;

    internal static bool Overlap(SloSchedule one, SloSchedule other)
    {
        (DateTimeOffset from, DateTimeOffset to) = (one.From ?? other.From ?? YearStart, one.To ?? other.To ?? YearEnd);
        (DateTimeOffset From, DateTimeOffset To)[] others = [.. other.GetStretches(from, to)];
        return one.GetStretches(from, to).Any(stretch => others.Any(next => next.From < stretch.To && next.To > stretch.From));
    }

    private static List<SloFinding> CheckTexts(string what, string? owner, string? reason)
    {
        List<SloFinding> findings = [];
        ObjectiveChecks.CheckText($"{what} owner", owner, LongestOwner, findings);
        ObjectiveChecks.CheckText($"{what} reason", reason, LongestReason, findings);
        return findings;
    }

    private static void CheckCount(string what, int count, List<SloFinding> findings)
    {
        if (count > MaximumSchedules)
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.InvalidCount,
                FormattableString.Invariant($"{what}: {count} are given, at most {MaximumSchedules} are kept"), what));
        }
    }
}
