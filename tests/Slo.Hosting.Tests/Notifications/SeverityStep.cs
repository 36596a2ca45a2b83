namespace Slo.Hosting.Tests.Notifications;

/// <summary>One line of a script: an objective has this severity, or none, for some minutes.</summary>
public sealed record SeverityStep(AlertSeverity? Severity, int Minutes)
{
    public override string ToString() => $"{Severity?.ToString() ?? "none"} for {Minutes} min";
}
