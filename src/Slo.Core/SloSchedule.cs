using Slo.Definitions;

namespace Slo;

/// <summary>When something applies: at the same hours each week in a time zone, or once, from one instant to another.</summary>
/// <remarks>
/// Immutable. As a text, weekly hours are <c>Mon-Fri 08:00-18:00 Europe/Berlin</c> and a dated schedule is
/// <c>2026-12-24T18:00/2026-12-27T06:00 Europe/Berlin</c> or <c>2026-12-24T17:00:00Z/2026-12-27T05:00:00Z</c>. Local hours follow the
/// clock of the zone: where it skips or repeats an hour, they are as much shorter or longer.
/// </remarks>
public sealed class SloSchedule : IEquatable<SloSchedule>
{
    private readonly ScheduleText _text;
    private readonly (DateTimeOffset From, DateTimeOffset To) _dated;

    private SloSchedule(ScheduleText text, (DateTimeOffset From, DateTimeOffset To) dated)
    {
        _text = text;
        _dated = dated;
    }

    /// <summary>Whether it returns each week. Otherwise it applies once.</summary>
    public bool IsWeekly => _text.IsWeekly;

    /// <summary>When a dated schedule begins, UTC; null for a weekly one.</summary>
    public DateTimeOffset? From => IsWeekly ? null : _dated.From;

    /// <summary>When a dated schedule ends, UTC; null for a weekly one.</summary>
    public DateTimeOffset? To => IsWeekly ? null : _dated.To;

    /// <summary>A schedule that applies once.</summary>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The instant after the last one; after <paramref name="from"/>.</param>
    /// <exception cref="SloDefinitionException">It ends before it begins, or with it.</exception>
    public static SloSchedule Once(DateTimeOffset from, DateTimeOffset to) =>
        Of(ScheduleText.Dated(from.UtcDateTime, to.UtcDateTime, TimeZoneInfo.Utc));

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">For example <c>Mon-Fri 08:00-18:00 Europe/Berlin</c>, <c>Sat,Sun 00:00-24:00 UTC</c>,
    /// <c>22:00-02:00 UTC</c> (daily) or <c>2026-12-24/2026-12-27 Europe/Berlin</c>.</param>
    /// <exception cref="SloDefinitionException">The text is no schedule; the finding has the reason.</exception>
    public static SloSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out SloSchedule? schedule) is { } error ? throw new SloDefinitionException([error]) : schedule!;
    }

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">As for <see cref="Parse"/>.</param>
    /// <param name="schedule">What was read.</param>
    /// <returns>What is wrong with the text, or null.</returns>
    public static SloFinding? TryParse(string text, out SloSchedule? schedule)
    {
        schedule = null;
        if (ScheduleText.TryParse(text, out ScheduleText? parsed) is { } problem)
        {
            return SloFinding.Error(
                SloFindingCodes.InvalidSchedule, $"schedule '{SloText.OneLine(text, 100)}': {problem}", "schedule");
        }

        (DateTimeOffset From, DateTimeOffset To) dated = parsed!.IsWeekly ? default : parsed.DatedStretch();
        if (!parsed.IsWeekly && dated.To <= dated.From)
        {
            return SloFinding.Error(
                SloFindingCodes.InvalidSchedule,
                $"schedule '{SloText.OneLine(text, 100)}': ends before it begins, or with it; write the earlier time first", "schedule");
        }

        schedule = new SloSchedule(parsed, dated);
        return null;
    }

    /// <summary>Whether it applies at an instant.</summary>
    /// <param name="instant">The instant.</param>
    public bool Contains(DateTimeOffset instant) =>
        GetStretches(instant, instant.AddTicks(1)).Any(stretch => stretch.From <= instant && instant < stretch.To);

    /// <summary>The stretches of time in which it applies, in order; those that lie partly outside the range are whole.</summary>
    /// <param name="from">Only stretches that end after this.</param>
    /// <param name="to">Only stretches that begin before this.</param>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> GetStretches(DateTimeOffset from, DateTimeOffset to) =>
        (IsWeekly ? _text.WeeklyStretches(from, to) : [_dated]).Where(stretch => stretch.To > from && stretch.From < to);

    /// <summary>The text from which <see cref="Parse"/> makes an equal schedule.</summary>
    public override string ToString() => _text.ToString();

    /// <inheritdoc/>
    public bool Equals(SloSchedule? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SloSchedule);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode();

    private static SloSchedule Of(ScheduleText text) => Parse(text.ToString());
}
