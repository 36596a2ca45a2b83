using Slo.Shared.Incidents;

namespace Slo.AspNetCore.Api;

/// <summary>JSON: what the bad events of a time have in common. Without contributors no single cause stands out, or
/// nothing is known.</summary>
internal sealed record ContributorsDocument(
    string Name, DateTimeOffset From, DateTimeOffset To, DateTimeOffset ComparedFrom, long BadEvents, double ExpectedBadEvents,
    double ExcessBadEvents, bool IsKnown, string Summary, IReadOnlyList<ContributorDocument> Contributors)
{
    internal static ContributorsDocument Of(string name, SloAttribution attribution) => new(
        name, attribution.From, attribution.To, attribution.ComparedFrom, attribution.BadEvents, attribution.ExpectedBadEvents,
        attribution.ExcessBadEvents, attribution.IsKnown, attribution.Summary,
        [.. attribution.Contributors.Select(ContributorDocument.Of)]);
}
