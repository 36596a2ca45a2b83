namespace Slo.Alerting;

/// <summary>Which contributors an incident has, of those that its explanations find one after the other.</summary>
internal static class IncidentContributors
{
    /// <summary>Of the explanations that were not read yet, the first, the last escalation and the last: an incident that is not read keeps
    /// no more.</summary>
    internal static DeferredAttribution[] Waiting(DeferredAttribution[] waiting, DeferredAttribution next) =>
    [
        .. waiting.Take(1),
        .. waiting.Skip(1).Where(one => one.IsOfEscalation && !next.IsOfEscalation).TakeLast(1),
        next,
    ];

    /// <summary>
    /// What covers all of the incident takes the place of what was known, and so does what made it a page. What begins after it did, with
    /// the process, only fills a gap.
    /// </summary>
    /// <param name="incident">The incident.</param>
    /// <param name="found">What was found now, or null.</param>
    /// <param name="isOfEscalation">Whether that explains an escalation, and not all of the incident.</param>
    /// <param name="escalation">The first contributor of the last escalation; null: none.</param>
    internal static SloIncident With(SloIncident incident, SloAttribution? found, bool isOfEscalation, SloContributor? escalation)
    {
        var isPart = found?.From > incident.StartedAt && !isOfEscalation;
        if (found is not { Contributors.Count: > 0 } || (isPart && incident.Contributors.Count > 0))
        {
            return incident;
        }

        IEnumerable<SloContributor> all = isOfEscalation || escalation is null || IsAmong(found, escalation.Values)
            ? found.Contributors.Take(SloIncident.MostContributors) : Joined(found, escalation);
        return incident with
        {
            Contributors =
            [
                .. all.Select(one => isOfEscalation ? one : Named(one, found, incident.Contributors))
                    .Select(one => one with { Exemplars = [.. one.Exemplars.Take(SloIncident.MostContributors)] }),
            ],
        };
    }

    // A page of minutes is a small part of a ticket of days, too small to be found in it. Its share is what it is of the whole, and the
    // others have the rest.
    private static IEnumerable<SloContributor> Joined(SloAttribution whole, SloContributor escalation)
    {
        SloContributor[] others = [.. whole.Contributors.Take(SloIncident.MostContributors - 1)];
        var excess = Math.Max(0, escalation.BadEvents - escalation.ExpectedBadEvents);
        var share = Math.Clamp(excess / Math.Max(1, Math.Max(excess, whole.ExcessBadEvents)), 0, 1);
        var rest = others.Sum(one => one.ExcessRatio);
        var kept = Math.Min(1, (1 - share) / Math.Max(rest, double.Epsilon));
        return others.Select(one => one with { ExcessRatio = one.ExcessRatio * kept }).Append(escalation with { ExcessRatio = share })
            .Where(one => one.ExcessRatio > 0).OrderByDescending(one => one.ExcessRatio);
    }

    // A cohort that was known before stays part of the name, with what it was found by.
    private static SloContributor Named(SloContributor one, SloAttribution found, IReadOnlyList<SloContributor> known) =>
        found.IsCohortUnknown && known.FirstOrDefault(other => one.Values.SequenceEqual(WithoutCohort(other))) is { } before
            && !IsAmong(found, before.Values)
            ? one with
            {
                Values = before.Values,
                Lift = before.Lift,
                PValue = before.PValue,
                ValueFirstSeenAt = before.ValueFirstSeenAt,
                FirstVersion = before.FirstVersion,
            }
            : one;

    private static IEnumerable<SloDimensionValue> WithoutCohort(SloContributor one) =>
        one.Values.Where(value => value.Dimension != SloDimension.Cohort);

    private static bool IsAmong(SloAttribution found, IReadOnlyList<SloDimensionValue> values) =>
        found.Contributors.Any(one => one.Values.SequenceEqual(values));
}
