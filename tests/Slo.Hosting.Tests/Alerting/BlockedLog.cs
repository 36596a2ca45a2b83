using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Tests.Alerting;

/// <summary>A sink that holds whoever writes one of these events until it is disposed.</summary>
internal sealed class BlockedLog(params int[] events) : ILoggerProvider, ILogger
{
    private readonly ManualResetEventSlim _isOver = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (events.Contains(eventId.Id))
        {
            _isOver.Wait(TimeSpan.FromSeconds(30));
        }
    }

    public void Dispose() => _isOver.Set();
}
