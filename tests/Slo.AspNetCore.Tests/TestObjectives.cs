using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Requests;

namespace Slo.AspNetCore.Tests;

/// <summary>Objectives as the tests need them.</summary>
internal static class TestObjectives
{
    /// <summary>"all" takes every request; each route gets an objective named as given.</summary>
    internal static Action<SloOptions> AllAnd(params (string Name, string Route)[] routes) => options =>
    {
        options.AddHttp("all", _ => { });
        foreach ((string name, string route) in routes)
        {
            options.AddHttp(name, http => http.Route(route));
        }
    };

    /// <summary>Of an app without routing.</summary>
    internal static CurrentObjectives Current(SloRegistry registry) =>
        new([registry], new MappedRoutes(() => null, NullLogger.Instance), TimeProvider.System, NullLogger.Instance);

    internal static void AddHttp(this SloOptions options, string name, Action<HttpIndicatorBuilder> http, TimeSpan? fasterThan = null) =>
        options.AddObjective(name, objective =>
        {
            objective.TargetPercent(99).Rolling(TimeSpan.FromMinutes(5)).HttpServer(http);
            if (fasterThan is { } threshold)
            {
                objective.FasterThan(threshold);
            }
        });

    internal static void AddTagged(this SloOptions options, string name) => options.AddHttp(name, http => http.TaggedEndpoints());
}
