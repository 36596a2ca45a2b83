using System.Security.Cryptography;
using System.Text;

namespace Slo.Hosting.Sets;

/// <summary>Tells the alerts of named sets apart: an objective of the same name and service may be in each of them.</summary>
internal static class SetOfAlerts
{
    /// <summary>The label with the set's name, as Prometheus writes <c>slo.set</c>.</summary>
    internal const string Label = "slo_set";

    /// <summary>The set that an alert is of; empty: the default set.</summary>
    internal static string Of(SloAlertTransition transition) => transition.Labels.GetValueOrDefault(Label, "");

    /// <summary>Alerts of the default set stay as they are.</summary>
    internal static SloAlertTransition Mark(string set, SloAlertTransition transition) => set.Length == 0 ? transition : transition with
    {
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{set}\n{transition.Fingerprint}")).AsSpan(0, 16)),
        Labels = new Dictionary<string, string>(transition.Labels) { [Label] = set },
    };
}
