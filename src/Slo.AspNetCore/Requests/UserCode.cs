using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Runs code of the app (a judge, a group value). If it throws, the request is not affected: the failure is logged at most once a minute,
/// and the fallback is used.
/// </summary>
internal sealed class UserCode(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _lastLog;
    private long _failures;

    internal T? Call<T>(Func<CompletedRequest, T?> code, in CompletedRequest request, string objective)
    {
        try
        {
            return code(request);
        }
#pragma warning disable CA1031 // Whatever the app's code throws, the request that it judged is already answered.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report(exception, objective);
            return default;
        }
    }

    private void Report(Exception exception, string objective)
    {
        lock (_gate)
        {
            _failures++;
            if (_lastLog is { } last && time.GetElapsedTime(last) < LogInterval)
            {
                return;
            }

            _lastLog = time.GetTimestamp();
            logger.UserCodeFailed(exception, objective, _failures);
        }
    }
}
