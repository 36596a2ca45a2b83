using System.Security.Cryptography;
using System.Text;

namespace Slo.Alerting;

/// <summary>Where an alert comes from, besides its objective.</summary>
/// <param name="Set">The named set; empty: the default one.</param>
/// <param name="Scope">Whose events are judged.</param>
internal sealed record AlertOrigin(string Set, SloScope Scope)
{
    /// <summary>
    /// Names the alert to receivers that deduplicate. Objectives of the same name and service in two sets are two alerts.
    /// </summary>
    internal string Fingerprint(SloObjective objective) => Set.Length == 0
        ? objective.Fingerprint
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Set}\n{objective.Fingerprint}")).AsSpan(0, 16));
}
