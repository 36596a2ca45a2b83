using Slo.Shared;
using Slo.Shared.Severities;

namespace Slo.AspNetCore.Alertmanager;

/// <summary>One alert of a message, checked.</summary>
internal sealed record ReceivedAlert(
    bool IsFiring, string Fingerprint, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    // As generators of SLO rules name it.
    private static readonly string[] ObjectiveLabels = ["slo", AlertNames.Objective, "sloth_slo"];

    /// <summary>The objective that it is about, or null if no label names one.</summary>
    internal string? Objective => First(ObjectiveLabels);

    /// <summary>Whether it has the labels of this library: a process adds its instance, and all replicas have one incident.</summary>
    internal bool IsNative => Labels.ContainsKey(AlertNames.Objective);

    /// <summary>What it is called, or null if it has none of the labels looked for.</summary>
    internal string? Name => Objective ?? Cause;

    // In rules of Sloth the label severity is free.
    internal AlertSeverity Severity =>
        SeverityWords.Find(First("sloth_severity", AlertNames.Severity)) ?? AlertSeverity.Ticket;

    internal string? Service => First("service", AlertNames.Service, "sloth_service");

    internal string? Owner => First(AlertNames.Owner);

    internal string? Cause => First("alertname");

    private string? First(params ReadOnlySpan<string> labels)
    {
        foreach (var label in labels)
        {
            if (Labels.TryGetValue(label, out var value) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }
}
