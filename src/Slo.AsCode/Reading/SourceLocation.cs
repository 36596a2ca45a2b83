namespace Slo.AsCode.Reading;

/// <summary>Where an objective is declared.</summary>
internal sealed record SourceLocation(string File, int Line, int Column);
