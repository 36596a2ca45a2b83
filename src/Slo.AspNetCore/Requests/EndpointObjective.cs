namespace Slo.AspNetCore.Requests;

/// <summary>An objective that requests to an endpoint count for.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Method">The method it is limited to, or null for any.</param>
/// <param name="IsByDefault">Whether it takes every request, and not this endpoint by name or route.</param>
internal readonly record struct EndpointObjective(HttpObjective Objective, string? Method, bool IsByDefault)
{
    /// <summary>Where its requests are recorded: here, so that a plain one needs not read the objective.</summary>
    internal SloTracker Tracker { get; } = Objective.Tracker;
}
