using Slo.Tests.Properties;
using Xunit;

namespace Slo.Tests.Crossing;

/// <summary>
/// The oracle of one stream of events, of an objective or of one of its groups: what was recorded, when evaluated, and what the budget makes
/// of it. Counts of a window lie between bounds (<see cref="NaiveHistory"/>), which meet where the ticks lie on slices; what is derived from
/// counts is exact.
/// </summary>
internal sealed class NaiveStream
{
    private readonly CrossingCase _declared;
    private readonly NaiveCalendar? _calendar;
    private readonly NaiveSliceList? _slices;
    private readonly long _origin;

    internal NaiveStream(CrossingCase declared, NaiveCalendar? calendar, long origin, bool isCompact)
    {
        (_declared, _calendar, _origin, IsCompact) = (declared, calendar, origin, isCompact);
        History = new NaiveHistory(origin);
        _slices = declared.IsSliced ? new NaiveSliceList(declared, calendar, History, origin) : null;
        Position = origin;
    }

    internal NaiveHistory History { get; }

    internal bool IsCompact { get; }

    /// <summary>Where its history begins.</summary>
    internal long Origin => _origin;

    /// <summary>Where the last evaluation was.</summary>
    internal long Position { get; private set; }

    internal SloEventCounts Total => History.Total;

    /// <summary>The bad units that one unit allows.</summary>
    internal Rational Budget => 1 - NaiveConditions.Exact(_declared.Target);

    /// <summary>The period around the last evaluation; of a rolling one the end is now.</summary>
    internal (long Start, long End) Period => _calendar?.Around(Position) ?? (Position - _declared.Period.Ticks, Position);

    internal void Record(long good, long bad) => History.Record(good, bad);

    internal void Evaluate(long observedUntil, long position)
    {
        History.Evaluate(observedUntil, position);
        _slices?.Advance(observedUntil, position, History.Total);
        Position = position;
    }

    /// <summary>What the budget counted in the last stretch of a length, if these are its events.</summary>
    internal NaiveUnits Window(TimeSpan window, SloEventCounts events) => Units(Position - window.Ticks, Position, Position, events);

    /// <summary>The same of the period.</summary>
    internal NaiveUnits PeriodUnits(SloEventCounts events) => Units(Period.Start, Position, Period.End, events);

    /// <summary>The same of a stretch of the past. Without events in it, nothing is known.</summary>
    internal NaiveUnits Units(long from, long to, long whole, SloEventCounts events)
    {
        if (events.Total == 0)
        {
            return new(0, 0, 1);
        }

        if (_slices is not null)
        {
            return _slices.Units(from, to, whole);
        }

        var length = Math.Max(TimeSpan.TicksPerSecond, whole - from);
        var observed = Math.Clamp(History.Observed(from, to), TimeSpan.TicksPerSecond, length);
        return new(events.Bad, events.Total, _declared.Reading == UnobservedTime.Exclude ? 1 : new Rational(observed, length));
    }

    internal long Width(long age) => NaiveTiers.Width(_declared, IsCompact, age);

    /// <summary>What may have been counted up to a position of the past.</summary>
    internal (SloEventCounts Least, SloEventCounts Most) UpTo(long position) => History.UpTo(position, Width(Position - position));

    internal void AssertWindow(TimeSpan window, SloEventCounts actual)
    {
        (SloEventCounts least, SloEventCounts most) = History.Window(Position, window.Ticks, Width(window.Ticks));
        Playback.AssertBetween(least, most, actual, $"window {SloDuration.Format(window)}");
    }

    /// <summary>The events of a calendar period are those that no evaluation at its start or before it knew: exactly.</summary>
    internal void AssertPeriod(SloEventCounts actual)
    {
        if (_calendar is null)
        {
            AssertWindow(_declared.Period, actual);
        }
        else
        {
            Assert.Equal(Period.Start <= _origin ? Total : Total - History.UpTo(Period.Start, 1).Most, actual);
        }
    }
}
