namespace Slo.AspNetCore.Api;

/// <summary>JSON: a change of an alert.</summary>
internal sealed record TransitionDocument(
    long Sequence, DateTimeOffset At, string Name, string? Group, string? Service, SloAlertTransitionKind Kind, AlertSeverity? Before,
    AlertSeverity? After,
    DateTimeOffset StartedAt, string? Cause, SloAlertResolution? Resolution, string Fingerprint)
{
    internal static TransitionDocument Of(SloAlertTransition transition) => new(
        transition.Sequence, transition.At, transition.Name, transition.Group, transition.Service, transition.Kind, transition.Before,
        transition.After, transition.StartedAt, transition.Cause, transition.Resolution,
        transition.Fingerprint);
}
