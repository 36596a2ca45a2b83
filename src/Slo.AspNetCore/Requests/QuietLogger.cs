using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Requests;

/// <summary>A logger for code that runs inside of requests: what a provider throws (a full disk) is not theirs to bear.</summary>
internal sealed class QuietLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
#pragma warning disable CA1031 // Whatever it is, there is nobody left to tell.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
