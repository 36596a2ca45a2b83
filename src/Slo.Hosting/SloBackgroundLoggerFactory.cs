using Microsoft.Extensions.Logging;
using Slo.Hosting.Logging;

namespace Slo;

/// <summary>
/// Creates loggers for code that must not wait for a log, for example during a request. One in a host; a thread of its own
/// writes what they are given, in order, to the host's log.
/// </summary>
/// <remarks>
/// Thread-safe. Logging neither waits nor throws. While 1,000 messages wait, further ones are dropped and counted; a later message says how
/// many. Scopes are not kept. When the host stops, what still waits is written for two seconds at the most.
/// </remarks>
public sealed class SloBackgroundLoggerFactory
{
    internal static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(2);

    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _time;
    private readonly BackgroundLog _log = new();

    internal SloBackgroundLoggerFactory(ILoggerFactory loggers, TimeProvider time)
    {
        _loggers = loggers;
        _time = time;
    }

    /// <summary>See <see cref="BackgroundLog.Written"/>.</summary>
    internal Task Written => _log.Written;

    /// <summary>A logger that writes in the background.</summary>
    /// <param name="categoryName">The category of its messages.</param>
    public ILogger CreateLogger(string categoryName) => Create(categoryName);

    internal BackgroundLogger Create(string categoryName) => new(_loggers.CreateLogger(categoryName), _log);

    /// <summary>Waits until what was logged is written, for a bounded time.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken) =>
        await Written.WaitAsync(FlushTime, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
