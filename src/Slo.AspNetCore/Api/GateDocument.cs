namespace Slo.AspNetCore.Api;

/// <summary>JSON: whether a release is allowed.</summary>
/// <param name="Gate">open or closed.</param>
/// <param name="AsOf">The instant.</param>
/// <param name="IsComplete">Whether the overrides could be read from the store.</param>
/// <param name="Objectives">The objectives that were checked.</param>
/// <param name="WithoutData">Those without events, which do not close the gate.</param>
/// <param name="Reasons">The reasons for which it is closed, and those that are overridden.</param>
/// <param name="Reviews">Why a review is required, which does not close it.</param>
/// <param name="Overrides">The overrides that are in force.</param>
internal sealed record GateDocument(
    string Gate, DateTimeOffset AsOf, bool IsComplete, IReadOnlyList<string> Objectives, IReadOnlyList<string> WithoutData,
    IReadOnlyList<GateReasonDocument> Reasons, IReadOnlyList<GateReasonDocument> Reviews, IReadOnlyList<GateOverrideDocument> Overrides)
{
    internal static GateDocument Of(SloReleaseDecision decision) => new(
        decision.IsOpen ? "open" : "closed", decision.AsOf, decision.IsComplete, decision.Objectives, decision.WithoutData,
        [.. decision.Reasons.Select(GateReasonDocument.Of)], [.. decision.Reviews.Select(GateReasonDocument.Of)],
        [.. decision.Overrides.Select(GateOverrideDocument.Of)]);
}
