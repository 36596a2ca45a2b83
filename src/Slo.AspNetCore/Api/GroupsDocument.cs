namespace Slo.AspNetCore.Api;

/// <summary>JSON: the groups of an objective that spent most of its budget, the worst first.</summary>
internal sealed record GroupsDocument(string Name, string? Label, IReadOnlyList<GroupDocument> Groups)
{
    internal static GroupsDocument Of(SloTracker tracker, int top)
    {
        IReadOnlyDictionary<string, SloStatus> statuses = tracker.GetGroupStatuses();
        return new(
            tracker.Objective.Name, tracker.Objective.Grouping?.Label,
            [.. tracker.GetGroups(top).Select(group => GroupDocument.Of(group, statuses.GetValueOrDefault(group.Name)))]);
    }
}
