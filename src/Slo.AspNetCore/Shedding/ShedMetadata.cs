namespace Slo.AspNetCore.Shedding;

/// <summary>Marks an endpoint that answers in place of one that is shed.</summary>
/// <param name="Objective">The objective that is protected.</param>
internal sealed record ShedMetadata(string Objective);
