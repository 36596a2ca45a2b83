namespace Slo.AspNetCore.Api;

/// <summary>One instance of a fleet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="StartedAt">When it reported first.</param>
/// <param name="SeenAt">When it reported last.</param>
/// <param name="PublishedUntil">Up to when its counts are known; null: nothing yet.</param>
/// <param name="IsReporting">Whether it reported within its last intervals.</param>
internal sealed record FleetInstanceDocument(
    string Name, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset? PublishedUntil, bool IsReporting)
{
    internal static FleetInstanceDocument Of(SloFleetInstance instance) =>
        new(instance.Name, instance.StartedAt, instance.SeenAt, instance.PublishedUntil, instance.IsReporting);
}
