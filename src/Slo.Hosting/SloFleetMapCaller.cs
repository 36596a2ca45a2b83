namespace Slo;

/// <summary>An objective of a service, with what all instances of the service called.</summary>
/// <param name="Objective">The name of the objective.</param>
/// <param name="Service">Its service; null: none.</param>
/// <param name="State">Its state in its fleet.</param>
/// <param name="Severity">The severity of its alert in its fleet; null: none fires.</param>
/// <param name="TargetRatio">Its target, in [0, 1].</param>
/// <param name="Instances">How many instances were summed.</param>
/// <param name="Report">Its dependencies, and whether they explain its bad requests.</param>
public sealed record SloFleetMapCaller(
    string Objective, string? Service, SloState State, AlertSeverity? Severity, decimal TargetRatio, int Instances,
    SloDependencyReport Report)
{
    /// <summary>What the store calls its fleet. Services of several fleets that have no name are not the same one.</summary>
    public string Fleet { get; init; } = "";
}
