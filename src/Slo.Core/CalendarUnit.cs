namespace Slo;

/// <summary>The unit of a calendar period. Its length in hours depends on the month, the year and daylight saving.</summary>
public enum CalendarUnit
{
    /// <summary>A local day: 23, 24 or 25 hours.</summary>
    Day,

    /// <summary>Seven local days, Monday to Sunday unless anchored otherwise.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>Three calendar months, from January, April, July or October unless anchored otherwise.</summary>
    Quarter,

    /// <summary>A calendar year.</summary>
    Year,
}
