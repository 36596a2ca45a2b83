namespace Slo.AspNetCore.Api;

/// <summary>JSON: an error-budget policy as declared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Objectives">The objectives it applies to; with no services either, all.</param>
/// <param name="Services">The services to whose objectives it applies.</param>
/// <param name="WhoMayOverride">Who may override it, in words.</param>
/// <param name="Levels">Its levels.</param>
internal sealed record PolicyDocument(
    string Name, IReadOnlyList<string> Objectives, IReadOnlyList<string> Services, string? WhoMayOverride,
    IReadOnlyList<PolicyLevelDocument> Levels)
{
    internal static PolicyDocument Of(SloPolicy policy) => new(
        policy.Name, policy.Objectives, policy.Services, policy.WhoMayOverride, [.. policy.Levels.Select(PolicyLevelDocument.Of)]);
}
