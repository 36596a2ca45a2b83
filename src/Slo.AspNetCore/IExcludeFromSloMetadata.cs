namespace Slo;

/// <summary>Endpoint metadata: requests to this endpoint count for no objective.</summary>
public interface IExcludeFromSloMetadata;
