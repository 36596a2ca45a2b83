using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>Throws at every event of the request counting.</summary>
internal sealed class FullDiskLogger : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id is >= 101 and <= 104)
        {
            throw new IOException("No space left on device");
        }
    }

    public void Dispose()
    {
    }
}
