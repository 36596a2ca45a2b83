using System.Globalization;

namespace Slo.Shared.Reporting;

/// <summary>The time that a report is about, UTC, in whole seconds.</summary>
/// <param name="From">Its start.</param>
/// <param name="To">Its end, not in it.</param>
internal readonly record struct ReportRange(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Where only one end is given, or none, the range has this length.</summary>
    internal static readonly TimeSpan UsualLength = TimeSpan.FromDays(30);

    internal TimeSpan Length => To - From;

    /// <summary>The range before it: as many calendar months, where it is whole months, else as long.</summary>
    internal ReportRange Before => IsMonth(From) && IsMonth(To)
        ? new(From.AddMonths(-(((To.Year - From.Year) * 12) + To.Month - From.Month)), From)
        : new(From - Length, From);

    /// <summary>Reads the two ends.</summary>
    /// <param name="from">RFC 3339, or a date; null: a month of 30 days before the end.</param>
    /// <param name="to">RFC 3339, or a date; null: now.</param>
    /// <param name="now">Now.</param>
    /// <param name="range">What was read.</param>
    /// <returns>What is wrong with them, or null.</returns>
    internal static string? TryRead(string? from, string? to, DateTimeOffset now, out ReportRange range)
    {
        range = default;
        if (!TryRead(to, now, out DateTimeOffset end) || !TryRead(from, Back(end), out DateTimeOffset start))
        {
            return "from and to must be dates or RFC 3339 times, for example 2026-03-01 or 2026-03-01T00:00:00Z";
        }

        // The range before it begins in 1970 or later: before it there are no positions of time.
        range = new(Whole(start), Whole(end < now ? end : now));
        return range.Length >= ReportLimits.ShortestRange && range.Length <= ReportLimits.LongestRange && range.From.Year >= 1972
            ? null
            : FormattableString.Invariant($"from must be before to, with {ReportLimits.ShortestRange.TotalHours:0} h to ")
                + FormattableString.Invariant($"{ReportLimits.LongestRange.TotalDays:0} d in between that are past");
    }

    /// <summary>The part of a stretch of time that is in the range; null: none of it.</summary>
    internal (DateTimeOffset From, DateTimeOffset To)? Clip(DateTimeOffset from, DateTimeOffset to)
    {
        (DateTimeOffset start, DateTimeOffset end) = (from > From ? from : From, to < To ? to : To);
        return end > start ? (start, end) : null;
    }

    private static bool IsMonth(DateTimeOffset instant) => instant is { Day: 1, TimeOfDay.Ticks: 0 };

    private static bool TryRead(string? text, DateTimeOffset fallback, out DateTimeOffset value)
    {
        value = fallback;
        return text is null
            || DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value);
    }

    private static DateTimeOffset Back(DateTimeOffset end) =>
        end.UtcTicks > UsualLength.Ticks ? end.ToUniversalTime() - UsualLength : DateTimeOffset.MinValue;

    private static DateTimeOffset Whole(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
