namespace Slo.AspNetCore.Api;

/// <summary>JSON: the dependency map of a set.</summary>
/// <param name="AsOf">When it was read.</param>
/// <param name="IsObserved">Whether calls are observed.</param>
/// <param name="Total">How many objectives there are.</param>
/// <param name="Nodes">The services of the app, and what they call.</param>
/// <param name="Callers">The objectives.</param>
/// <param name="Findings">What is questionable.</param>
internal sealed record MapDocument(
    DateTimeOffset AsOf, bool IsObserved, int Total, IReadOnlyList<MapNodeDocument> Nodes, IReadOnlyList<MapCallerDocument> Callers,
    IReadOnlyList<MapFindingDocument> Findings);
