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
            slo.Findings.Warn(Codes.DefaultPeriod, slo.Node, "timeWindow: is not given, so the last 30 days are judged; write it, with duration: 30d and isRolling: true");
            return null;
        }

        List<YamlNode>? windows = slo.List("timeWindow");
        if (windows?.Count != 1)
        {
            slo.Findings.Error(Codes.Count, slo.Node.Find("timeWindow")!, FormattableString.Invariant($"timeWindow: must be exactly one, {windows?.Count ?? 0} are given"));
            return null;
        }

        if (FieldReader.Of(windows[0], "timeWindow", slo.Findings) is not { } fields)
        {
            return null;
        }

        Shorthand? duration = Shorthand.Read(fields, "duration", isRequired: true);
        TimeWindow? window = Read(fields, duration?.Length, duration?.Calendar, duration?.Count ?? 0);
        if (duration is { Unit: 'm', Count: 1 })
        {
            slo.Findings.Warn(Codes.OneMinute, fields.Value("duration")!, "duration '1m': is one minute; for a month write 1M");
        }
        else if (duration is { Length.TotalDays: > 92 })
        {
            slo.Findings.Warn(Codes.LongPeriod, fields.Value("duration")!, $"duration '{Shown.Text(fields.Value("duration")!.Text)}': so long a period is slow to show what changed, "
                + "and its old edge is coarse (docs/operations.md); 28d, 30d or 90d is usual");
        }

        return window;
    }

    /// <summary>What versions have in common: rolling, or by the calendar.</summary>
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
            fields.Findings.Error(Codes.Exclusive, fields.Node, isRolling
                ? "calendar: cannot be given where isRolling is true"
                : "calendar: is required where isRolling is not true; for a rolling period write isRolling: true");
        }

        if (length is null)
        {
            return null;
        }

        if (isRolling)
        {
            return new TimeWindow(length.Value, null, 0, null, null);
        }

        if (unit is null && calendar is not null)
        {
            fields.Findings.Warn(Codes.ShortCalendar, fields.Node, $"a calendar period of {SloDuration.Format(length.Value)}: is judged as a rolling one, because "
                + "calendar periods are of d, w, M, Q or Y (m is minutes, M months)");
        }

        return new TimeWindow(length.Value, unit, count, start, zone);
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

        fields.Findings.Error(Codes.DateTime, fields.Value("startTime")!, $"startTime '{Shown.Text(text)}': must be a day and time that exist, local to the zone, like 2026-01-01 00:00:00");
        return null;
    }

    // Beside its zones, tzdata has the machine's own under these names.
    private static bool IsIana(string zone) => zone is not ("posixrules" or "localtime")
        && !zone.StartsWith("posix/", StringComparison.Ordinal) && !zone.StartsWith("right/", StringComparison.Ordinal);

    private static string? ReadZone(FieldReader fields)
    {
        if (fields.Required("timeZone") is not { } zone)
        {
            return null;
        }

        // A name of Windows is found too, and is no name for another machine.
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found) && found.HasIanaId && found.Id == zone && IsIana(zone))
        {
            return zone;
        }

        fields.Findings.Error(Codes.TimeZone, fields.Value("timeZone")!, $"timeZone '{Shown.Text(zone)}': is no IANA id known here; write one such as Europe/Berlin; if it is one, "
            + "this machine lacks time zone data (install the package tzdata)");
        return null;
    }
}
