namespace Slo.AspNetCore.Api;

/// <summary>JSON: a bad event to look at.</summary>
internal sealed record ExemplarDocument(
    string? TraceId, DateTimeOffset At, double? ElapsedSeconds, IReadOnlyList<SloDimensionValue> Values)
{
    internal static ExemplarDocument Of(SloExemplar exemplar) =>
        new(exemplar.TraceId, exemplar.At, exemplar.Elapsed?.TotalSeconds, exemplar.Values);
}
