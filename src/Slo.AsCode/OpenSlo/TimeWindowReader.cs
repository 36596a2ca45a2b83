using System.Globalization;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads the period of an SLO.</summary>
internal static class TimeWindowReader
{
    internal static TimeWindow? Read(FieldReader slo)
    {
        if (!slo.Has("timeWindow"))
        {
            slo.Findings.Warn(SloFindingCodes.MissingPeriod, slo.Node,
                "timeWindow: is not given, so the period is the last 30 days; write it, with duration: 30d and isRolling: true");
            return null;
        }

        if (One(slo, "timeWindow") is not { } fields)
        {
            return null;
        }

        Shorthand? duration = Shorthand.Read(fields, "duration", isRequired: true);
        TimeWindow? window = Read(fields, duration?.Length, duration?.Calendar, duration?.Count ?? 0);
        if (duration is { Unit: 'm', Count: 1 })
        {
            fields.Warn(SloFindingCodes.OneMinute, "duration", "is one minute; for a month write 1M");
        }
        else if (duration is { Length.TotalDays: > 92 })
        {
            fields.Warn(SloFindingCodes.LongPeriod, "duration",
                "a period this long reacts slowly to changes, and its old edge is coarse (docs/operations.md); 28d, 30d or 90d is usual");
        }

        return window;
    }

    /// <summary>The one map of a list that must have exactly one.</summary>
    internal static FieldReader? One(FieldReader slo, string name)
    {
        List<YamlNode>? windows = slo.List(name);
        if (windows?.Count == 1)
        {
            return FieldReader.Of(windows[0], name, slo.Findings);
        }

        slo.Findings.Error(SloFindingCodes.InvalidCount, slo.Node.Find(name) ?? slo.Node,
            FormattableString.Invariant($"{name}: must be exactly one, {windows?.Count ?? 0} are given"));
        return null;
    }

    /// <summary>What the versions have in common: rolling, or by the calendar.</summary>
    internal static TimeWindow? Read(FieldReader fields, TimeSpan? length, CalendarUnit? unit, int count)
    {
        var isRolling = fields.Flag("isRolling") ?? false;
        FieldReader? calendar = fields.Map("calendar");
        DateTime? start = null;
        string? zone = null;
        if (calendar is not null)
        {
            start = ReadStart(calendar);
            zone = ReadZone(calendar);
            calendar.RefuseOthers();
        }

        fields.RefuseOthers();
        if (isRolling == calendar is not null)
        {
            fields.Findings.Error(SloFindingCodes.Exclusive, fields.Node, isRolling
                ? "calendar: cannot be given if isRolling is true"
                : "calendar: is required unless isRolling is true; for a rolling period write isRolling: true");
        }

        if (length is not { } given)
        {
            return null;
        }

        if (!isRolling && unit is null && calendar is not null)
        {
            fields.Findings.Warn(SloFindingCodes.ShortCalendar, fields.Node,
                $"a calendar period of {SloDuration.Format(given)}: is read as a rolling period, because the unit of a calendar period is "
                + "d, w, M, Q or Y (m is minutes, M is months)");
        }

        return isRolling ? new TimeWindow(given, null, 0, null, null) : new TimeWindow(given, unit, count, start, zone);
    }

    private static DateTime? ReadStart(FieldReader fields)
    {
        if (fields.Required("startTime") is not { } text)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime start))
        {
            return start;
        }

        fields.Error(SloFindingCodes.InvalidDateTime,
            "startTime", "must be an existing date and time in the time zone, for example 2026-01-01 00:00:00");
        return null;
    }

    // Names under which tzdata also lists the zone of the machine, or every zone again.
    private static bool IsIana(string zone) => zone is not ("posixrules" or "localtime")
        && !zone.StartsWith("posix/", StringComparison.Ordinal) && !zone.StartsWith("right/", StringComparison.Ordinal);

    private static string? ReadZone(FieldReader fields)
    {
        if (fields.Required("timeZone") is not { } zone)
        {
            return null;
        }

        // Windows names are found too, but are not portable.
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found) && found.HasIanaId && found.Id == zone && IsIana(zone))
        {
            return zone;
        }

        fields.Error(SloFindingCodes.UnknownTimeZone, "timeZone",
            "is not a known IANA id; write one such as Europe/Berlin; if it is valid, this machine lacks time zone data "
            + "(install the package tzdata)");
        return null;
    }
}
