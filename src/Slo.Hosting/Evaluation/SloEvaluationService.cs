using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Slo.Hosting.Evaluation;

/// <summary>
/// Evaluates once an interval on a thread of its own: behind a starved thread pool a timer comes seconds late, and what must
/// notice an overload may not depend on the pool that is overloaded. No exception leaves the loop.
/// </summary>
internal sealed class SloEvaluationService(
    SloRegistry registry, IOptions<SloOptions> options, TimeProvider time, ILogger<SloEvaluationService> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan ErrorLogInterval = TimeSpan.FromMinutes(1);

    private readonly ManualResetEvent _stopping = new(false);
    private Thread? _thread;
    private long? _lastErrorTimestamp;
    private int _suppressedErrors;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (SloTracker tracker in registry.Trackers)
        {
            foreach (var warning in tracker.Objective.Warnings)
            {
                logger.DefinitionWarning(warning);
            }
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "slo-evaluation" };
        _thread.Start();
        logger.Started(registry.Trackers.Count, SloDuration.Format(options.Value.EvaluationInterval));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_thread is { } thread && _stopping.Set())
        {
            // Joined off the caller's path, and never longer than the host allows.
            await Task.Run(thread.Join, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _thread = null;
            logger.Stopped();
        }
    }

    public void Dispose()
    {
        _stopping.Set();
        _thread?.Join(TimeSpan.FromSeconds(1));
        _stopping.Dispose();
    }

    /// <summary>One pass; whatever happens in it, the next one comes.</summary>
    internal void EvaluateOnce()
    {
        try
        {
            SloEvaluationReport report = registry.Evaluate();
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
        // A little after each multiple of the interval, so that the slice that just ended is whole.
        while (!_stopping.WaitOne(UntilNextInterval()))
        {
            EvaluateOnce();
        }

        EvaluateOnce();
    }

    private TimeSpan UntilNextInterval()
    {
        var interval = options.Value.EvaluationInterval;
        TimeSpan wait = interval - TimeSpan.FromTicks(time.GetUtcNow().UtcTicks % interval.Ticks);
        return TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
    }

    private void LogError(Exception error)
    {
        if (_lastErrorTimestamp is { } last && time.GetElapsedTime(last) < ErrorLogInterval)
        {
            _suppressedErrors++;
            return;
        }

        logger.EvaluationFailed(error, _suppressedErrors);
        _lastErrorTimestamp = time.GetTimestamp();
        _suppressedErrors = 0;
    }
}
