namespace Slo.AspNetCore.Api;

/// <summary>JSON: the reactions of a set.</summary>
/// <param name="Reactions">In the order of their declaration.</param>
internal sealed record ReactionsDocument(IReadOnlyList<ReactionDocument> Reactions);
