using System.Security.Cryptography;
using System.Text;
using Slo.Shared;

namespace Slo.AspNetCore.Alertmanager;

/// <summary>
/// Which alerts are one incident: those of one objective, in one deployment. Generated rules raise an alert for each window and severity,
/// and Alertmanager adds one for each further label.
/// </summary>
/// <param name="labels">The labels that, beside the objective, tell incidents apart; null: see <see cref="Of"/>.</param>
internal sealed class IncidentKey(IReadOnlyList<string>? labels)
{
    // What differs between the alerts of one incident.
    private static readonly HashSet<string> OfOneAlert = new(StringComparer.Ordinal)
    {
        "alertname", "severity", "slo_severity", "slo_window", "slo_long_window", "slo_short_window", "slo_factor", "slo_rule",

        // Of the rules of Pyrra.
        "long", "short", "exhaustion",
    };

    // Rules have labels of their own for each severity, for example a routing key, and Prometheus adds others. So only these tell the
    // deployments of an objective apart; of ours not the instance, which is that of a process.
    private static readonly string[] OfDeployments =
    [
        "sloth_id", "sloth_service", "sloth_slo", "account", "cluster", "cluster_name", "datacenter", "dc", "env", "environment",
        "instance", "job", "namespace", "region", "site", "stage", "tenant", "zone",
    ];

    private readonly HashSet<string>? _labels = labels?.ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Names the incident of an alert, the same after a restart and on every replica. Of an alert that names no objective it is the
    /// alert's own fingerprint.
    /// </summary>
    internal string Of(ReceivedAlert alert)
    {
        if (alert.Objective is not { } objective)
        {
            return alert.Fingerprint;
        }

        StringBuilder text = new();
        Append(text, "slo", objective);
        foreach ((string name, string value) in alert.Labels.Where(label => Counts(alert, label.Key))
            .OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            Append(text, name, value);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private bool Counts(ReceivedAlert alert, string label) =>
        _labels is not null ? _labels.Contains(label)
        : alert.Labels.ContainsKey("sloth_slo") ? OfDeployments.Contains(label, StringComparer.Ordinal)
        : alert.IsNative ? label is AlertNames.Service || (label != "instance" && OfDeployments.Contains(label, StringComparer.Ordinal))
        : !OfOneAlert.Contains(label);

    // With their lengths, so that no value passes for another name and value.
    private static void Append(StringBuilder text, string name, string value) =>
        text.Append(name.Length).Append(' ').Append(name).Append(value.Length).Append(' ').Append(value);
}
