namespace Slo.AspNetCore.Api;

/// <summary>JSON: how alerts stand, and what happened to them, the newest first.</summary>
internal sealed record AlertsDocument(
    DateTimeOffset AsOf, IReadOnlyList<ObjectiveAlertDocument> Alerts, IReadOnlyList<TransitionDocument> Transitions);
