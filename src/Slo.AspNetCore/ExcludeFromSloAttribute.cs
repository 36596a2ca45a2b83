namespace Slo;

/// <summary>Requests to this endpoint, action or controller count for no objective.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class ExcludeFromSloAttribute : Attribute, IExcludeFromSloMetadata;
