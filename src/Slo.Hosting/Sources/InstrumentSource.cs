using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

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

    // By reference: kinds of instruments can be the app's own, and their equality too.
    private readonly Dictionary<Instrument, MeasuredInstrument> _instruments = new(ReferenceEqualityComparer.Instance);
    private volatile int _version = -1;
    private bool _isListening;
    private bool _isDisposed;

    public InstrumentSource(SloRegistry registry, TimeSpan interval, ILogger logger, IMeterFactory? meters)
    {
        _registry = registry;
        _registry.MarkRecorded<InstrumentIndicator>();
        _meters = meters;
        _interval = interval;
        _logger = logger;
        _listener.InstrumentPublished = (instrument, _) => Published(instrument);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Refresh();
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
        Array.ForEach(Instruments(), instrument => instrument.Dispose());
    }

    /// <summary>Reads the objectives again. Listening to instruments continues, so that no event is lost or counted twice.</summary>
    internal void Refresh()
    {
        lock (_gate)
        {
            _version = _registry.Version;
            if (_isDisposed || (!_isListening && !Objectives().Any()))
            {
                return;
            }

            if (!_isListening)
            {
                _isListening = true;
                new Thread(Sample) { IsBackground = true, Name = "slo-sampling" }.Start();

                // Publishes what exists already, and from now on what is created.
                _listener.Start();
                return;
            }
        }

        // Instruments without an objective are not kept (the end of most of them is never reported), so they are enumerated again.
        using MeterListener finder = new();
        finder.InstrumentPublished = (instrument, _) => Published(instrument);
        finder.Start();
    }

    /// <summary>Looks again if objectives came or went since: by <see cref="SloRegistry.Add"/> while the app runs, for example.</summary>
    internal void Follow()
    {
        if (_version != _registry.Version)
        {
            Refresh();
        }
    }

    /// <summary>Reads everything that does not report by itself. One thread at a time.</summary>
    internal void SampleOnce()
    {
        // Levels first, since they are known: a callback of the app that hangs comes after them.
        Array.ForEach(Instruments(), instrument => instrument.SampleLevels());
        Array.ForEach(Instruments(), instrument => instrument.Sample());
    }

    /// <summary>The first instrument of an indicator that does not exist, or null if all of them do.</summary>
    internal string? Missing(InstrumentIndicator indicator)
    {
        lock (_gate)
        {
            return new[] { indicator.InstrumentName, indicator.BadInstrumentName }.FirstOrDefault(name => name is not null
                && !_instruments.Keys.Any(instrument => instrument.Meter.Name == indicator.MeterName && instrument.Name == name));
        }
    }

    /// <summary>The tags of measurements of which none met the conditions of the objective; null if one did, or none was made.</summary>
    internal string? UnmatchedTags(SloTracker tracker)
    {
        MeasuredObjective[] measured = Measured(tracker);
        return measured.Any(objective => objective.HasMatched)
            ? null
            : measured.Select(objective => objective.UnmatchedTags).FirstOrDefault(tags => tags is not null);
    }

    /// <summary>A condition of the objective that never matches, probably for a wrong name of a tag; null if there is none.</summary>
    internal AbsentTag? FindAbsentTag(SloTracker tracker)
    {
        // Of several instruments each condition needs to fit one.
        AbsentTag?[] absent =
            [.. Measured(tracker).Where(objective => objective.HasMatched).Select(objective => objective.FindAbsentTag())];
        return Array.Exists(absent, tag => tag is null) ? null : absent.FirstOrDefault();
    }

    /// <summary>The names of all instruments that this host could listen to, by meter.</summary>
    internal ILookup<string, string> Known()
    {
        List<Instrument> found = [];
        using MeterListener finder = new();
        finder.InstrumentPublished = (instrument, _) =>
        {
            if (IsOfThisHost(instrument))
            {
                found.Add(instrument);
            }
        };
        finder.Start();
        return found.ToLookup(instrument => instrument.Meter.Name, instrument => instrument.Name);
    }

    private MeasuredInstrument[] Instruments()
    {
        lock (_gate)
        {
            return [.. _instruments.Values];
        }
    }

    private MeasuredObjective[] Measured(SloTracker tracker) =>
        [.. Instruments().SelectMany(instrument => instrument.Objectives).Where(objective => objective.Tracker == tracker)];

    private IEnumerable<(SloTracker Tracker, InstrumentIndicator Indicator)> Objectives() =>
        from tracker in _registry.Trackers
        let indicator = tracker.Objective.Indicator as InstrumentIndicator
        where indicator is not null
        select (tracker, indicator);

    private void Published(Instrument instrument)
    {
        if (!IsOfThisHost(instrument))
        {
            return;
        }

        lock (_gate)
        {
            MeasuredObjective[] objectives = [.. Objectives()
                .Where(objective => objective.Indicator.MeterName == instrument.Meter.Name
                    && (objective.Indicator.InstrumentName == instrument.Name || objective.Indicator.BadInstrumentName == instrument.Name))
                .Select(objective => new MeasuredObjective(objective.Tracker, objective.Indicator, instrument))];
            if (!_instruments.TryGetValue(instrument, out MeasuredInstrument? measured))
            {
                if (objectives.Length == 0 || _isDisposed)
                {
                    return;
                }

                _instruments[instrument] = measured = new MeasuredInstrument(instrument, Completed, _logger) { Objectives = objectives };
                measured.Listen();
                return;
            }

            measured.Objectives = objectives;
        }
    }

    private bool IsOfThisHost(Instrument instrument) => instrument.Meter.Scope is not { } scope || ReferenceEquals(scope, _meters);

    private void Completed(Instrument instrument)
    {
        lock (_gate)
        {
            _instruments.Remove(instrument);
        }
    }

    private void Sample()
    {
        while (!_stopping.WaitOne(_interval))
        {
            SampleOnce();
        }
    }
}
