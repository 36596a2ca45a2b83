using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Requests;

/// <summary>Runs what the app gave us (a judge, a group value) so that its faults cost nobody a request: logged, at most once a minute, then the fallback.</summary>
internal sealed class UserCode(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private long _nextLog = long.MinValue;
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
            var failures = Interlocked.Increment(ref _failures);
            var now = time.GetTimestamp();
            var due = Volatile.Read(ref _nextLog);
            if (now >= due && Interlocked.CompareExchange(ref _nextLog, now + (long)(LogInterval.TotalSeconds * time.TimestampFrequency), due) == due)
            {
                logger.UserCodeFailed(exception, objective, failures);
            }

            return default;
        }
    }
}
