using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Requests;

/// <summary>The objectives as the middleware sees them, made anew when those of a registry change.</summary>
/// <param name="registries">The registries of all sets, the default one first.</param>
/// <param name="routes">The routes that are mapped.</param>
/// <param name="time">The host's clock.</param>
/// <param name="logger">For faults of the app's own code and tags. It must not block a request.</param>
internal sealed class CurrentObjectives(SloRegistry[] registries, MappedRoutes routes, TimeProvider time, ILogger logger)
{
    private readonly SloEventCounter _requests = SloRegistry.CreateCounter();
    private readonly UserCode _userCode = new(time, logger);
    private volatile HttpObjectives _objectives = HttpObjectives.None;

    internal HttpObjectives Get()
    {
        HttpObjectives objectives = _objectives;
        if (objectives.AreOf(registries))
        {
            return objectives;
        }

        objectives = new HttpObjectives(registries, _userCode, logger, new(_requests, time.GetUtcNow()));
        routes.Compare(objectives);
        return _objectives = objectives;
    }
}
