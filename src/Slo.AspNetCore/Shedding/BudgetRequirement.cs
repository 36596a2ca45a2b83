using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Shedding;

/// <summary>A gate that must be open for an endpoint, and the endpoint that replaces it while the gate is closed.</summary>
/// <param name="Gate">The gates of the set.</param>
/// <param name="Objective">The objective that is protected.</param>
/// <param name="Options">When its gate is closed.</param>
/// <param name="Instead">The endpoint that answers while the gate is closed.</param>
internal sealed record BudgetRequirement(ISloGate Gate, string Objective, SloGateOptions Options, Endpoint Instead)
{
    internal bool IsMet => Gate.IsOpen(Objective, Options);
}
