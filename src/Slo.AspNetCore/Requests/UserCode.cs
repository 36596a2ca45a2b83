using Microsoft.Extensions.Logging;
using Slo.Hosting.Logging;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Runs code of the app (a judge, a group value). If it throws, the request is not affected: the failure is logged at most once a minute,
/// and the fallback is used.
/// </summary>
internal sealed class UserCode(TimeProvider time, ILogger logger)
{
    private readonly RepeatGate _repeats = new(time);

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
            _repeats.Pass(suppressed => logger.UserCodeFailed(exception, objective, suppressed));
            return default;
        }
    }
}
