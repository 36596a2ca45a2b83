using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Slo.Definitions;

/// <summary>The text of a schedule, and the stretches of time that it means. Local times are of the zone.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Days">The days of a weekly schedule as bits, Sunday the lowest; 0: it is dated.</param>
/// <param name="From">The time of day of a weekly schedule; else the local time since the year 1.</param>
/// <param name="To">When it ends: for a weekly schedule above <see cref="From"/> by at most a day.</param>
internal sealed partial record ScheduleText(TimeZoneInfo Zone, int Days, TimeSpan From, TimeSpan To)
{
    private const string DayNames = "Sun Mon Tue Wed Thu Fri Sat";
    private const int EveryDay = 0b111_1111;

    private const string Form =
        "must be weekly hours, for example 'Mon-Fri 08:00-18:00 Europe/Berlin', or dated, for example "
        + "'2026-12-24T18:00/2026-12-27 Europe/Berlin' or '2026-12-24T17:00:00Z/2026-12-27T05:00:00Z'";

    // Far enough from the ends of the calendar for every zone and every period.
    private static readonly DateTime Earliest = new(1971, 1, 1);
    private static readonly DateTime Latest = new(9000, 1, 1);

    internal bool IsWeekly => Days != 0;

    internal static ScheduleText Dated(DateTime from, DateTime to, TimeZoneInfo zone) =>
        new(zone, 0, new TimeSpan(from.Ticks), new TimeSpan(to.Ticks));

    /// <returns>What is wrong, or null.</returns>
    internal static string? TryParse(string text, [NotNullWhen(false)] out ScheduleText? parsed)
    {
        parsed = null;
        return Weekly().Match(text) is { Success: true } weekly ? ReadWeekly(weekly, out parsed)
            : DatedForm().Match(text) is { Success: true } dated ? ReadDated(dated, out parsed)
            : Form;
    }

    internal (DateTimeOffset From, DateTimeOffset To) DatedStretch() => (Instant(From), Instant(To));

    internal IEnumerable<(DateTimeOffset From, DateTimeOffset To)> WeeklyStretches(DateTimeOffset from, DateTimeOffset to)
    {
        DateTime day = TimeZoneInfo.ConvertTime(from, Zone).Date.AddDays(-2);
        DateTime last = TimeZoneInfo.ConvertTime(to, Zone).Date.AddDays(1);
        for (; day <= last; day = day.AddDays(1))
        {
            if ((Days >> (int)day.DayOfWeek & 1) != 0)
            {
                (DateTimeOffset begin, DateTimeOffset end) =
                    (LocalTime.FirstInstantOf(day + From, Zone), LocalTime.FirstInstantOf(day + To, Zone));
                if (end > begin)
                {
                    yield return (begin, end);
                }
            }
        }
    }

    public override string ToString() => IsWeekly
        ? $"{(Days == EveryDay ? "" : $"{DayList()} ")}{Clock(From)}-{Clock(TimeOfDay(To))} {Zone.Id}"
        : $"{Date(From)}/{Date(To)}{(Zone.Id == TimeZoneInfo.Utc.Id ? "" : $" {Zone.Id}")}";

    private static string? ReadWeekly(Match match, out ScheduleText? parsed)
    {
        parsed = null;
        var days = match.Groups["days"] is { Success: true } list ? ReadDays(list.Value) : EveryDay;
        if (days is null)
        {
            return $"'{match.Groups["days"].Value}' are no days: write for example Mon-Fri or Sat,Sun";
        }

        if (!TryClock(match.Groups["from"].Value, out TimeSpan from) || !TryClock(match.Groups["to"].Value, out TimeSpan to)
            || from == TimeSpan.FromDays(1) || from == to)
        {
            return "the hours must be two different times from 00:00 to 24:00, for example 22:00-02:00";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(match.Groups["zone"].Value, out TimeZoneInfo? zone))
        {
            return UnknownZone(match.Groups["zone"].Value);
        }

        // Beyond midnight it ends on the next day.
        parsed = new(zone, days.Value, from, to > from ? to : to + TimeSpan.FromDays(1));
        return null;
    }

    private static string? ReadDated(Match match, out ScheduleText? parsed)
    {
        parsed = null;
        var isUtc = !match.Groups["zone"].Success;
        if (!TryDate(match.Groups["from"].Value, isUtc, out DateTime from) || !TryDate(match.Groups["to"].Value, isUtc, out DateTime to))
        {
            return isUtc ? "without a time zone both times need an offset, for example 2026-12-24T17:00:00Z"
                : "the times must be dates of the years 1971 to 8999 in the time of the zone, for example 2026-12-24T18:00";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(isUtc ? "UTC" : match.Groups["zone"].Value, out TimeZoneInfo? zone))
        {
            return UnknownZone(match.Groups["zone"].Value);
        }

        parsed = Dated(from, to, zone);
        return null;
    }

    private static int? ReadDays(string list)
    {
        var names = DayNames.Split(' ');
        var days = 0;
        foreach (var part in list.Split(','))
        {
            int[] ends = [.. part.Split('-').Select(name =>
                Array.FindIndex(names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)))];
            if (ends.Length > 2 || ends.Contains(-1))
            {
                return null;
            }

            for (var day = ends[0]; ; day = (day + 1) % 7)
            {
                days |= 1 << day;
                if (day == ends[^1])
                {
                    break;
                }
            }
        }

        return days;
    }

    // From the first day after one that is not in it, so that a run across the weekend is one run.
    private string DayList()
    {
        var names = DayNames.Split(' ');
        List<string> runs = [];
        var start = Enumerable.Range(1, 7).First(day => !Has(day - 1) && Has(day)) % 7;
        for (var i = 0; i < 7; i++)
        {
            var first = start + i;
            var last = first;
            while (Has(first) && Has(last + 1))
            {
                last++;
            }

            if (Has(first))
            {
                runs.Add(names[first % 7] + (last == first ? "" : $"{(last == first + 1 ? "," : "-")}{names[last % 7]}"));
                i += last - first;
            }
        }

        return string.Join(',', runs);
    }

    private bool Has(int day) => (Days >> (day % 7) & 1) != 0;

    private DateTimeOffset Instant(TimeSpan local) => LocalTime.FirstInstantOf(new DateTime(local.Ticks), Zone);

    private static string UnknownZone(string zone) =>
        $"the time zone '{zone}' is unknown here: write an IANA id such as Europe/Berlin; if it is one, this machine lacks time zone "
        + "data (install the package tzdata)";

    private static bool TryClock(string text, out TimeSpan time)
    {
        time = text == "24:00" ? TimeSpan.FromDays(1) : default;
        return text == "24:00" || TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out time);
    }

    private static bool TryDate(string text, bool needsOffset, out DateTime value)
    {
        value = default;
        var isRead = needsOffset
            ? text.Contains('T', StringComparison.Ordinal) && OffsetForm().IsMatch(text)
                && DateTime.TryParse(
                    text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out value)
            : DateTime.TryParseExact(
                text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"],
                CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
        return isRead && value >= Earliest && value < Latest;
    }

    private static TimeSpan TimeOfDay(TimeSpan time) => time > TimeSpan.FromDays(1) ? time - TimeSpan.FromDays(1) : time;

    private static string Clock(TimeSpan time) =>
        time == TimeSpan.FromDays(1) ? "24:00" : time.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    private string Date(TimeSpan local)
    {
        DateTime time = new(local.Ticks);
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
            + (Zone.Id == TimeZoneInfo.Utc.Id ? "Z" : "");
    }

    [GeneratedRegex(
        @"^\s*(?:(?<days>[A-Za-z]{3}(?:[-,][A-Za-z]{3}){0,13})\s+)?(?<from>\d\d:\d\d)-(?<to>\d\d:\d\d)"
        + @"\s+(?<zone>[A-Za-z0-9_+\-/]{1,64})\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Weekly();

    [GeneratedRegex(
        @"^\s*(?<from>\d{4}-[0-9T:.+\-Z]{1,40})/(?<to>\d{4}-[0-9T:.+\-Z]{1,40})(?:\s+(?<zone>[A-Za-z0-9_+\-/]{1,64}))?\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex DatedForm();

    [GeneratedRegex(@"(?:Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex OffsetForm();
}
