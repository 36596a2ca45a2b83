using System.Globalization;
using Slo.Definitions;

namespace Slo;

/// <summary>The time over which an objective is judged: rolling (the last 30 days) or calendar (this month in Berlin).</summary>
/// <remarks>Immutable and valid by construction; created through <see cref="SloObjectiveBuilder"/> or the factories here.</remarks>
public sealed class SloPeriod
{
    /// <summary>The shortest period: one minute.</summary>
    public static readonly TimeSpan MinimumLength = TimeSpan.FromMinutes(1);

    /// <summary>The longest period: 400 days.</summary>
    public static readonly TimeSpan MaximumLength = TimeSpan.FromDays(400);

    // In the order of the units.
    private const string Letters = "dwMQY";

    private static readonly TimeSpan ClockChange = TimeSpan.FromHours(2);

    private readonly DateTime _anchor;
    private readonly int _count;

    private SloPeriod(TimeSpan length) => Length = length;

    private SloPeriod(CalendarUnit unit, int count, TimeZoneInfo timeZone, DateTime anchor)
    {
        Unit = unit;
        TimeZone = timeZone;
        _count = count;
        _anchor = anchor;
        Length = NominalLength(unit) * count;
    }

    /// <summary>Whether the period moves with the clock. A calendar period starts over at its boundary instead.</summary>
    public bool IsRolling => TimeZone is null;

    /// <summary>
    /// The length from which factors and time budgets are derived. Nominal for calendar units: month 30, quarter 90, year 365 days.
    /// </summary>
    public TimeSpan Length { get; }

    /// <summary>The calendar unit, or null for a rolling period.</summary>
    public CalendarUnit? Unit { get; }

    /// <summary>The zone whose local midnight starts a calendar period, or null for a rolling period.</summary>
    public TimeZoneInfo? TimeZone { get; }

    /// <summary>How many units make one calendar period, or null for a rolling period.</summary>
    public int? Count => IsRolling ? null : _count;

    /// <summary>A local instant at which some calendar period starts, or null for a rolling period.</summary>
    public DateTime? Anchor => IsRolling ? null : _anchor;

    /// <summary>The maximum length of one period: with leap days, and with the two hours by which some zones set their clocks.</summary>
    public TimeSpan LongestLength => Unit switch
    {
        null => Length,
        CalendarUnit.Month => TimeSpan.FromDays(31 * _count) + ClockChange,
        CalendarUnit.Quarter => TimeSpan.FromDays(92 * _count) + ClockChange,
        CalendarUnit.Year => TimeSpan.FromDays(366 * _count) + ClockChange,
        _ => Length + ClockChange,
    };

    /// <summary>A period of constant length up to now.</summary>
    /// <param name="length">From 1 minute to 400 days, in whole seconds.</param>
    /// <exception cref="SloDefinitionException">The length is out of range.</exception>
    public static SloPeriod Rolling(TimeSpan length)
    {
        if (length < MinimumLength || length > MaximumLength || length.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new SloDefinitionException([
                SloFinding.Error(
                    SloFindingCodes.OutOfRange,
                    $"period {SloDuration.Format(length)}: must be whole seconds from 1m to 400d, for example 28d", "period")]);
        }

        return new SloPeriod(length);
    }

    /// <summary>A period that starts over at local calendar boundaries.</summary>
    /// <param name="unit">Day, week, month, quarter or year.</param>
    /// <param name="timeZone">An IANA id such as <c>Europe/Berlin</c>.</param>
    /// <param name="count">How many units make one period, at least 1; the period may not exceed 400 days.</param>
    /// <param name="anchor">A local instant at which some period starts; default: 1 January 2024, a Monday.</param>
    /// <exception cref="SloDefinitionException">The zone is unknown to this machine, or the length out of range.</exception>
    public static SloPeriod Calendar(CalendarUnit unit, string timeZone = "UTC", int count = 1, DateTime? anchor = null)
    {
        List<SloFinding> findings = [];
        if (!Enum.IsDefined(unit))
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.UnknownWord, $"calendar unit {(int)unit}: must be day, week, month, quarter or year", "period"));
        }
        else if (count < 1 || count > 400 || NominalLength(unit) * count > MaximumLength)
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.OutOfRange,
                FormattableString.Invariant($"calendar period of {count} {unit}: must be at least one unit and at most 400 days"),
                "period"));
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone ?? "", out TimeZoneInfo? zone))
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.UnknownTimeZone,
                $"time zone '{timeZone}' is unknown here: write an IANA id such as Europe/Berlin; if it is one, this machine lacks "
                + "time zone data (install the package tzdata)", "time zone"));
        }

        return findings.Count > 0
            ? throw new SloDefinitionException(findings)
            : new SloPeriod(unit, count, zone!, DateTime.SpecifyKind(anchor ?? new DateTime(2024, 1, 1), DateTimeKind.Unspecified));
    }

    /// <summary>The letter of a calendar unit in texts such as <c>1M</c>: d, w, M, Q or Y. Case matters: m is minutes.</summary>
    /// <param name="unit">The unit.</param>
    public static char LetterOf(CalendarUnit unit) => Letters[(int)unit];

    /// <summary>The calendar unit of a letter, or null.</summary>
    /// <param name="letter">As <see cref="LetterOf"/> gives it.</param>
    public static CalendarUnit? UnitOf(char letter) => Letters.IndexOf(letter) is >= 0 and var unit ? (CalendarUnit)unit : null;

    /// <summary>The period that contains an instant: for a rolling one, the last <see cref="Length"/> up to it.</summary>
    /// <param name="now">The instant.</param>
    /// <returns>Start (inclusive) and end (exclusive; for a rolling period the instant itself), in UTC.</returns>
    public (DateTimeOffset Start, DateTimeOffset End) Containing(DateTimeOffset now)
    {
        if (TimeZone is null)
        {
            return (now - Length, now);
        }

        // An estimate by the nominal length is at most a few units off; walk to the right one from there.
        DateTime local = TimeZoneInfo.ConvertTime(now, TimeZone).DateTime;
        var index = (int)Math.Floor((local - _anchor) / Length);
        while (Boundary(index) > now)
        {
            index--;
        }

        while (Boundary(index + 1) <= now)
        {
            index++;
        }

        return (Boundary(index), Boundary(index + 1));
    }

    /// <inheritdoc/>
    public override string ToString() => TimeZone is null
        ? SloDuration.Format(Length)
        : string.Create(CultureInfo.InvariantCulture,
            $"{(_count == 1 ? "" : $"{_count} ")}{Unit!.Value.ToString().ToLowerInvariant()} in {TimeZone.Id}");

    /// <summary>The same where <see cref="IsSameAs"/> holds, in every process.</summary>
    internal string Identity => string.Create(
        CultureInfo.InvariantCulture, $"{Length.Ticks} {Unit} {TimeZone?.Id} {_count} {_anchor.Ticks}");

    internal bool IsSameAs(SloPeriod other) =>
        Length == other.Length && Unit == other.Unit && TimeZone?.Id == other.TimeZone?.Id && _count == other._count
        && _anchor == other._anchor;

    private static TimeSpan NominalLength(CalendarUnit unit) => TimeSpan.FromDays(unit switch
    {
        CalendarUnit.Day => 1,
        CalendarUnit.Week => 7,
        CalendarUnit.Month => 30,
        CalendarUnit.Quarter => 90,
        _ => 365,
    });

    /// <summary>
    /// The start of the period with this index. It is computed from the anchor, so that the 31st is kept after a short month.
    /// </summary>
    private DateTimeOffset Boundary(int index)
    {
        var units = index * _count;
        DateTime local = Unit switch
        {
            CalendarUnit.Day => _anchor.AddDays(units),
            CalendarUnit.Week => _anchor.AddDays(7 * units),
            CalendarUnit.Month => _anchor.AddMonths(units),
            CalendarUnit.Quarter => _anchor.AddMonths(3 * units),
            _ => _anchor.AddYears(units),
        };

        return LocalTime.FirstInstantOf(local, TimeZone!);
    }
}
