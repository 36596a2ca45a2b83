namespace Slo;

/// <summary>
/// Requests to this endpoint, action, controller, page model or gRPC service are answered with 503 and <c>Retry-After</c> while the error
/// budget of an objective burns (docs/gates.md).
/// </summary>
/// <param name="objective">The name of the objective that is protected, for example that of the critical route. The host does not start if
/// it is not declared.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate, AllowMultiple = true)]
public sealed class RequireErrorBudgetAttribute(string objective) : Attribute, IRequireErrorBudgetMetadata
{
    /// <inheritdoc/>
    public string Objective { get; } = objective ?? throw new ArgumentNullException(nameof(objective));

    /// <inheritdoc/>
    public string? SetName { get; set; }

    /// <summary>How important the endpoint is for users. Default <see cref="SloCriticality.Optional"/>.</summary>
    public SloCriticality Criticality { get; set; }
}
