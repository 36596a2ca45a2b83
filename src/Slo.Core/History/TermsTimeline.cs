namespace Slo.History;

/// <summary>Which target was, is and will be in force, and which time is excluded. Immutable.</summary>
/// <param name="Declared">What was declared, the earliest first; the first since ever.</param>
/// <param name="Overrides">Targets that take the place of the declared one for a time.</param>
/// <param name="Exclusions">Exclusions that were decided while the app ran.</param>
internal sealed record TermsTimeline(
    IReadOnlyList<Terms> Declared, IReadOnlyList<SloTargetOverride> Overrides, IReadOnlyList<SloExclusion> Exclusions)
{
    // Beyond it the oldest is forgotten, and its successor counts for its time.
    private const int MaximumDeclared = 500;

    internal static TermsTimeline Of(SloObjective objective) => new([Terms.Of(objective, DateTimeOffset.MinValue)], [], []);

    /// <summary>Whether one target is in force at all times, and no time is excluded.</summary>
    internal bool AreConstant =>
        Declared is [{ Scheduled.Count: 0, Exclusions.Count: 0 }] && Overrides.Count == 0 && Exclusions.Count == 0;

    /// <summary>The targets in force in a range, each with the instant at which it begins; the first begins with the range.</summary>
    internal List<(DateTimeOffset Since, decimal TargetRatio)> Targets(DateTimeOffset from, DateTimeOffset to)
    {
        List<(DateTimeOffset Since, decimal TargetRatio)> targets = [(from, Declared[0].TargetRatio)];
        for (var i = 0; i < Declared.Count; i++)
        {
            Put(targets, Later(from, Declared[i].Since), DateTimeOffset.MaxValue, Declared[i].TargetRatio);
            foreach (SloScheduledTarget target in Declared[i].Scheduled)
            {
                foreach ((DateTimeOffset begin, DateTimeOffset end) in InForce(i, target.When, from, to))
                {
                    Put(targets, Later(from, begin), end, target.TargetRatio);
                }
            }
        }

        foreach (SloTargetOverride one in Overrides.Where(one => one.To > from && one.From <= to))
        {
            Put(targets, Later(from, one.From), one.To, one.TargetRatio);
        }

        return targets.FindAll(target => target.Since <= to);
    }

    /// <summary>
    /// The stretches of time in a range that are excluded. Weekly hours that are declared apply while they are declared; everything else
    /// is a statement about a certain time, whenever it is made.
    /// </summary>
    internal IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Excluded(DateTimeOffset from, DateTimeOffset to)
    {
        IEnumerable<SloExclusion> dated = Declared[^1].Exclusions.Where(exclusion => !exclusion.When.IsWeekly);
        return dated.Concat(Exclusions).SelectMany(exclusion => exclusion.When.GetStretches(from, to))
            .Concat(Enumerable.Range(0, Declared.Count).SelectMany(i => Declared[i].Exclusions
                .Where(exclusion => exclusion.When.IsWeekly).SelectMany(exclusion => InForce(i, exclusion.When, from, to))));
    }

    /// <summary>The same with what is declared from an instant on.</summary>
    internal TermsTimeline With(SloObjective objective, DateTimeOffset since) => Declared[^1].AreDeclaredBy(objective)
        ? this
        : this with { Declared = [.. Declared.Skip(Declared.Count - MaximumDeclared + 1), Terms.Of(objective, since)] };

    /// <summary>The same without what plays no part after an instant.</summary>
    internal TermsTimeline Since(DateTimeOffset oldest)
    {
        var first = Math.Max(0, Declared.ToList().FindLastIndex(terms => terms.Since <= oldest));
        return first == 0 && Overrides.All(one => one.To > oldest) && Exclusions.All(one => !IsOver(one, oldest))
            ? this
            : new(
                [.. Declared.Skip(first)], [.. Overrides.Where(one => one.To > oldest)],
                [.. Exclusions.Where(one => !IsOver(one, oldest))]);
    }

    private static bool IsOver(SloExclusion exclusion, DateTimeOffset oldest) => exclusion.When.To <= oldest;

    // Takes the place of what was in force in a stretch of time.
    private static void Put(
        List<(DateTimeOffset Since, decimal TargetRatio)> targets, DateTimeOffset from, DateTimeOffset to, decimal ratio)
    {
        var after = targets.FindLast(target => target.Since <= to).TargetRatio;
        targets.RemoveAll(target => target.Since >= from && target.Since <= to);
        var index = targets.FindLastIndex(target => target.Since < from) + 1;
        targets.Insert(index, (from, ratio));
        if (to < DateTimeOffset.MaxValue)
        {
            targets.Insert(index + 1, (to, after));
        }
    }

    // When a schedule applies, as far as it is declared then.
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> InForce(
        int i, SloSchedule schedule, DateTimeOffset from, DateTimeOffset to)
    {
        DateTimeOffset until = i + 1 < Declared.Count ? Declared[i + 1].Since : DateTimeOffset.MaxValue;
        return schedule.GetStretches(Later(from, Declared[i].Since), Earlier(to, until))
            .Select(stretch => (From: Later(stretch.From, Declared[i].Since), To: Earlier(stretch.To, until)))
            .Where(stretch => stretch.To > stretch.From);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
