using Microsoft.Extensions.Logging;

namespace Slo.Polly.Chaos;

/// <summary>The log messages of this package. Their event ids, from 301, are verified by a test.</summary>
internal static partial class Log
{
    [LoggerMessage(301, LogLevel.Warning, "Chaos experiment '{Experiment}' starts: faults in {Rate} of the calls for at most {Duration}, "
        + "within {Allowed} of the error budget of '{Objective}'")]
    internal static partial void ChaosStarted(
        this ILogger logger, string experiment, string rate, string duration, string allowed, string objective);

    [LoggerMessage(302, LogLevel.Warning, "Chaos experiment '{Experiment}' ended ({Reason}): {Verdict}; {Injected} faults in {Calls} "
        + "calls, {Bad} bad events, {Spent} of the error budget of '{Objective}' spent, {Allowed} allowed")]
    internal static partial void ChaosEnded(
        this ILogger logger, string experiment, SloChaosEnd reason, SloChaosVerdict verdict, long injected, long calls, long bad,
        string spent, string allowed, string objective);
}
