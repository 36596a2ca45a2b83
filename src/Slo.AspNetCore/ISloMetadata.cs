namespace Slo;

/// <summary>Endpoint metadata: which objectives the endpoint feeds, whatever routes those name themselves.</summary>
public interface ISloMetadata
{
    /// <summary>Names of objectives, compared without case.</summary>
    IReadOnlyList<string> Objectives { get; }
}
