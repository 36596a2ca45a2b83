namespace Slo.Shared.Incidents;

/// <summary>JSON: a bad event to look at.</summary>
internal sealed record ExemplarDocument(
    string? TraceId, DateTimeOffset At, double? ElapsedSeconds, IReadOnlyList<SloDimensionValue> Values, string? SpanId = null,
    string? RequestId = null)
{
    private const int LongestId = 36;

    /// <summary>The id to look for in traces or logs, with its kind: <c>trace 4bf9…</c>, <c>request 0HN…</c>; null if there is
    /// none.</summary>
    internal string? Reference => TraceId is not null ? "trace " + TraceId : RequestId is not null ? "request " + RequestId : null;

    internal static ExemplarDocument Of(SloExemplar exemplar) => new(
        Clean(exemplar.TraceId), exemplar.At, exemplar.Elapsed?.TotalSeconds, ContributorDocument.Clean(exemplar.Values),
        Clean(exemplar.SpanId), Clean(exemplar.RequestId));

    private static string? Clean(string? id) => id is null ? null : SloText.OneLine(id, LongestId);
}
