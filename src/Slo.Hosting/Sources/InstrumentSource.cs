using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Sources;

/// <summary>
/// Feeds objectives from the instruments of this host: those of its own meter factory and those of no factory. Instruments of another
/// host in the process are that host's. What has to be sampled is sampled on a thread of its own, since it runs other people's callbacks.
/// </summary>
internal sealed class InstrumentSource : IHostedService, IDisposable
{
    private readonly SloRegistry _registry;
    private readonly IMeterFactory? _meters;
    private readonly TimeSpan _interval;
    private readonly ILogger _logger;
    private readonly MeterListener _listener = new();
    private readonly ManualResetEvent _stopping = new(false);
    private readonly Lock _gate = new();
    private readonly List<MeasuredInstrument> _levels = [];
    private bool _isFailureLogged;
    private bool _isDisposed;

    public InstrumentSource(SloRegistry registry, IOptions<SloOptions> options, ILogger<InstrumentSource> logger, IMeterFactory? meters = null)
    {
        _registry = registry;
        _meters = meters;
        _interval = options.Value.EvaluationInterval;
        _logger = logger;
        _listener.InstrumentPublished = Published;
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => Measured(value, tags, state));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => Measured(value, tags, state));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Measured(value, tags, state));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Measured(value, tags, state));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => Measured(value, tags, state));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Measured(value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => Measured((double)value, tags, state));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Objectives().Any())
        {
            _listener.Start();
            new Thread(Sample) { IsBackground = true, Name = "slo-sampling" }.Start();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Set();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _stopping.Set();
        _listener.Dispose();
    }

    /// <summary>Reads everything that does not report by itself.</summary>
    internal void SampleOnce()
    {
        try
        {
            _listener.RecordObservableInstruments();
            lock (_gate)
            {
                _levels.ForEach(instrument => instrument.SampleLevels());
            }
        }
#pragma warning disable CA1031 // A gauge of the app that throws (the listener gathers those) must not end the sampling of the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!_isFailureLogged)
            {
                _isFailureLogged = true;
                _logger.SamplingFailed(exception);
            }
        }
    }

    private static void Measured(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        ((MeasuredInstrument)state!).Measured(value, tags);

    private IEnumerable<(SloTracker Tracker, InstrumentIndicator Indicator)> Objectives() =>
        from tracker in _registry.Trackers
        let indicator = tracker.Objective.Indicator as InstrumentIndicator
        where indicator is not null
        select (tracker, indicator);

    private void Published(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Scope is { } scope && !ReferenceEquals(scope, _meters))
        {
            return;
        }

        MeasuredObjective[] objectives = [.. Objectives()
            .Where(objective => objective.Indicator.MeterName == instrument.Meter.Name
                && (objective.Indicator.InstrumentName == instrument.Name || objective.Indicator.BadInstrumentName == instrument.Name))
            .Select(objective => new MeasuredObjective(objective.Tracker, objective.Indicator, instrument))];
        if (objectives.Length == 0)
        {
            return;
        }

        MeasuredInstrument measured = new(instrument, objectives);
        if (measured.IsSampled)
        {
            lock (_gate)
            {
                _levels.Add(measured);
            }
        }

        listener.EnableMeasurementEvents(instrument, measured);
    }

    private void Sample()
    {
        while (!_stopping.WaitOne(_interval))
        {
            SampleOnce();
        }
    }
}
