namespace Slo.AspNetCore.Api;

/// <summary>JSON: an objective with its dependencies, and whether it causes its bad requests or reports a dependency.</summary>
internal sealed record MapCallerDocument(
    string Name, string Service, SloState State, AlertSeverity? Severity, bool IsBurning, SloDependencyVerdict Verdict, string Reason,
    double WindowSeconds, long GoodRequests, long BadRequests, long TroubledGoodRequests, long TroubledBadRequests, double? ExplainedRatio,
    decimal TargetRatio, IReadOnlyList<MapEdgeDocument> Edges)
{
    /// <summary>The service of an objective that names none.</summary>
    internal const string NoService = "(none)";

    internal static MapCallerDocument Of(SloTracker tracker, TimeSpan? window)
    {
        SloDependencyReport report = tracker.GetDependencies(window);
        SloStatus status = tracker.Status;
        var service = tracker.Objective.Service ?? NoService;
        return new(
            tracker.Objective.Name, service, status.State, status.Severity,
            report.Verdict is SloDependencyVerdict.Causing or SloDependencyVerdict.Reporting || status.Severity is not null,
            report.Verdict, report.Reason, report.Window.TotalSeconds, report.Events.Good, report.Events.Bad, report.TroubledRequests.Good,
            report.TroubledRequests.Bad, report.ExplainedRatio, tracker.Objective.TargetRatio,
            [.. report.Dependencies.Select(dependency => MapEdgeDocument.Of(dependency, service))]);
    }
}
