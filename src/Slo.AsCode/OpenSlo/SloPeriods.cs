using System.Globalization;

namespace Slo.AsCode.OpenSlo;

/// <summary>The period of an objective; annotations hold what a shorthand cannot express.</summary>
internal static class SloPeriods
{
    internal static void Apply(SloSpec spec, Annotations annotations, SloObjectiveBuilder builder)
    {
        if (annotations.Duration(AnnotationNames.Period) is { } exact)
        {
            builder.Rolling(exact);
        }
        else if (spec.Window is { Unit: { } unit, Zone: { } zone } calendar)
        {
            var text = annotations.Text(AnnotationNames.StartTime);
            var isExact = DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime start);
            builder.Calendar(unit, zone, calendar.Count, isExact ? start : calendar.Start);
        }
        else if (spec.Window is { } window)
        {
            builder.Rolling(window.Length);
        }
    }
}
