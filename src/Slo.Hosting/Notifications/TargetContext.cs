using Slo.Hosting.Incidents;

namespace Slo.Hosting.Notifications;

/// <summary>The context with which the targets of a host create messages.</summary>
/// <param name="Instance">Identifies this process among replicas.</param>
/// <param name="Time">The host's clock.</param>
/// <param name="Live">The current status of an alert that still fires, or null.</param>
/// <param name="Incident">The incident of an alert, or null.</param>
internal sealed record TargetContext(
    string Instance, TimeProvider Time, Func<SloAlertTransition, SloStatus?> Live, Func<SloAlertTransition, NotifiedIncident?> Incident);
