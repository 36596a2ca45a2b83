using System.Globalization;

namespace Slo.Hosting.Configuration;

/// <summary>Calendar periods as in OpenSLO: 1M, 1Q, 1Y, and 1d or 1w if declared as calendar periods. Case matters: m is minutes.</summary>
internal static class CalendarWindowText
{
    internal static bool TryParse(string text, bool isCalendar, out CalendarUnit unit, out int count)
    {
        CalendarUnit? found = text.Length < 2 ? null : SloPeriod.UnitOf(text[^1]);
        if (found is CalendarUnit.Day or CalendarUnit.Week && !isCalendar)
        {
            found = null;
        }

        unit = found.GetValueOrDefault();
        count = 0;
        return found is not null
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }
}
