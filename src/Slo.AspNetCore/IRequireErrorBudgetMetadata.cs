namespace Slo;

/// <summary>Endpoint metadata: the endpoint is shed while the error budget of an objective burns. Of several for the same objective, the
/// last one applies, so an endpoint overrides its group; but <see cref="SloCriticality.Critical"/> applies wherever it is
/// declared.</summary>
public interface IRequireErrorBudgetMetadata
{
    /// <summary>The name of the objective that is protected, compared without case.</summary>
    string Objective { get; }

    /// <summary>The named set of the objective; null: the default set.</summary>
    string? SetName { get; }

    /// <summary>How important the endpoint is for users.</summary>
    SloCriticality Criticality { get; }
}
