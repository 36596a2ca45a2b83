using System.Diagnostics.Metrics;

namespace Slo.Hosting.Sources;

/// <summary>An objective that takes its events from an instrument: decides for each measurement what it counts as.</summary>
internal sealed class MeasuredObjective
{
    private const string OutOfRange = "out_of_range";

    private readonly SloTracker _tracker;
    private readonly TagMatcher[] _where;
    private readonly TagMatcher[] _badWhen;
    private readonly TagMatcher[] _ignoreWhen;
    private readonly TagMatcher[] _cancelledWhen;
    private readonly double _atLeast;
    private readonly double _atMost;
    private readonly double _tooLate;
    private readonly double _timedOut;
    private readonly double _quarter;
    private readonly double _ticksPerUnit;
    private readonly long _thresholdTicks;
    private readonly bool _isTimed;
    private readonly IncludedFailures? _included;
    private readonly MeasuredTags? _tags;
    private volatile bool _hasMatched;
    private volatile bool _hasGivenLatency;
    private volatile string? _unmatchedTags;

    internal MeasuredObjective(SloTracker tracker, InstrumentIndicator indicator, Instrument instrument)
    {
        _tracker = tracker;
        IsBadInstrument = instrument.Name == indicator.BadInstrumentName;
        _where = [.. indicator.Where.Select(filter => new TagMatcher(filter))];
        _badWhen = [.. indicator.BadWhen.Select(filter => new TagMatcher(filter))];
        _ignoreWhen = [.. indicator.IgnoreWhen.Select(filter => new TagMatcher(filter))];
        _cancelledWhen = [.. indicator.CancelledWhen.Select(filter => new TagMatcher(filter))];
        _tags = _badWhen.Length + _ignoreWhen.Length + _cancelledWhen.Length > 0 ? new() : null;
        _included = indicator.IsBadIncluded ? IncludedFailures.Of(tracker) : null;
        _isTimed = tracker.Objective.LatencyThreshold is not null;
        _atLeast = indicator.AtLeast ?? double.NegativeInfinity;
        _tooLate = InUnit(tracker.Objective.LatencyThreshold, instrument.Unit);
        _quarter = _tooLate / 4;
        _ticksPerUnit = TimeSpan.TicksPerDay / InUnit(TimeSpan.FromDays(1), instrument.Unit);
        _thresholdTicks = tracker.Objective.LatencyThreshold?.Ticks ?? 0;
        _hasGivenLatency = !_isTimed;
        _timedOut = InUnit(indicator.Timeout, instrument.Unit) * CallTimeout.ReachedAt;
        _atMost = Math.Min(indicator.AtMost ?? double.PositiveInfinity, _tooLate);
    }

    internal SloTracker Tracker => _tracker;

    /// <summary>Whether a measurement met the conditions on tags.</summary>
    internal bool HasMatched => _hasMatched;

    /// <summary>The keys of the tags of a measurement that did not meet them; null if there is none.</summary>
    internal string? UnmatchedTags => _unmatchedTags;

    private bool IsBadInstrument { get; }

    /// <summary>A condition that probably has the wrong name of a tag, so that it never matches; null if there is none.</summary>
    internal AbsentTag? FindAbsentTag()
    {
        if (_tags?.Read() is not var (names, areMany))
        {
            return null;
        }

        return Absent(nameof(InstrumentIndicator.BadWhen), _badWhen).Concat(Absent(nameof(InstrumentIndicator.IgnoreWhen), _ignoreWhen))
            .Concat(Absent(nameof(InstrumentIndicator.CancelledWhen), _cancelledWhen))
            .FirstOrDefault(absent => absent.IsSuspect(areMany));

        IEnumerable<AbsentTag> Absent(string list, TagMatcher[] matchers) => matchers
            .Where(matcher => !matcher.HasTag && !names.Contains(matcher.Filter.Key))
            .Select(matcher => new AbsentTag(list, matcher.Filter, names));
    }

    /// <summary>
    /// One measurement, by its kind a count of events or a value to judge. Throws what the app's own tag values throw, and then has counted
    /// nothing.
    /// </summary>
    internal void Measured(double value, bool isCount, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!Matches(_where, tags, all: true))
        {
            _unmatchedTags ??= Keys(tags);
            return;
        }

        // Written once: many threads measure, and a write takes the line away from the others.
        if (!_hasMatched)
        {
            _hasMatched = true;
        }

        _tags?.Look(tags);
        if (!double.IsFinite(value))
        {
            Reject(value);
        }
        else if (isCount)
        {
            Count(value, tags);
        }
        else
        {
            Value(value, tags);
        }
    }

    /// <summary>A measurement that cannot be read: dropped and counted as rejected.</summary>
    internal void Reject() => Reject(double.NaN);

    private void Value(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (value < 0 && _isTimed)
        {
            Reject(value);
            return;
        }

        _tracker.Record(Matches(_ignoreWhen, tags, all: false) ? new(SloOutcome.Ignored)
            : Matches(_cancelledWhen, tags, all: false) ? JudgeCancelled(value)
            : Judge(value, tags));
    }

    private SloEvent JudgeCancelled(double value) =>
        value > _tooLate ? new(SloOutcome.Bad) { Reason = SloEvent.TooSlow }
        : value >= _timedOut ? new(SloOutcome.Bad) { Reason = SloEvent.TimedOut }
        : new(SloOutcome.Ignored);

    private SloEvent Judge(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (TagMatcher matcher in _badWhen)
        {
            if (matcher.Matches(tags))
            {
                return new(SloOutcome.Bad) { Reason = matcher.TextIn(tags) };
            }
        }

        if (value > _atMost || value < _atLeast)
        {
            return value > _tooLate && !IsBadInstrument ? WithLatency(value)
                : new(SloOutcome.Bad) { Reason = _isTimed ? SloEvent.TooSlow : OutOfRange };
        }

        // A failure told by the other instrument is owed by an event that is good otherwise.
        return IsBadInstrument || _included?.Take(1) is 1 ? new(SloOutcome.Bad)
            : value > _quarter || !_hasGivenLatency ? WithLatency(value)
            : new(SloOutcome.Good);
    }

    // The tracker compares it with the same threshold, in ticks. What is decided here stays: rounding takes no value across.
    private SloEvent WithLatency(double value)
    {
        if (!_hasGivenLatency)
        {
            _hasGivenLatency = true;
        }

        var ticks = (long)Math.Min(Math.Round(value * _ticksPerUnit), long.MaxValue);
        return new(SloOutcome.Good)
        {
            Elapsed = new(value > _tooLate ? Math.Max(ticks, _thresholdTicks + 1) : Math.Min(ticks, _thresholdTicks)),
        };
    }

    private void Count(double count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Matches(_ignoreWhen, tags, all: false) || Matches(_cancelledWhen, tags, all: false))
        {
            return;
        }

        // Negative counts are for the tracker to refuse and count; a fraction of an event is none.
        var events = (long)Math.Clamp(Math.Floor(count), long.MinValue, long.MaxValue);
        var isBad = IsBadInstrument || Matches(_badWhen, tags, all: false);
        if (_included is null || events < 0)
        {
            _tracker.Record(good: isBad ? 0 : events, bad: isBad ? events : 0);
        }
        else if (IsBadInstrument)
        {
            _included.Add(events);
        }
        else
        {
            var failed = isBad ? events : _included.Take(events);
            _tracker.Record(events - failed, failed);
        }
    }

    private static bool Matches(TagMatcher[] matchers, ReadOnlySpan<KeyValuePair<string, object?>> tags, bool all)
    {
        foreach (TagMatcher matcher in matchers)
        {
            if (matcher.Matches(tags) != all)
            {
                return !all;
            }
        }

        return all;
    }

    private static string Keys(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> keys = [];
        foreach (KeyValuePair<string, object?> tag in tags[..Math.Min(tags.Length, 20)])
        {
            keys.Add(SloText.OneLine(tag.Key, 63));
        }

        return string.Join(", ", keys);
    }

    // The tracker knows what is wrong with it.
    private void Reject(double value) => _tracker.RecordSeconds(value);

    // In the instrument's own unit, so that each measurement is compared as it was made.
    private static double InUnit(TimeSpan? time, string? unit) => (time, unit) switch
    {
        (null, _) => double.PositiveInfinity,
        ({ } length, "ms") => length.TotalMilliseconds,
        ({ } length, "us" or "µs") => length.TotalMicroseconds,
        ({ } length, "ns") => length.TotalNanoseconds,
        ({ } length, "min") => length.TotalMinutes,
        ({ } length, _) => length.TotalSeconds,
    };
}
