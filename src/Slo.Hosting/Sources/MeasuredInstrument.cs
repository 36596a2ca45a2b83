using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Sources;

/// <summary>
/// One instrument that some objective listens to, and how its kind of measurement is turned into events. It has a listener of its own, so
/// that its failures are its own. Nothing that its measurements bring along throws into the code that measures.
/// </summary>
internal sealed class MeasuredInstrument : IDisposable
{
    private readonly Instrument _instrument;
    private readonly ILogger _logger;
    private readonly MeasurementKind _kind;
    private readonly MeterListener _listener = new();
    private readonly SampledTotals _totals = new();
    private readonly ChangedLevels _levels = new();
    private readonly Lock _gate = new();

    private volatile MeasuredObjective[] _objectives = [];
    private bool _isFailureLogged;
    private bool _isBoundLogged;

    /// <param name="instrument">What to listen to, once <see cref="Listen"/> is called.</param>
    /// <param name="completed">Called when its meter is disposed.</param>
    /// <param name="logger">Must neither throw nor block: it is called where the app measures.</param>
    internal MeasuredInstrument(Instrument instrument, Action<Instrument> completed, ILogger logger)
    {
        _instrument = instrument;
        _logger = logger;
        _kind = KindOf(instrument);
        _listener.MeasurementsCompleted = (instrument, _) => completed(instrument);
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, _) => Measured(value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, _) => Measured(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, _) => Measured(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Measured(value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, _) => Measured(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Measured(value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, _) => Measured((double)value, tags));
    }

    /// <summary>Who listens; replaced as a whole when definitions change.</summary>
    internal MeasuredObjective[] Objectives
    {
        get => _objectives;
        set => _objectives = value;
    }

    internal void Listen() => _listener.EnableMeasurementEvents(_instrument);

    // By instrument first: the listener's own disposal puts instruments into a dictionary, and their equality may be the app's.
    public void Dispose()
    {
        _listener.DisableMeasurementEvents(_instrument);
        _listener.Dispose();
    }

    /// <summary>Takes the level of an up-down counter as one event per series.</summary>
    internal void SampleLevels()
    {
        foreach ((var level, KeyValuePair<string, object?>[] tags) in _levels.All)
        {
            Deliver(level, tags);
        }
    }

    /// <summary>Asks an observable instrument, and through it the app. One thread at a time.</summary>
    internal void Sample()
    {
        try
        {
            _totals.BeginRound();
            _listener.RecordObservableInstruments();
            if (_totals.EndRound((growth, tags) => Deliver(growth, tags)))
            {
                SayBound();
            }
        }
#pragma warning disable CA1031 // The callback is the app's: its failure ends neither this thread nor the sampling of the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            SayFailure(exception);
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

    private void Measured(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            Take(value, tags);
        }
#pragma warning disable CA1031 // A tag value of the app must not throw into its measuring code; without a key there is no series.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            SayFailure(exception);
            Deliver(double.NaN, tags);
        }
    }

    private void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // What cannot be counted is not kept either: one such number would spoil every later growth or level of its series.
        var isKept = double.IsFinite(value) && (_kind != MeasurementKind.Total || value >= 0);
        if (_kind == MeasurementKind.Total)
        {
            _totals.Report(isKept ? value : null, tags);
        }
        else if (_kind == MeasurementKind.Level && isKept && !_levels.TryChange(value, tags))
        {
            SayBound();
        }

        if (!isKept || _kind is MeasurementKind.Value or MeasurementKind.Increment)
        {
            Deliver(value, tags);
        }
    }

    private void Deliver(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (MeasuredObjective objective in _objectives)
        {
            try
            {
                objective.Measured(value, isCount: _kind is MeasurementKind.Increment or MeasurementKind.Total, tags);
            }
#pragma warning disable CA1031 // As above; the other objectives may not ask for the tag.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                objective.Reject();
                SayFailure(exception);
            }
        }
    }

    private void SayFailure(Exception exception)
    {
        if (IsFirst(ref _isFailureLogged))
        {
            _logger.MeasuringFailed(exception, _instrument.Name, _instrument.Meter.Name);
        }
    }

    private void SayBound()
    {
        if (IsFirst(ref _isBoundLogged))
        {
            _logger.SeriesBeyondBound(_instrument.Name, _instrument.Meter.Name, MeasuredSeries.Maximum);
        }
    }

    private bool IsFirst(ref bool isLogged)
    {
        lock (_gate)
        {
            var isFirst = !isLogged;
            isLogged = true;
            return isFirst;
        }
    }
}
