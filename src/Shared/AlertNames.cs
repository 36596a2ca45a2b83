namespace Slo.Shared;

/// <summary>The names that all alerts share, whether a process raises them or Prometheus does by generated rules.</summary>
internal static class AlertNames
{
    /// <summary>The alert, unless the objective sets another name.</summary>
    internal const string Alert = "SloAlert";

    internal const string Objective = "slo_name";
    internal const string Service = "slo_service";
    internal const string Owner = "slo_owner";
    internal const string Severity = "severity";
}
