using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The alerts of the JSON API: their states and transitions.</summary>
internal sealed class AlertsApi(SloRegistry registry, SnapshotCache snapshots)
{
    /// <summary>Every alert that is not inactive, a page at a time; the first page also has the last transitions.</summary>
    internal Task All(HttpContext context)
    {
        if (TryRead(context, out AlertSeverity? severity, out Paging paging) is { } fault)
        {
            return Answers.BadRequest(context, fault);
        }

        SnapshotRows rows = snapshots.Current;
        if (Answers.IsKnown(context, rows.Tag))
        {
            return Task.CompletedTask;
        }

        var slo = Query.Text(context, "slo");
        ObjectiveRow[] alerting = slo is null && severity is null
            ? rows.Alerting
            : Array.FindAll(rows.Alerting, row => IsOf(slo, row.Name) && IsOf(severity, row.Alert.Severity));
        ObjectiveRow[] page = paging.Of(alerting, out var next);
        Answers.LinkNext(context, next, ("limit", paging.LimitText), ("slo", slo), ("severity", Query.Name(severity)));
        IEnumerable<SloAlertTransition> transitions = paging.Cursor is null
            ? Last(rows.Snapshot.Transitions.Where(transition => IsOf(slo, transition.Name)), severity, paging)
            : [];
        return new ListAnswer("alerts", rows.Snapshot.AsOf, alerting.Length, next, page.Select(row => row.AlertJson))
        {
            Transitions = transitions,
        }.WriteAsync(context);
    }

    /// <summary>The alert of one objective, also while it is inactive, those of its groups that are not, and their last
    /// transitions.</summary>
    internal Task One(HttpContext context)
    {
        if (!registry.TryGet(context.Request.RouteValues["name"] as string, out SloTracker? tracker))
        {
            return Answers.NoObjective(context);
        }

        if (TryRead(context, out AlertSeverity? severity, out Paging paging) is { } fault)
        {
            return Answers.BadRequest(context, fault);
        }

        SloStatus status = tracker.Status;
        IEnumerable<SloStatus> groups = tracker.GetGroupStatuses().OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Value).Where(group => group.Alert.State != AlertState.Inactive);
        ObjectiveRow[] alerts =
        [
            .. groups.Prepend(status).Where(alert => IsOf(severity, alert.Alert.Severity))
                .Select(alert => new ObjectiveRow(alert, new Lock())),
        ];
        context.Response.Headers.CacheControl = Answers.NotStored;
        return new ListAnswer("alerts", status.AsOf, alerts.Length, null, alerts.Select(row => row.AlertJson))
        {
            Transitions = Last(registry.Transitions.Where(transition => IsOf(tracker.Objective.Name, transition.Name)), severity, paging),
        }.WriteAsync(context);
    }

    private static IEnumerable<SloAlertTransition> Last(
        IEnumerable<SloAlertTransition> transitions, AlertSeverity? severity, Paging paging) =>
        transitions.Where(transition => severity is null || transition.Before == severity || transition.After == severity)
            .Reverse().Take(paging.Limit);

    private static string? TryRead(HttpContext context, out AlertSeverity? severity, out Paging paging)
    {
        var fault = Paging.TryRead(context, out paging);
        return Query.TryName(context, "severity", out severity) ?? fault;
    }

    private static bool IsOf(string? wanted, string name) => wanted is null || name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(AlertSeverity? wanted, AlertSeverity? severity) => wanted is null || severity == wanted;
}
