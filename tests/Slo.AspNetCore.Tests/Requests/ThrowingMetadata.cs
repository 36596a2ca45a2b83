namespace Slo.AspNetCore.Tests.Requests;

/// <summary>An app's own metadata, with a fault in it.</summary>
internal sealed class ThrowingMetadata : ISloMetadata
{
    public IReadOnlyList<string> Objectives => throw new InvalidOperationException("metadata");
}
