namespace Slo.AsCode.OpenSlo;

/// <summary>An object as it was read, valid for itself unless it is broken; references are not resolved yet.</summary>
internal sealed record OpenSloObject(string Kind, Metadata Metadata, object? Spec, bool IsBroken);
