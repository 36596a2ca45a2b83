using System.Globalization;

namespace Slo.AsCode.Comparing;

/// <summary>What became of targets that are in force at times, and of excluded time.</summary>
internal static class TermsChanges
{
    internal static void Compare(SloObjective before, SloObjective after, Action<SloDifferenceKind, string?, string?> add)
    {
        var was = before.ScheduledTargets.ToLookup(target => target.When.ToString(), target => target.TargetRatio);
        var now = after.ScheduledTargets.ToLookup(target => target.When.ToString(), target => target.TargetRatio);
        foreach (var when in was.Select(target => target.Key).Union(now.Select(target => target.Key)))
        {
            // Where a schedule has no target, the objective's own is in force.
            var one = Ratio(was, when) ?? before.TargetRatio;
            var other = Ratio(now, when) ?? after.TargetRatio;
            if (Ratio(was, when) != Ratio(now, when))
            {
                add(
                    other < one ? SloDifferenceKind.TargetLoosened : SloDifferenceKind.TargetTightened, Text(was, when), Text(now, when));
            }
        }

        foreach (SloExclusion exclusion in before.Exclusions.Except(after.Exclusions))
        {
            add(SloDifferenceKind.TargetTightened, Text(exclusion), null);
        }

        foreach (SloExclusion exclusion in after.Exclusions.Except(before.Exclusions))
        {
            add(SloDifferenceKind.TargetLoosened, null, Text(exclusion));
        }
    }

    private static decimal? Ratio(ILookup<string, decimal> targets, string when) =>
        targets.Contains(when) ? targets[when].First() : null;

    private static string? Text(ILookup<string, decimal> targets, string when) => Ratio(targets, when) is { } ratio
        ? string.Create(CultureInfo.InvariantCulture, $"{ratio * 100:0.##########} % {when}")
        : null;

    private static string Text(SloExclusion exclusion) => $"excluded {exclusion.When}"
        + (exclusion.Reason is { } reason ? $" ({SloText.OneLine(reason, 100)})" : "");
}
