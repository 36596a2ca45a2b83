namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>A server as HAProxy has it now.</summary>
/// <param name="State">What an administrator set: ready, drain or maint.</param>
/// <param name="Weight">The weight now.</param>
/// <param name="InitialWeight">The weight in its configuration.</param>
/// <param name="HasOthers">Whether another server of its backend takes requests: it is up, ready, and has weight.</param>
internal sealed record ServerState(string State, int Weight, int InitialWeight, bool HasOthers);
