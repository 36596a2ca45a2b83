using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Slo.Hosting.Sources;

/// <summary>One instrument that some objective listens to, and how its kind of measurement is turned into events.</summary>
internal sealed class MeasuredInstrument(Instrument instrument)
{
    // What a sampled total stood at, by tags. An instrument's own series are bounded; hostile ones are not our key: at this many, growth is not tracked further.
    private const int MaximumSeries = 2000;

    private readonly MeasurementKind _kind = KindOf(instrument);
    private readonly ConcurrentDictionary<string, double> _last = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Level> _levels = new(StringComparer.Ordinal);

    private volatile MeasuredObjective[] _objectives = [];
    private volatile bool _wasSampled;

    /// <summary>Who listens; replaced as a whole when definitions change.</summary>
    internal MeasuredObjective[] Objectives
    {
        set => _objectives = value;
    }

    /// <summary>Every series that existed has been sampled once.</summary>
    internal void EndRound() => _wasSampled = true;

    internal void Measured(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // Neither counted nor kept: one such number would spoil every later growth or level of its series.
        if (!double.IsFinite(value))
        {
            foreach (MeasuredObjective objective in _objectives)
            {
                objective.Reject(value, tags);
            }

            return;
        }

        switch (_kind)
        {
            case MeasurementKind.Value:
                foreach (MeasuredObjective objective in _objectives)
                {
                    objective.Value(value, tags);
                }

                break;
            case MeasurementKind.Increment:
                Count(value, tags);
                break;
            case MeasurementKind.Total:
                // A negative total is not kept, and refused and counted as a negative increment would be.
                if ((value < 0 ? value : Growth(value, tags)) is not 0 and { } growth)
                {
                    Count(growth, tags);
                }

                break;
            default:
                ChangeLevel(value, tags);
                break;
        }
    }

    /// <summary>Takes the level of an up-down counter as one event per series.</summary>
    internal void SampleLevels()
    {
        foreach ((_, Level level) in _levels)
        {
            foreach (MeasuredObjective objective in _objectives)
            {
                objective.Value(level.Value, level.Tags);
            }
        }
    }

    private static MeasurementKind KindOf(Instrument instrument)
    {
        Type type = instrument.GetType();
        Type generic = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return generic == typeof(Counter<>) ? MeasurementKind.Increment
            : generic == typeof(ObservableCounter<>) ? MeasurementKind.Total
            : generic == typeof(UpDownCounter<>) ? MeasurementKind.Level
            : MeasurementKind.Value;
    }

    private static string SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
        {
            return "";
        }

        System.Text.StringBuilder text = new();
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            text.Append(tag.Key).Append('\u0001').Append(tag.Value).Append('\u0002');
        }

        return text.ToString();
    }

    private void Count(double count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (MeasuredObjective objective in _objectives)
        {
            objective.Count(count, tags);
        }
    }

    /// <summary>
    /// How much a sampled total grew, in whole events. Counting begins at the first round of samples; a series that appears later (errors
    /// often have one of their own) began at zero since, and a total that fell began anew.
    /// </summary>
    private double? Growth(double sample, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var total = Math.Floor(sample);
        var series = SeriesOf(tags);
        if (_last.TryGetValue(series, out var last))
        {
            _last[series] = total;
            return total >= last ? total - last : total;
        }

        if (_last.Count < MaximumSeries)
        {
            _last[series] = total;
        }

        return _wasSampled ? total : null;
    }

    private void ChangeLevel(double change, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = SeriesOf(tags);
        if (!_levels.TryGetValue(series, out Level? level))
        {
            if (_levels.Count >= MaximumSeries)
            {
                return;
            }

            level = _levels.GetOrAdd(series, static (_, copy) => new Level(copy), tags.ToArray());
        }

        level.Change(change);
    }

    private sealed class Level(KeyValuePair<string, object?>[] tags)
    {
        private readonly Lock _gate = new();
        private double _value;

        internal KeyValuePair<string, object?>[] Tags => tags;

        internal double Value
        {
            get
            {
                lock (_gate)
                {
                    return _value;
                }
            }
        }

        internal void Change(double by)
        {
            lock (_gate)
            {
                _value += by;
            }
        }
    }
}
