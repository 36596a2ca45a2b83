using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>What the requests to one endpoint count for.</summary>
/// <param name="traits">What the endpoint is.</param>
/// <param name="objectives">The objectives.</param>
internal sealed class EndpointObjectives(EndpointTraits traits, EndpointObjective[] objectives)
{
    internal static readonly EndpointObjectives None = new(EndpointTraits.None, []);

    private EndpointObjective[] _objectives = objectives;
    private bool _isContentKnown;

    internal bool IsEmpty => _objectives.Length == 0;

    internal EndpointTraits Traits => traits;

    /// <summary>Reserves a place for the endpoint in objectives that are grouped by route.</summary>
    internal void AddGroups()
    {
        if (traits.Group is { } group)
        {
            foreach (EndpointObjective objective in _objectives.Where(objective => objective.Objective.IsGroupedByRoute))
            {
                objective.Objective.AddGroup(group);
            }
        }
    }

    internal void Record(in CompletedRequest request)
    {
        if (!_isContentKnown)
        {
            LookAtContent(request);
        }

        if (_objectives.Length == 0 || HttpMethods.IsOptions(request.Method))
        {
            return;
        }

        foreach ((HttpObjective objective, string? method, _) in _objectives)
        {
            if (method is null || HttpMethods.Equals(method, request.Method))
            {
                objective.Record(request);
            }
        }
    }

    // Endpoints that scrapers read have no common metadata; their first response tells. Other threads may look too, and find the same.
    private void LookAtContent(in CompletedRequest request)
    {
        if (request.StatusCode != StatusCodes.Status200OK || request.Exception is not null)
        {
            return;
        }

        if (NotTraffic.IsExposition(request.Context.Response))
        {
            _objectives = Array.FindAll(_objectives, objective => !objective.IsByDefault);
        }

        _isContentKnown = true;
    }
}
