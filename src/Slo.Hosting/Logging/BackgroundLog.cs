using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Logging;

/// <summary>
/// Messages that wait to be written, in order, by a thread of their own: a sink that blocks or throws holds up no evaluation, request
/// or delivery. Messages beyond the limit are dropped, and the next message has their number. Scopes are not kept.
/// </summary>
internal sealed class BackgroundLog
{
    internal const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<Action> _waiting = [];
    private TaskCompletionSource? _writing;
    private ILogger? _loser;
    private int _lost;

    /// <summary>Ends when everything is written that had come when it was asked for.</summary>
    internal Task Written
    {
        get
        {
            lock (_gate)
            {
                return _writing?.Task ?? Task.CompletedTask;
            }
        }
    }

    /// <param name="logger">Says what is lost, if this message is.</param>
    /// <param name="write">Writes the message.</param>
    internal void Post(ILogger logger, Action write)
    {
        lock (_gate)
        {
            if (_waiting.Count >= Capacity)
            {
                _loser = logger;
                _lost++;
                return;
            }

            ReportLoss();
            _waiting.Enqueue(write);
            if (_writing is null)
            {
                // A thread, because a starved pool is among what there is to log; unsafe, because the scopes of this message are not
                // those of the next.
                new Thread(Write) { IsBackground = true, Name = "slo-log" }.UnsafeStart();
                _writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void Write()
    {
        while (Next() is { } write)
        {
            try
            {
                write();
            }
#pragma warning disable CA1031 // A log that fails cannot be reported to the log.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }

    // The thread leaves under the lock, and so the next message finds either this one or none.
    private Action? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                ReportLoss();
            }

            if (_waiting.TryDequeue(out Action? write))
            {
                return write;
            }

            _writing?.SetResult();
            _writing = null;
            return null;
        }
    }

    private void ReportLoss()
    {
        if (_loser is { } logger)
        {
            var lost = _lost;
            _waiting.Enqueue(() => logger.MessagesLost(lost));
            (_loser, _lost) = (null, 0);
        }
    }
}
