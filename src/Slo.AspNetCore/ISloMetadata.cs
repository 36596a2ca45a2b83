namespace Slo;

/// <summary>Endpoint metadata: the objectives that requests to the endpoint count for, in addition to those that list its route.</summary>
public interface ISloMetadata
{
    /// <summary>Names of objectives, compared without case.</summary>
    IReadOnlyList<string> Objectives { get; }
}
