using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Slo.Alerting;
using Slo.Definitions;
using Slo.Dependencies;
using Slo.Evaluation;
using Slo.Telemetry;
using Slo.Tracking;
using Slo.Windows;

namespace Slo;

/// <summary>The objectives of one host at run time. Registries in one process share no counts.</summary>
/// <remarks>
/// Thread-safe. <see cref="Evaluate"/> must be called about once a second: <c>AddSlo</c> of Slo.Hosting does it on a dedicated thread;
/// without a host, call it yourself. Late calls lose nothing: every slice that has ended is written, interpolated between calls.
/// </remarks>
public sealed partial class SloRegistry : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lock _evaluation = new();
    private readonly TimeProvider _time;
    private readonly TrackerContext _context;
    private readonly Predicate<SloObjective> _isFed;
    private readonly EvaluationBuffer _buffer = new();
    private readonly SloInstruments _instruments;
    private readonly ConcurrentDictionary<string, SloTracker> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Type, bool> _recorded = new();
    private readonly IncidentLog _incidents = new();
    private readonly AlertFeed _alerts;
    private volatile SloTracker[] _trackers = [];
    private volatile int _version;
    private long _createdAt;
    private bool _isDisposed;

    /// <summary>Creates an empty registry.</summary>
    /// <param name="time">The clock; default <see cref="TimeProvider.System"/>. Windows follow its monotonic time.</param>
    /// <param name="meters">Where the meter <see cref="SloTelemetry.MeterName"/> comes from; default: a meter of this registry's
    /// own.</param>
    /// <param name="keepsEveryMinute"> Whether the history keeps every minute of each period: windows of any length are then exact to the
    /// minute, for 16 bytes a minute (675 KiB for 30 days). For replays and reports; docs/operations.md describes the default. </param>
    /// <param name="set">The name of this set of objectives where a process has several; it is part of each alert's fingerprint.</param>
    /// <param name="scope">Whose events are counted. Of a fleet, all objectives are fed (<see cref="Feed"/>), and there are no
    /// counters.</param>
    /// <param name="isFed">Which objectives are fed with counts from outside (<see cref="Feed"/>); default: none of an instance. Asked once
    /// for each tracker.</param>
    public SloRegistry(
        TimeProvider? time = null, IMeterFactory? meters = null, bool keepsEveryMinute = false, string set = "",
        SloScope scope = SloScope.Instance, Predicate<SloObjective>? isFed = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        _time = time ?? TimeProvider.System;
        _context = new TrackerContext(set, scope, keepsEveryMinute, _time);
        _isFed = isFed ?? (_ => scope == SloScope.Fleet);
        _alerts = new AlertFeed(_incidents);
        _dependencyFindings = new FindingsCache(_time);
        Ledger = new SloLedger(_time);
        _instruments = new SloInstruments(this, meters, _context.Rejected, _context.Exemplars);
    }

    /// <summary>Marks the events of this kind of indicator as recorded by a component of the app, for example <c>UseSlo</c>.</summary>
    /// <typeparam name="TIndicator">The kind of indicator.</typeparam>
    /// <remarks>The host logs a warning at start for each objective that <see cref="GetObjectivesWithoutSource"/> returns.</remarks>
    public void MarkRecorded<TIndicator>() where TIndicator : SloIndicator => _recorded[typeof(TIndicator)] = true;

    /// <summary>
    /// The objectives for whose indicator no component records events: a package or a call such as <c>UseSlo</c> is missing.
    /// </summary>
    public IReadOnlyList<SloObjective> GetObjectivesWithoutSource() =>
        [.. _trackers.Select(tracker => tracker.Objective)
            .Where(objective => objective.Indicator != SloIndicator.Manual && !_recorded.ContainsKey(objective.Indicator.GetType()))];

    /// <summary>The name of this set of objectives; empty: the default set.</summary>
    public string Set => _context.Set;

    /// <summary>Whose events are counted.</summary>
    public SloScope Scope => _context.Scope;

    /// <summary>How canaries are compared with their baselines (<see cref="SloTracker.GetCanary"/>), for comparisons that begin from now
    /// on.</summary>
    /// <exception cref="SloDefinitionException">A value is out of range; nothing is changed.</exception>
    public SloCanaryOptions Canary
    {
        get => _context.Canary;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _context.Canary = value.GetFaults() is { Count: > 0 } faults ? throw new SloDefinitionException(faults) : value;
        }
    }

    /// <summary>All trackers, in the order of their addition. A snapshot.</summary>
    public IReadOnlyList<SloTracker> Trackers => _trackers;

    /// <summary>
    /// A number that changes whenever a tracker is added, removed or replaced by another one. A change of target, rules or texts alone
    /// keeps it.
    /// </summary>
    /// <remarks>
    /// Read it before <see cref="Trackers"/>: what is derived from them is then valid for as long as the number stays the same.
    /// </remarks>
    public int Version => _version;

    /// <summary>
    /// An alert changed. Raised from the thread pool after the evaluation that found the change, in order and one at a time for each
    /// handler. A handler that blocks delays neither evaluation nor other handlers; 100,000 changes may wait for it, then its oldest are
    /// dropped. A handler that is removed is not called for what waits. An exception of a handler is the
    /// <see cref="SloEvaluationReport.Error"/> of the next evaluation.
    /// </summary>
    /// <remarks>Code that drives <see cref="Evaluate"/> itself reads <see cref="SubscribeToAlerts"/> after each call instead.</remarks>
    public event EventHandler<SloAlertTransition>? AlertChanged
    {
        add => _alerts.Listen(this, value ?? throw new ArgumentNullException(nameof(value)));
        remove => _alerts.Unlisten(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>
    /// The changes of alerts from now on, in order. A change can be read as soon as the call that brought it about returns.
    /// </summary>
    /// <param name="cancellationToken">Ends the subscription. Without it the queue is kept until the registry is disposed.</param>
    /// <returns>A reader with a queue of its own of 100,000 changes, beyond which the oldest are dropped (a gap in
    /// <see cref="SloAlertTransition.Sequence"/>). It ends with the subscription. Thread-safe; reading never delays an
    /// evaluation.</returns>
    public ChannelReader<SloAlertTransition> SubscribeToAlerts(CancellationToken cancellationToken = default)
    {
        Channel<SloAlertTransition> channel = _alerts.Subscribe();
        cancellationToken.UnsafeRegister(_ => _alerts.Unsubscribe(channel), null);
        return channel.Reader;
    }

    /// <summary>
    /// The last 1,000 changes of alerts, the oldest first, without their <see cref="SloAlertTransition.Status"/>. A snapshot.
    /// </summary>
    public IReadOnlyList<SloAlertTransition> Transitions => _alerts.Recent;

    /// <summary>Begins to track an objective.</summary>
    /// <param name="objective">Its name must be new in this registry, compared without case.</param>
    /// <returns>Where to record.</returns>
    /// <exception cref="SloDefinitionException">The name is taken.</exception>
    /// <exception cref="ObjectDisposedException">The registry is disposed.</exception>
    public SloTracker Add(SloObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_byName.TryGetValue(objective.Name, out SloTracker? taken))
            {
                throw new SloDefinitionException([
                    SloFinding.Error(
                        SloFindingCodes.DuplicateName,
                        $"the name is taken by '{taken.Objective.Name}' (names are compared without case); choose another", "name")
                    with { Objective = objective.Name }]);
            }

            SloTracker tracker = Create(objective);
            _byName[objective.Name] = tracker;
            SetTrackers([.. _trackers, tracker]);
            return tracker;
        }
    }

    /// <summary>The tracker of an objective.</summary>
    /// <param name="name">Compared without case.</param>
    /// <exception cref="KeyNotFoundException">No such objective; the message names the nearest ones.</exception>
    public SloTracker Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out SloTracker? tracker) ? tracker : throw new KeyNotFoundException(
            $"No objective '{SloText.OneLine(name)}' is declared; "
                + $"{NearestNames.Hint(name, _trackers.Select(tracker => tracker.Objective.Name))}.");
    }

    /// <summary>The tracker of an objective, if there is one.</summary>
    /// <param name="name">Compared without case.</param>
    /// <param name="tracker">The tracker found.</param>
    public bool TryGet(string? name, [NotNullWhen(true)] out SloTracker? tracker)
    {
        tracker = null;
        return name is not null && _byName.TryGetValue(name, out tracker);
    }

    /// <summary>Stops tracking an objective. Recording to its tracker then does nothing. If it returns, it continues its counts.</summary>
    /// <param name="name">Compared without case.</param>
    /// <returns>False if there was none.</returns>
    public bool Remove(string name)
    {
        // No evaluation in between, which could make the alert fire after its end was told.
        lock (_evaluation)
        {
            lock (_gate)
            {
                if (!_byName.TryRemove(name, out SloTracker? tracker))
                {
                    return false;
                }

                SetTrackers([.. _trackers.Where(other => other != tracker)]);
                End(tracker);
                return true;
            }
        }
    }

    /// <summary>
    /// Takes every objective up to now: writes the slices that have ended, evaluates, publishes. Meant for once a second.
    /// </summary>
    /// <returns>What happened on the way. An objective that fails keeps its last status; the others are not touched by it. Never
    /// throws.</returns>
    public SloEvaluationReport Evaluate() => EvaluateAndMeasure(TimeSpan.Zero);

    /// <summary>
    /// <see cref="Evaluate"/> for a caller that does it at an interval. If five intervals, and 5 s, have passed without it, the process
    /// stood still (SIGSTOP, a frozen container, a debugger): of that time, only the first interval counts as observed.
    /// </summary>
    /// <param name="interval">Above 0.</param>
    /// <returns>The same.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not above 0.</exception>
    public SloEvaluationReport EvaluateEvery(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return EvaluateAndMeasure(interval);
    }

    private SloEvaluationReport EvaluateAndMeasure(TimeSpan interval)
    {
        var started = _time.GetTimestamp();
        (SloEvaluationReport report, ClockStep clock) = EvaluateAll(interval);
        Exception? error = report.Error ?? _alerts.TakeError() ?? _instruments.TakeError();
        _instruments.Evaluated(_time.GetElapsedTime(started), clock == ClockStep.Forward, clock == ClockStep.Back, error);
        return report with { Error = error };
    }

    /// <summary>Stops all trackers and the registry's own meter. Idempotent.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (SloTracker tracker in _trackers)
            {
                tracker.Close();
            }

            SetTrackers([]);
            _byName.Clear();
        }

        _alerts.Complete();
        _instruments.Dispose();
    }

    // Under the gate. The version last: a reader of the new version sees the new trackers.
    private void SetTrackers(SloTracker[] trackers)
    {
        _trackers = trackers;
        _version++;
        _snapshot = null;
    }

    private (SloEvaluationReport Report, ClockStep Clock) EvaluateAll(TimeSpan interval)
    {
        lock (_evaluation)
        {
            long createdAt;
            lock (_gate)
            {
                createdAt = _createdAt;
            }

            TimelineStep step = _context.Timeline.Advance(interval.Ticks, createdAt);
            SloTracker[] trackers = _trackers;
            _context.PastSlices.Renew(step.To, trackers.Length);
            Exception? error = Advance(trackers, step);
            return (new(trackers.Length, new TimeSpan(step.To - step.ObservedUntil), step.Clock == ClockStep.Back, error), step.Clock);
        }
    }
}
