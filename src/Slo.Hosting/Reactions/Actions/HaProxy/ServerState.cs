namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>The current state of a server in HAProxy.</summary>
/// <param name="State">The administrative state: ready, drain or maint.</param>
/// <param name="Weight">The current weight.</param>
/// <param name="InitialWeight">The configured weight.</param>
/// <param name="HasOthers">Whether another server of its backend takes requests: it is up, ready, and has weight.</param>
internal sealed record ServerState(string State, int Weight, int InitialWeight, bool HasOthers);
