using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>What the JSON API says of alerts: how they stand, and what happened to them.</summary>
internal sealed class AlertsApi(SloRegistry registry, TimeProvider time)
{
    private const int MaximumLimit = 1000;

    /// <summary>Every alert that is not inactive, and the last transitions.</summary>
    internal Task All(HttpContext context)
    {
        var slo = Query.Text(context, "slo");
        return Answer(
            context,
            registry.Trackers.Where(tracker => IsOf(slo, tracker.Objective.Name)).Select(tracker => tracker.Status).Where(status => status.Alert.State != AlertState.Inactive),
            registry.Transitions.Where(transition => IsOf(slo, transition.Name)));
    }

    /// <summary>The alert of one objective, also while it is inactive, and its last transitions.</summary>
    internal Task One(HttpContext context) =>
        registry.TryGet(context.Request.RouteValues["name"] as string, out SloTracker? tracker)
            ? Answer(context, [tracker.Status], registry.Transitions.Where(transition => IsOf(tracker.Objective.Name, transition.Name)))
            : Answers.NoObjective(context);

    private static bool IsOf(string? wanted, string name) => wanted is null || name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private Task Answer(HttpContext context, IEnumerable<SloStatus> statuses, IEnumerable<SloAlertTransition> transitions)
    {
        var limit = 100;
        if ((Query.TryName(context, "severity", out AlertSeverity? severity) ?? Query.TryNumber(context, "limit", MaximumLimit, ref limit)) is { } fault)
        {
            return Answers.BadRequest(context, fault);
        }

        AlertsDocument document = new(
            time.GetUtcNow(),
            [.. statuses.Where(status => severity is null || status.Alert.Severity == severity).Select(ObjectiveAlertDocument.Of)],
            [.. transitions.Where(transition => severity is null || transition.Before == severity || transition.After == severity)
                .Reverse().Take(limit).Select(TransitionDocument.Of)]);
        return Answers.Write(context, document, SloJson.Default.AlertsDocument);
    }
}
