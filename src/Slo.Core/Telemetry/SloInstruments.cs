using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Slo.Recording;

namespace Slo.Telemetry;

/// <summary>
/// The instruments of the meter (docs/metrics.md lists them). Counters are this process's own and start at 0, so that rates
/// and increases over a fleet add up; gauges are those of the last published status and absent where it has no answer.
/// </summary>
internal sealed class SloInstruments : IDisposable
{
    // From a few objectives to tens of thousands, and what takes longer than the interval of a second.
    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.000_01, 0.000_05, 0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    };

    private static readonly (SloAnomalySignal Signal, string Word)[] Signals =
    [
        (SloAnomalySignal.BadRatio, "bad_ratio"), (SloAnomalySignal.Traffic, "traffic"), (SloAnomalySignal.Latency, "latency"),
    ];

    private readonly SloRegistry _registry;
    private readonly List<Meter> _own = [];
    private readonly ExemplarCounter _exemplars;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _transitions;
    private readonly ChannelReader<SloAlertTransition> _changes;
    private readonly BackgroundMeasurements _measurements = new();
    private readonly SharedCounter _stepsBack = new();
    private readonly SharedCounter _stepsForward = new();

    internal SloInstruments(
        SloRegistry registry, IMeterFactory? meters, RejectedMeasurements rejected, ExemplarCounter exemplars)
    {
        _registry = registry;
        _exemplars = exemplars;
        _changes = registry.SubscribeToAlerts();
        Meter meter = Create(meters, SloTelemetry.MeterName);

        if (registry.Scope == SloScope.Instance)
        {
            CreateCounters(meter, rejected);
            _exemplars.Counter = Create(meters, SloTelemetry.ExemplarMeterName).CreateCounter<long>(
                "slo.events.bad", "{event}", "Bad events with properties, counted while they are recorded: for exemplars.");
        }

        meter.CreateObservableGauge("slo.sli.ratio", () => Gauge(status => status.ComplianceRatio), "1",
            "Compliance over the period; absent without events.");
        meter.CreateObservableGauge("slo.objective.ratio", () => Gauge(status => (double)status.TargetRatio), "1", "The target in force.");
        meter.CreateObservableGauge("slo.error_budget.remaining.ratio", () => Gauge(status => status.ErrorBudgetRemainingRatio), "1",
            "Error budget left, up to 1, negative when overspent.");
        meter.CreateObservableGauge("slo.burn_rate", BurnRates, "{budget}",
            "How many times faster than sustainable the budget is spent, by window.");
        meter.CreateObservableGauge("slo.error_budget.exhaustion.time", () => Gauge(status => status.TimeToExhaustion?.TotalSeconds), "s",
            "Time until the budget ends at the current burn rate; absent while the burn rate is zero.");
        meter.CreateObservableGauge("slo.alert.active", Alerts, "{alert}", "Whether a rule of this severity fires: 0 or 1.");
        meter.CreateObservableGauge("slo.anomaly.score", Anomalies, "{score}",
            "How unusual a signal is, from 0.065 on an anomaly; absent while there is too little data to know.");
        meter.CreateObservableGauge("slo.window.coverage.ratio", () => Gauge(status => status.CoverageRatio), "1",
            "Share of the period that was observed.");
        meter.CreateObservableCounter("slo.clock.steps", ClockSteps, "{step}",
            "Steps of the wall clock: forward (including suspensions) and back.");
        _transitions = meter.CreateCounter<long>(
            "slo.alert.transitions", "{transition}", "Changes of alerts: fired, escalated, deescalated, resolved.");
        _duration = meter.CreateHistogram(
            "slo.evaluation.duration", "s", "Duration of one evaluation of all objectives.", advice: Durations);
    }

    private Meter Create(IMeterFactory? meters, string name)
    {
        MeterOptions options = new(name) { Version = typeof(SloRegistry).Assembly.GetName().Version?.ToString(3) };
        if (meters is not null)
        {
            return meters.Create(options);
        }

        Meter own = new(options);
        _own.Add(own);
        return own;
    }

    // Each process counts its own: of a fleet they would be counted once more by each instance.
    private void CreateCounters(Meter meter, RejectedMeasurements rejected)
    {
        meter.CreateObservableCounter("slo.events", Events, "{event}", "Good and bad events counted by this process.");
        meter.CreateObservableCounter("slo.group.events", GroupEvents, "{event}", "The same by group, of objectives with groups.");
        meter.CreateObservableCounter("slo.events.ignored", Ignored, "{event}", "Events recorded as ignored.");
        meter.CreateObservableCounter("slo.events.rejected", () => Rejected(rejected), "{event}",
            "Measurements dropped because their values cannot be counted.");
    }

    public void Dispose()
    {
        _measurements.Dispose();
        _own.ForEach(meter => meter.Dispose());
    }

    internal void Evaluated(TimeSpan duration, bool clockWentForward, bool clockWentBack, Exception? error)
    {
        if (clockWentForward)
        {
            _stepsForward.Increment();
        }

        if (clockWentBack)
        {
            _stepsBack.Increment();
        }

        CountTransitions();
        var seconds = duration.TotalSeconds;
        var failure = error?.GetType().FullName;
        _measurements.Post(() =>
        {
            if (failure is null)
            {
                _duration.Record(seconds);
            }
            else
            {
                _duration.Record(seconds, new KeyValuePair<string, object?>("error.type", failure));
            }
        });
    }

    /// <summary>What a listener of the meter threw since this was last asked.</summary>
    internal Exception? TakeError() => _measurements.TakeError() ?? _exemplars.TakeError();

    private void CountTransitions()
    {
        while (_changes.TryRead(out SloAlertTransition? transition))
        {
            SloAlertTransition counted = transition;
            _measurements.Post(() => _transitions.Add(
                1,
                new("slo.name", counted.Name),
                new("slo.alert.transition", counted.Kind.ToString().ToLowerInvariant()),
                new("slo.alert.severity", (counted.After ?? counted.Before ?? AlertSeverity.Ticket).Word())));
        }
    }

    private static Measurement<T> Of<T>(T value, SloTracker tracker) where T : struct =>
        new(value, new KeyValuePair<string, object?>("slo.name", tracker.Objective.Name));

    private static Measurement<T> Of<T>(T value, SloTracker tracker, string tag, string tagValue) where T : struct =>
        new(value, new("slo.name", tracker.Objective.Name), new(tag, tagValue));

    private static IEnumerable<Measurement<long>> Rejected(RejectedMeasurements rejected) =>
        rejected.All.Select(reason => new Measurement<long>(
            reason.Count, new KeyValuePair<string, object?>("slo.reject.reason", reason.Reason)));

    // Whole objectives, also those with groups: the series of a group begins with its first event, and an increase does not see that one.
    private IEnumerable<Measurement<long>> Events()
    {
        foreach (SloTracker tracker in _registry.Trackers)
        {
            SloEventCounts total = tracker.Total;
            yield return Of(total.Good, tracker, "slo.event.outcome", "good");
            yield return Of(total.Bad, tracker, "slo.event.outcome", "bad");
        }
    }

    private IEnumerable<Measurement<long>> GroupEvents()
    {
        foreach (SloTracker tracker in _registry.Trackers)
        {
            foreach ((string group, SloEventCounts counts) in tracker.GroupTotals())
            {
                KeyValuePair<string, object?> name = new("slo.name", tracker.Objective.Name);
                KeyValuePair<string, object?> label = new(tracker.OwnGrouping!.Label, group);
                yield return new(counts.Good, name, new("slo.event.outcome", "good"), label);
                yield return new(counts.Bad, name, new("slo.event.outcome", "bad"), label);
            }
        }
    }

    private IEnumerable<Measurement<long>> Ignored() => _registry.Trackers.Select(tracker => Of(tracker.IgnoredTotal, tracker));

    private IEnumerable<Measurement<double>> Gauge(Func<SloStatus, double?> read)
    {
        foreach (SloTracker tracker in _registry.Trackers)
        {
            if (read(tracker.Status) is { } value)
            {
                yield return Of(value, tracker);
            }
        }
    }

    private IEnumerable<Measurement<double>> BurnRates()
    {
        foreach (SloTracker tracker in _registry.Trackers)
        {
            foreach (WindowStatus window in tracker.Status.Windows)
            {
                if (window.BurnRate is { } burnRate)
                {
                    yield return Of(burnRate, tracker, "slo.burn_rate.window", SloDuration.Format(window.Window));
                }
            }
        }
    }

    private IEnumerable<Measurement<int>> Alerts()
    {
        foreach (SloTracker tracker in _registry.Trackers)
        {
            foreach (AlertSeverity severity in tracker.Objective.Rules.Select(rule => rule.Severity).Distinct())
            {
                var fires = tracker.Status.Alert.Firing.Any(rule => rule.Rule.Severity == severity);
                yield return Of(fires ? 1 : 0, tracker, "slo.alert.severity", severity.Word());
            }
        }
    }

    private IEnumerable<Measurement<double>> Anomalies()
    {
        foreach (SloTracker tracker in _registry.Trackers)
        {
            foreach ((SloAnomalySignal signal, var word) in Signals)
            {
                if (tracker.GetAnomalyScore(signal) is { } score)
                {
                    yield return Of(score, tracker, "slo.anomaly.signal", word);
                }
            }
        }
    }

    private IEnumerable<Measurement<long>> ClockSteps() =>
    [
        new(_stepsBack.Count, new KeyValuePair<string, object?>("slo.clock.direction", "back")),
        new(_stepsForward.Count, new KeyValuePair<string, object?>("slo.clock.direction", "forward")),
    ];
}
