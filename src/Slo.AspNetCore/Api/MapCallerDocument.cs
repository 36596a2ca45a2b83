namespace Slo.AspNetCore.Api;

/// <summary>JSON: an objective with its dependencies, and whether it causes its bad requests or reports a dependency.</summary>
internal sealed record MapCallerDocument(
    string Name, string Service, SloState State, AlertSeverity? Severity, bool IsBurning, SloDependencyVerdict Verdict, string Reason,
    double WindowSeconds, long GoodRequests, long BadRequests, long TroubledGoodRequests, long TroubledBadRequests, double? ExplainedRatio,
    decimal TargetRatio, bool IsHere, IReadOnlyList<MapEdgeDocument> Edges)
{
    /// <summary>The service of an objective that names none.</summary>
    internal const string NoService = "(none)";

    internal static MapCallerDocument Of(SloTracker tracker, TimeSpan? window, string? service = null)
    {
        SloObjective objective = tracker.Objective;
        SloStatus status = tracker.Status;
        return Of(
            new(
                objective.Name, objective.Service, status.State, status.Severity, objective.TargetRatio, 1,
                tracker.GetDependencies(window)),
            service ?? objective.Service ?? NoService, isHere: true);
    }

    /// <param name="caller">The objective.</param>
    /// <param name="service">What its service is called.</param>
    /// <param name="isHere">Whether it is one of this app.</param>
    internal static MapCallerDocument Of(SloFleetMapCaller caller, string service, bool isHere)
    {
        SloDependencyReport report = caller.Report;
        return new(
            caller.Objective, service, caller.State, caller.Severity,
            report.Verdict is SloDependencyVerdict.Causing or SloDependencyVerdict.Reporting || caller.Severity is not null,
            report.Verdict, report.Reason, report.Window.TotalSeconds, report.Events.Good, report.Events.Bad, report.TroubledRequests.Good,
            report.TroubledRequests.Bad, report.ExplainedRatio, caller.TargetRatio, isHere,
            [.. report.Dependencies.Select(dependency => MapEdgeDocument.Of(dependency, service))]);
    }
}
