namespace Slo.AspNetCore.Api;

/// <summary>JSON: an override of the release gate.</summary>
internal sealed record GateOverrideDocument(
    string? Id, string? Objective, DateTimeOffset From, DateTimeOffset To, string? Owner, string? Reason)
{
    internal static GateOverrideDocument Of(SloReleaseOverride one) => new(one.Id, one.Objective, one.From, one.To, one.Owner, one.Reason);
}
