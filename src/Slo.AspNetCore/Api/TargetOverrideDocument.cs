namespace Slo.AspNetCore.Api;

/// <summary>JSON: an override of a target.</summary>
internal sealed record TargetOverrideDocument(
    string? Id, string Objective, decimal TargetRatio, DateTimeOffset From, DateTimeOffset To, string? Owner, string? Reason)
{
    internal static TargetOverrideDocument Of(SloTargetOverride change) =>
        new(change.Id, change.Objective, change.TargetRatio, change.From, change.To, change.Owner, change.Reason);
}
