using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>
/// The latency threshold of this library's metric sources: <c>latency</c> in any of their specs, or a threshold metric in seconds.
/// </summary>
internal static class Latencies
{
    internal static void Apply(
        FieldReader total, FieldReader? judged, SliSpec sli, ObjectiveSpec objective, SloObjectiveBuilder builder, FileFindings findings)
    {
        TimeSpan? latency = Read(total) ?? (judged is null ? null : Read(judged));
        if (latency is not null)
        {
            builder.FasterThan(latency.Value);
        }

        if (sli.Threshold is null)
        {
            return;
        }

        if (objective is not { Operator: QueryComparison.AtMost, Value: > 0 and <= 86400 })
        {
            findings.Error(SloFindingCodes.UnsupportedSource, objective.Node,
                "op and value: a latency is good up to a limit; write op: lte and a value in seconds, above 0 and at most 86400");
        }
        else
        {
            builder.FasterThan(TimeSpan.FromTicks((long)(objective.Value.Value * TimeSpan.TicksPerSecond)));
        }
    }

    internal static TimeSpan? Read(FieldReader fields, string name = "latency")
    {
        if (fields.Text(name) is not { } text)
        {
            return null;
        }

        if (SloDuration.TryParse(text, out TimeSpan latency))
        {
            return latency;
        }

        fields.Error(SloFindingCodes.UnsupportedSource, name, "must be a duration (h, m, s, ms), for example 300ms");
        return null;
    }
}
