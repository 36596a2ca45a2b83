namespace Slo.AsCode.Reading;

/// <summary>Where an objective is declared.</summary>
internal sealed record SloPlace(string File, int Line, int Column);
