namespace Slo.AspNetCore.Shedding;

/// <summary>Marks the endpoint that answers in the place of one that is shed.</summary>
/// <param name="Objective">The objective that is protected.</param>
internal sealed record ShedMetadata(string Objective);
