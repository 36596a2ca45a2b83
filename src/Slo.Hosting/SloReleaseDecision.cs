using Slo.Hosting.Policies;

namespace Slo;

/// <summary>What the release gate says: whether a release may go, and why not. Immutable.</summary>
/// <param name="AsOf">The instant, UTC.</param>
/// <param name="Objectives">The names of the objectives that were asked.</param>
/// <param name="Reasons">Why it is closed, and what would close it but is overridden.</param>
/// <param name="Reviews">Why a review is required; a review does not close the gate.</param>
public sealed record SloReleaseDecision(
    DateTimeOffset AsOf, IReadOnlyList<string> Objectives, IReadOnlyList<SloReleaseReason> Reasons,
    IReadOnlyList<SloReleaseReason> Reviews)
{
    /// <summary>Whether a release may go: every reason is overridden, or there is none.</summary>
    public bool IsOpen => Reasons.All(reason => reason.OverriddenBy is not null);

    /// <summary>The overrides that are in force for any of the objectives.</summary>
    public IReadOnlyList<SloReleaseOverride> Overrides { get; init; } = [];

    /// <summary>The objectives without events in their period: nothing is known of them, so they close nothing.</summary>
    public IReadOnlyList<string> WithoutData { get; init; } = [];

    /// <summary>Whether the store told which overrides there are. If not, those of other instances and of earlier processes are
    /// missing.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Decides.</summary>
    /// <param name="statuses">The status of each objective that is asked.</param>
    /// <param name="policies">How the levels of policies stand; those of other objectives are left out.</param>
    /// <param name="overrides">The overrides that are in force.</param>
    /// <param name="now">The instant.</param>
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
