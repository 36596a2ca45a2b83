namespace Slo.AspNetCore.Api;

/// <summary>JSON: an exclusion. One that an objective declares has no id; one of all objectives has no objective.</summary>
internal sealed record ExclusionDocument(
    string? Id, string? Objective, string When, DateTimeOffset? From, DateTimeOffset? To, string? Owner, string? Reason)
{
    internal static ExclusionDocument Of(SloExclusion exclusion) => new(
        exclusion.Id, exclusion.Objective, exclusion.When.ToString(), exclusion.When.From, exclusion.When.To, exclusion.Owner,
        exclusion.Reason);
}
