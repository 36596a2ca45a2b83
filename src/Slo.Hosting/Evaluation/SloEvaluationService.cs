using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Alerting;
using Slo.Hosting.Gates;
using Slo.Hosting.Logging;
using Slo.Hosting.Persistence;
using Slo.Hosting.Sources;

namespace Slo.Hosting.Evaluation;

/// <summary>
/// Evaluates once per interval on a dedicated thread. In a starved thread pool a timer fires seconds late, and the code that has to
/// detect an overload must not depend on the overloaded pool. No exception leaves the loop.
/// </summary>
internal sealed class SloEvaluationService(
    SloRegistry registry, InstrumentSource instruments, TimeSpan interval, TimeProvider time, ILogger logger,
    SloAlertDispatcher? alerts = null, IEnumerable<SloFinding>? warnings = null, StoreState? store = null,
    Predicate<SloAlertTransition>? isDelivered = null, SloGates? gates = null,
    SloPolicies? policies = null)
    : IHostedLifecycleService, IDisposable
{
    private readonly ChannelReader<SloAlertTransition> _changes = registry.SubscribeToAlerts();
    private readonly TrafficWatch _traffic = new(registry, time, logger);
    private readonly SourceWatch _sources = new(registry, instruments, time, logger);
    private readonly RepeatGate _errors = new(time);
    private readonly object _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;
    private bool _isStopping;
    private bool _isBegun;

    /// <summary>Completes when the evaluation thread has made its last pass.</summary>
    internal Task Ended => _ended.Task;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (SloFinding warning in (warnings ?? []).Concat(registry.Trackers.SelectMany(tracker => tracker.Objective.Warnings))
            .Concat(SloDeclaredDependency.CheckAll([.. registry.Trackers.Select(tracker => tracker.Objective)])))
        {
            logger.DefinitionWarning(warning.Code, warning.Text);
        }

        alerts?.Follow(registry, Ended, isDelivered);
        _thread = new Thread(Run) { IsBackground = true, Name = "slo-evaluation" };
        _thread.Start();
        logger.Started(registry.Trackers.Count, SloDuration.Format(interval));
        return Task.CompletedTask;
    }

    /// <summary>By now every component that records events has called <see cref="SloRegistry.MarkRecorded"/>.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (SloObjective objective in registry.GetObjectivesWithoutSource())
        {
            logger.NoSource(objective.Name, SloText.OneLine(objective.Indicator.Describe()));
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_thread is not null && SignalStop())
        {
            // The last evaluation is part of the stop, but the wait ends when the host's shutdown time is over.
            await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            logger.Stopped();
        }
    }

    public void Dispose()
    {
        SignalStop();
        _thread?.Join(TimeSpan.FromSeconds(1));
    }

    /// <summary>One pass. A failure is logged and never ends the loop.</summary>
    internal void EvaluateOnce()
    {
        try
        {
            instruments.Follow();

            // What was before the first one is the time of the start.
            SloEvaluationReport report = _isBegun ? registry.EvaluateEvery(interval) : registry.Evaluate();
            _isBegun = true;
            PostChanges();
            gates?.Look();
            policies?.Evaluate();
            _traffic.Look();
            _sources.Look();
            if (report.Error is { } error)
            {
                LogError(error);
            }

            if (report.Gap > TimeSpan.Zero)
            {
                logger.Gap(SloDuration.Format(report.Gap));
            }

            if (report.ClockWentBack)
            {
                logger.ClockWentBack();
            }
        }
#pragma warning disable CA1031 // The host must not stop because an evaluation failed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogError(exception);
        }
    }

    private void Run()
    {
        while (!StopsWithin(UntilNextInterval()))
        {
            EvaluateOnce();
        }

        EvaluateOnce();
        ResolveAlerts();
        _ended.SetResult();
    }

    // Receivers would otherwise wait for ever for the end of what fires: the next process begins without an alert, unless a store keeps it,
    // which it does not for groups.
    private void ResolveAlerts()
    {
        try
        {
            var isKept = store is { IsKeeping: true };
            foreach (SloAlertTransition end in FiringAlerts.Ends(registry).Where(end => !isKept || end.Group is not null))
            {
                Post(end);
            }
        }
#pragma warning disable CA1031 // The stop goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogError(exception);
        }
    }

    // Includes changes caused by code of the app that evaluates or removes objectives itself.
    private void PostChanges()
    {
        while (_changes.TryRead(out SloAlertTransition? transition))
        {
            Post(transition);
        }
    }

    // Where a fleet is judged, its leader delivers what the fleet judges.
    private void Post(SloAlertTransition transition)
    {
        if (isDelivered?.Invoke(transition) != false)
        {
            alerts?.Post(transition);
        }
    }

    /// <summary>True the first time.</summary>
    private bool SignalStop()
    {
        lock (_gate)
        {
            var isFirst = !_isStopping;
            _isStopping = true;
            Monitor.PulseAll(_gate);
            return isFirst;
        }
    }

    private bool StopsWithin(TimeSpan wait)
    {
        lock (_gate)
        {
            return _isStopping || (Monitor.Wait(_gate, wait) && _isStopping);
        }
    }

    /// <summary>A little after each multiple of the interval, so that the slice that just ended is whole.</summary>
    private TimeSpan UntilNextInterval()
    {
        try
        {
            TimeSpan wait = interval - TimeSpan.FromTicks(time.GetUtcNow().UtcTicks % interval.Ticks);
            return TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        }
#pragma warning disable CA1031 // A clock that fails must not end the loop, and with it the process; the evaluation will report it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return interval;
        }
    }

    private void LogError(Exception error)
    {
        try
        {
            _errors.Pass(suppressed => logger.EvaluationFailed(error, suppressed));
        }
#pragma warning disable CA1031 // Nor may a logger that fails while a failure is reported.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
