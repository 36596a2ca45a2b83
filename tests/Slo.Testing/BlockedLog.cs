using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Slo.Testing;

/// <summary>A sink that blocks the thread that writes one of these events of this library until it is disposed.</summary>
public sealed class BlockedLog(params int[] events) : ILoggerProvider, ILogger
{
    private readonly ManualResetEventSlim _isOver = new();
    private volatile bool _isEntered;

    /// <summary>Whether one of the events came.</summary>
    public bool IsEntered => _isEntered;

    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Slo.", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (events.Contains(eventId.Id))
        {
            _isEntered = true;
            _isOver.Wait(TimeSpan.FromMinutes(5));
        }
    }

    public void Dispose() => _isOver.Set();
}
