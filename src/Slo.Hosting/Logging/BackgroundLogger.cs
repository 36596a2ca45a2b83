using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Logging;

/// <summary>A logger that hands its messages to a <see cref="BackgroundLog"/>: to log neither waits nor throws.</summary>
internal sealed class BackgroundLogger(ILogger inner, BackgroundLog log) : ILogger
{
    internal BackgroundLogger(ILogger inner)
        : this(inner, new BackgroundLog())
    {
    }

    /// <summary>See <see cref="BackgroundLog.Written"/>.</summary>
    internal Task Written => log.Written;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    // Asked when the message is written: a sink may block here too.
    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        log.Post(inner, () => inner.Log(logLevel, eventId, state, exception, formatter));
}
