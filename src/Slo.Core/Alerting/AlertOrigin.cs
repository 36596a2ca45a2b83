using System.Security.Cryptography;
using System.Text;

namespace Slo.Alerting;

/// <summary>Where an alert comes from, besides its objective.</summary>
/// <param name="Set">The named set; empty: the default one.</param>
/// <param name="Scope">Whose events are judged.</param>
/// <param name="Group">The label and the value of the group; null: all events of the objective.</param>
internal sealed record AlertOrigin(string Set, SloScope Scope, KeyValuePair<string, string>? Group = null)
{
    /// <summary>The labels of the alert: those of the objective, and the group.</summary>
    internal IReadOnlyDictionary<string, string> Labels(SloObjective objective) => Group is { } group
        ? new Dictionary<string, string>(objective.Labels, StringComparer.Ordinal) { [group.Key] = group.Value }
        : objective.Labels;

    /// <summary>
    /// Names the alert to receivers that deduplicate. Objectives of the same name and service in two sets are two alerts, and so are two
    /// groups of an objective, and the alerts of an instance and of its fleet.
    /// </summary>
    internal string Fingerprint(SloObjective objective)
    {
        var fingerprint = Set.Length == 0 ? objective.Fingerprint : Hash($"{Set}\n{objective.Fingerprint}");
        fingerprint = Scope == SloScope.Instance ? fingerprint : Hash($"{Scope}\n{fingerprint}");
        return Group is { } group ? Hash($"{fingerprint}\n{group.Key}\n{group.Value}") : fingerprint;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
