using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Requests;

/// <summary>The objectives as the middleware sees them, made anew when those of a registry change.</summary>
/// <param name="registries">The registries of all sets, the default one first.</param>
/// <param name="routes">The routes that are mapped.</param>
/// <param name="time">The host's clock.</param>
/// <param name="logger">For faults of the app's own code and tags. It must not block a request.</param>
internal sealed class CurrentObjectives(SloRegistry[] registries, MappedRoutes routes, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly SloEventCounter _requests = SloRegistry.CreateCounter();
    private readonly UserCode _userCode = new(time, logger);
    private volatile HttpObjectives _objectives = HttpObjectives.None;

    /// <summary>The requests of users since the start: good are those that fed an objective.</summary>
    internal SloEventCounts Requests => _requests.Total;

    internal HttpObjectives Get()
    {
        HttpObjectives objectives = _objectives;
        if (objectives.AreOf(registries))
        {
            return objectives;
        }

        HttpObjectives made = new(registries, _userCode, logger, new(_requests, time.GetUtcNow()));
        objectives = Take(made);
        if (ReferenceEquals(objectives, made))
        {
            routes.Compare(made);
        }

        return objectives;
    }

    /// <summary>Compares them with the endpoints of now, and again whenever endpoints change. At the start of the app.</summary>
    internal void FollowEndpoints()
    {
        _ = Get();
        routes.Follow(() => routes.Compare(Get()));
    }

    // Requests that make them at the same time use those of one of them: what others count in theirs would be in no report. They are made
    // before the lock, because that runs code of the app.
    private HttpObjectives Take(HttpObjectives made)
    {
        lock (_gate)
        {
            return _objectives.AreOf(registries) ? _objectives : _objectives = made;
        }
    }
}
