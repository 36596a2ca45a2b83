using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slo.AspNetCore.Coverage;

namespace Slo.AspNetCore.Requests;

/// <summary>What the requests to one endpoint count for.</summary>
/// <param name="endpoint">The endpoint; null: those without one.</param>
/// <param name="traits">What the endpoint is.</param>
/// <param name="objectives">The objectives.</param>
/// <param name="isTraffic">Whether its requests are made by users, as far as the endpoint says it.</param>
internal sealed class EndpointObjectives(
    Endpoint? endpoint, EndpointTraits traits, EndpointObjective[] objectives, bool isTraffic = true)
{
    private const int FirstPlainStatus = StatusCodes.Status200OK;

    // A bit for each status that is good for all of them, from 200 to 263; none where more than the status decides.
    private readonly ulong _plainStatuses = PlainStatuses(traits, objectives);

    // Whether all trackers know that requests have a latency; see HttpObjective. Never reset.
    private bool _isSettled = IsSettled(objectives);

    internal Endpoint? Endpoint => endpoint;

    internal bool IsEmpty => objectives.Length == 0;

    internal EndpointTraits Traits => traits;

    /// <summary>Whether requests that feed no objective are missed by the objectives, and not left out by design.</summary>
    internal bool IsTraffic => isTraffic;

    /// <summary>Where requests are counted that feed no objective, by method.</summary>
    internal UncoveredMethods Uncovered { get; } = new();

    /// <summary>Whether some of its requests count for an objective.</summary>
    internal bool CountFor(string objective)
    {
        IReadOnlyList<string> methods = endpoint?.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        return objectives.Any(one => one.Objective.Name.Equals(objective, StringComparison.OrdinalIgnoreCase)
            && (one.Method is null || methods.Count == 0 || methods.Contains(one.Method, StringComparer.OrdinalIgnoreCase)));
    }

    /// <summary>Reserves a place for the endpoint in objectives that are grouped by route.</summary>
    internal void AddGroups()
    {
        if (traits.Group is { } group)
        {
            foreach (EndpointObjective objective in objectives.Where(objective => objective.Objective.IsGroupedByRoute))
            {
                objective.Objective.AddGroup(group);
            }
        }
    }

    /// <summary>
    /// Records a request as <see cref="Record"/> does, if it is surely good for all objectives; most are. What such a request needs beyond
    /// its status was decided once for the endpoint.
    /// </summary>
    /// <param name="status">Its status.</param>
    /// <param name="method">Its method.</param>
    /// <param name="contentType">The content type of the response.</param>
    /// <returns>Whether it was recorded. If not, nothing was, and all of the request decides.</returns>
    internal bool TryRecordPlain(int status, string method, string? contentType)
    {
        // OPTIONS and CONNECT have 7 letters; what a request with another method of that length counts as is decided with all the rest.
        var bit = status - FirstPlainStatus;
        if (!_isSettled || (uint)bit >= 64 || ((_plainStatuses >> bit) & 1) == 0 || method.Length == 7
            || (contentType is not null && (NotTraffic.IsExposition(contentType) || CompletedRequest.IsEventStream(contentType))))
        {
            return false;
        }

        var isFed = false;
        foreach (ref readonly EndpointObjective objective in objectives.AsSpan())
        {
            if (objective.Method is null || HttpMethods.Equals(objective.Method, method))
            {
                objective.Tracker.Record(good: true);
                isFed = true;
            }
        }

        return isFed;
    }

    /// <returns>Whether it fed an objective, also one that ignores it.</returns>
    internal bool Record(in CompletedRequest request)
    {
        if (objectives.Length == 0 || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        var isFed = false;
        var isScrape = NotTraffic.IsExposition(request.ContentType);
        foreach ((HttpObjective objective, string? method, var isByDefault) in objectives)
        {
            if (!(isScrape && isByDefault) && (method is null || HttpMethods.Equals(method, request.Method)))
            {
                objective.Record(request);
                isFed = true;
            }
        }

        _isSettled = _isSettled || IsSettled(objectives);
        return isFed;
    }

    private static bool IsSettled(EndpointObjective[] objectives) =>
        Array.TrueForAll(objectives, objective => objective.Objective.HasGivenLatency);

    private static ulong PlainStatuses(EndpointTraits traits, EndpointObjective[] objectives)
    {
        ulong statuses = 0;
        if (traits is { Shed: null, Stream: StreamKind.Unknown or StreamKind.Never }
            && Array.TrueForAll(objectives, objective => objective.Objective.IsPlain))
        {
            for (var bit = 0; bit < 64; bit++)
            {
                var isGood = Array.TrueForAll(
                    objectives, one => one.Objective.Indicator.Classify(FirstPlainStatus + bit) == SloOutcome.Good);
                statuses |= isGood ? 1UL << bit : 0;
            }
        }

        return statuses;
    }
}
