using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>The metric source <c>manual</c>: code records the events.</summary>
internal static class ManualSources
{
    internal const string Type = "manual";

    internal static void Apply(SliSpec sli, ObjectiveSpec objective, SloObjectiveBuilder builder, FileFindings findings)
    {
        if (sli.Raw is not null)
        {
            findings.Error(SloFindingCodes.UnsupportedSource, sli.Raw.Node, "raw: this source counts events; write total with good or bad");
            return;
        }

        FieldReader total = FieldReader.Of((sli.Total ?? sli.Threshold)!.Spec, Type, findings)!;
        FieldReader? part = (sli.Good ?? sli.Bad) is { } source ? FieldReader.Of(source.Spec, Type, findings) : null;
        builder.Indicator(SloIndicator.Manual);
        Latencies.Apply(total, part, sli, objective, builder, findings);
        foreach (FieldReader fields in part is null || part.Node == total.Node ? [total] : (FieldReader[])[total, part])
        {
            // The app's code decides what it records; this field only informs the reader of the document.
            fields.Has("recorded");
            fields.RefuseOthers();
        }
    }
}
