namespace Slo;

/// <summary>Endpoint metadata: the endpoint is shed while the error budget of an objective burns. Of several for the same objective
/// <see cref="SloCriticality.Critical"/> counts wherever it stands, and otherwise the last one, so an endpoint can change what its group
/// declares.</summary>
public interface IRequireErrorBudgetMetadata
{
    /// <summary>The name of the objective that is protected, compared without case.</summary>
    string Objective { get; }

    /// <summary>The named set of the objective; null: the default set.</summary>
    string? SetName { get; }

    /// <summary>How much users need the endpoint.</summary>
    SloCriticality Criticality { get; }
}
