namespace Slo;

/// <summary>Requests to this endpoint, action or controller count for these objectives.</summary>
/// <param name="objectives">Names of objectives; an unknown one is logged once and otherwise ignored.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class SloAttribute(params string[] objectives) : Attribute, ISloMetadata
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Objectives { get; } = objectives ?? throw new ArgumentNullException(nameof(objectives));
}
