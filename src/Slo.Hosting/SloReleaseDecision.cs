using Slo.Hosting.Policies;

namespace Slo;

/// <summary>A decision of the release gate: whether a release is allowed and, if not, why. Immutable.</summary>
/// <param name="AsOf">The time of the decision, UTC.</param>
/// <param name="Objectives">The names of the objectives that were checked.</param>
/// <param name="Reasons">The reasons for which the gate is closed, and those that are overridden.</param>
/// <param name="Reviews">Why a review is required; a review does not close the gate.</param>
public sealed record SloReleaseDecision(
    DateTimeOffset AsOf, IReadOnlyList<string> Objectives, IReadOnlyList<SloReleaseReason> Reasons,
    IReadOnlyList<SloReleaseReason> Reviews)
{
    /// <summary>Whether a release is allowed: there is no reason against it, or every reason is overridden.</summary>
    public bool IsOpen => Reasons.All(reason => reason.OverriddenBy is not null);

    /// <summary>The overrides that are in force for any of the objectives.</summary>
    public IReadOnlyList<SloReleaseOverride> Overrides { get; init; } = [];

    /// <summary>The objectives without events in their period. They do not close the gate.</summary>
    public IReadOnlyList<string> WithoutData { get; init; } = [];

    /// <summary>Whether the overrides could be read from the store. If not, those of other instances and of earlier processes may be
    /// missing.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Decides about the objectives.</summary>
    /// <param name="statuses">The status and the scope of each objective that is checked.</param>
    /// <param name="policies">The status of levels of policies; those of other objectives are ignored.</param>
    /// <param name="overrides">The overrides that are in force.</param>
    /// <param name="now">The current time.</param>
    public static SloReleaseDecision Of(
        IReadOnlyList<(SloStatus Status, SloScope Scope)> statuses, IReadOnlyList<SloPolicyStatus> policies,
        IReadOnlyList<SloReleaseOverride> overrides, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(overrides);
        ILookup<string, SloPolicyStatus> inForce = policies.Where(policy => policy.IsInForce)
            .ToLookup(policy => policy.Objective, StringComparer.OrdinalIgnoreCase);
        SloReleaseReason[] reasons =
        [
            .. statuses.SelectMany(one => ReleaseReasons.Of(one.Status, one.Scope).Concat(inForce[one.Status.Objective.Name]
                .Where(level => level.Level.Actions.Any(action => action.FreezesReleases)).Select(ReleaseReasons.Of))),
        ];
        return new(
            now, [.. statuses.Select(one => one.Status.Objective.Name)],
            [.. reasons.Select(reason => reason with { OverriddenBy = overrides.FirstOrDefault(one => one.IsFor(reason.Objective))?.Id })],
            [
                .. statuses.SelectMany(one => inForce[one.Status.Objective.Name])
                    .Where(level => level.Level.Actions.Any(action => action.RequiresReview)).Select(ReleaseReasons.Of),
            ])
        {
            Overrides = [.. overrides.Where(one => statuses.Any(status => one.IsFor(status.Status.Objective.Name)))],
            WithoutData =
            [
                .. statuses.Where(one => one.Status.ErrorBudgetRemainingRatio is null).Select(one => one.Status.Objective.Name),
            ],
        };
    }
}
