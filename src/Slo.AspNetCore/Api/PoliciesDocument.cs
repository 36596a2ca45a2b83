namespace Slo.AspNetCore.Api;

/// <summary>JSON: the error-budget policies of a set.</summary>
/// <param name="AsOf">The instant.</param>
/// <param name="Total">The number of levels, including those beyond the limit.</param>
/// <param name="Policies">The policies as declared.</param>
/// <param name="Levels">The status of each level for each objective, those in force first.</param>
internal sealed record PoliciesDocument(
    DateTimeOffset AsOf, int Total, IReadOnlyList<PolicyDocument> Policies, IReadOnlyList<PolicyStatusDocument> Levels);
