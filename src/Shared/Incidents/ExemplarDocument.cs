namespace Slo.Shared.Incidents;

/// <summary>JSON: a bad event to look at.</summary>
internal sealed record ExemplarDocument(
    string? TraceId, DateTimeOffset At, double? ElapsedSeconds, IReadOnlyList<SloDimensionValue> Values)
{
    private const int LongestTrace = 32;

    internal static ExemplarDocument Of(SloExemplar exemplar) => new(
        exemplar.TraceId is { } trace ? SloText.OneLine(trace, LongestTrace) : null, exemplar.At, exemplar.Elapsed?.TotalSeconds,
        ContributorDocument.Clean(exemplar.Values));
}
