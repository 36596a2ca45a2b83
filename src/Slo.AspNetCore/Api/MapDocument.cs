namespace Slo.AspNetCore.Api;

/// <summary>JSON: the dependency map of a set, or of the services that share the map of a fleet.</summary>
/// <param name="AsOf">When it was read.</param>
/// <param name="IsObserved">Whether calls are observed.</param>
/// <param name="Total">How many objectives there are.</param>
/// <param name="Nodes">The services of the app, and what they call.</param>
/// <param name="Callers">The objectives.</param>
/// <param name="Findings">What is questionable.</param>
/// <param name="Instances">How many instances of all services were summed; null unless it is that of a fleet.</param>
/// <param name="Causes">What the services that burn lead to; null unless it is that of a fleet.</param>
/// <param name="Cycles">Services that call each other in a circle; null unless it is that of a fleet.</param>
internal sealed record MapDocument(
    DateTimeOffset AsOf, bool IsObserved, int Total, IReadOnlyList<MapNodeDocument> Nodes, IReadOnlyList<MapCallerDocument> Callers,
    IReadOnlyList<MapFindingDocument> Findings, int? Instances = null, IReadOnlyList<MapCauseDocument>? Causes = null,
    IReadOnlyList<IReadOnlyList<string>>? Cycles = null);
