using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Shedding;

/// <summary>A gate that must be open for an endpoint, and what answers while it is closed.</summary>
/// <param name="Gate">The gates of the set.</param>
/// <param name="Objective">The objective that is protected.</param>
/// <param name="Options">When its gate is closed.</param>
/// <param name="Instead">The endpoint that answers then.</param>
internal sealed record BudgetRequirement(ISloGate Gate, string Objective, SloGateOptions Options, Endpoint Instead)
{
    internal bool IsMet => Gate.IsOpen(Objective, Options);
}
