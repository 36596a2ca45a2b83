using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Alerting;

/// <summary>
/// Writes to a logger from a task of its own, in order: a sink that blocks or throws holds up neither an evaluation nor a delivery. What comes
/// while too many messages wait is not written.
/// </summary>
internal sealed class AsideLogger(ILogger inner) : ILogger
{
    internal const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<Action> _waiting = [];
    private Task _writing = Task.CompletedTask;

    /// <summary>Ends when everything was written that had come when it was asked for.</summary>
    internal Task Written
    {
        get
        {
            lock (_gate)
            {
                return _writing;
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    // Asked when the message is written: a sink may block here too.
    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            if (_waiting.Count >= Capacity)
            {
                return;
            }

            _waiting.Enqueue(() => inner.Log(logLevel, eventId, state, exception, formatter));
            if (_writing.IsCompleted)
            {
                _writing = Task.Run(Write);
            }
        }
    }

    private void Write()
    {
        while (Next() is { } message)
        {
            try
            {
                message();
            }
#pragma warning disable CA1031 // There is nobody left to tell.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }

    // The last one to look leaves under the lock, and so the next message finds either this task or none.
    private Action? Next()
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out Action? message))
            {
                return message;
            }

            _writing = Task.CompletedTask;
            return null;
        }
    }
}
