using System.Globalization;

namespace Slo.AsCode.OpenSlo;

/// <summary>The period of an objective, with what a shorthand cannot say in annotations.</summary>
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
            DateTime? start = DateTime.TryParse(
                annotations.Text(AnnotationNames.StartTime), CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime precise) ? precise : calendar.Start;
            builder.Calendar(unit, zone, calendar.Count, start);
        }
        else if (spec.Window is { } window)
        {
            builder.Rolling(window.Length);
        }
    }
}
