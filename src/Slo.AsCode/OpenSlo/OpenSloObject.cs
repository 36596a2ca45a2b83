namespace Slo.AsCode.OpenSlo;

/// <summary>An object as read. Unless it is broken, it is valid by itself; its references are not resolved yet.</summary>
internal sealed record OpenSloObject(string Kind, Metadata Metadata, object? Spec, bool IsBroken);
