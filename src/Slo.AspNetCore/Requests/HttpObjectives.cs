using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Coverage;

namespace Slo.AspNetCore.Requests;

/// <summary>Which objectives each endpoint feeds, worked out at its first request and kept.</summary>
internal sealed class HttpObjectives
{
    /// <summary>Those of no registry.</summary>
    internal static readonly HttpObjectives None = new([], new UserCode(TimeProvider.System, NullLogger.Instance), NullLogger.Instance);

    // Endpoints are few, but some are made anew while the app runs: then start over rather than keep dead ones.
    private const int MaximumEndpoints = 10_000;

    // Looked at first: a comparison instead of a search in the dictionary. A power of two.
    private const int RecentEndpoints = 256;

    private readonly ConcurrentDictionary<Endpoint, EndpointObjectives> _byEndpoint = new();
    private readonly EndpointObjectives?[] _recent = new EndpointObjectives?[RecentEndpoints];
    private readonly ConcurrentDictionary<string, bool> _unknown = new(StringComparer.OrdinalIgnoreCase);
    private readonly int[] _versions;
    private readonly HttpObjective[] _objectives;
    private readonly EndpointObjectives _unmatched;
    private readonly EndpointObjectives _files;
    private readonly ILogger _logger;

    internal HttpObjectives(SloRegistry[] registries, UserCode userCode, ILogger logger, ServiceCoverage? coverage = null)
    {
        Coverage = coverage ?? new(SloRegistry.CreateCounter(), DateTimeOffset.UnixEpoch);
        // The versions first: a change in between makes these objectives outdated.
        _versions = [.. registries.Select(registry => registry.Version)];
        _logger = logger;
        _objectives = [.. registries.SelectMany(
            registry => registry.Trackers.Select(tracker => new HttpObjective(tracker, registry.Set, userCode)))];
        EndpointObjective[] unmatched =
            [.. _objectives.Where(objective => objective.TakesAll).Select(objective => new EndpointObjective(objective, null, true))];
        _unmatched = new(null, EndpointTraits.None, unmatched);
        _files = new(
            null, new EndpointTraits(StreamKind.Unknown, EndpointTraits.StaticAssets, IsStaticAsset: true),
            Array.FindAll(unmatched, objective => objective.Objective.Indicator.CountsStaticAssets), isTraffic: false);
        NeedFirstByte = Array.Exists(_objectives, objective => objective.NeedsFirstByte);
        NeedTime = Array.Exists(_objectives, objective => objective.NeedsTime);
        SurelyInTime = _objectives.Select(objective => objective.SurelyInTime).Append(TimeSpan.FromDays(1)).Min();
        TimeSpan coarse = SurelyInTime - CoarseClock.Lag;
        SurelyInCoarseTime = coarse > TimeSpan.Zero ? coarse.Ticks * TimeSpan.NanosecondsPerTick : long.MinValue;
    }

    internal IReadOnlyList<HttpObjective> All => _objectives;

    internal bool IsEmpty => _objectives.Length == 0;

    /// <summary>How many requests feed one of them.</summary>
    internal ServiceCoverage Coverage { get; }

    internal bool NeedTime { get; }

    internal bool NeedFirstByte { get; }

    /// <summary>
    /// A shorter duration need not be known: it is below every latency threshold. A quarter of the shortest one, at most a day; zero if
    /// code of the app is told durations.
    /// </summary>
    internal TimeSpan SurelyInTime { get; }

    /// <summary>The same for a duration up to a reading of <see cref="CoarseClock"/>, in ns. The least number there is, if the thresholds
    /// are too short for it.</summary>
    internal long SurelyInCoarseTime { get; }

    /// <summary>Whether these are still the objectives of the registries.</summary>
    internal bool AreOf(SloRegistry[] registries)
    {
        if (_versions.Length != registries.Length)
        {
            return false;
        }

        for (var index = 0; index < registries.Length; index++)
        {
            if (_versions[index] != registries[index].Version)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reserves the groups of these endpoints in objectives that are grouped by route.</summary>
    internal void AddGroups(IEnumerable<RouteEndpoint> endpoints)
    {
        foreach (RouteEndpoint endpoint in endpoints)
        {
            For(endpoint).AddGroups();
        }
    }

    /// <summary>What a request counts for that matched no endpoint.</summary>
    internal EndpointObjectives ForUnmatched(HttpContext context) =>
        NotTraffic.IsStaticFile(context) ? _files
        : _unmatched;

    internal EndpointObjectives For(Endpoint endpoint)
    {
        ref EndpointObjectives? recent = ref _recent[RuntimeHelpers.GetHashCode(endpoint) & (RecentEndpoints - 1)];
        EndpointObjectives? found = recent;
        return found is not null && ReferenceEquals(found.Endpoint, endpoint) ? found : recent = Find(endpoint);
    }

    private EndpointObjectives Find(Endpoint endpoint)
    {
        if (_byEndpoint.TryGetValue(endpoint, out EndpointObjectives? known))
        {
            return known;
        }

        if (_byEndpoint.Count >= MaximumEndpoints)
        {
            _byEndpoint.Clear();
        }

        return _byEndpoint[endpoint] = Work(endpoint);
    }

    private EndpointObjectives Work(Endpoint endpoint)
    {
        string[] tags = Tags(endpoint);
        foreach (var tag in tags)
        {
            if (!Array.Exists(_objectives, objective => Same(objective.Name, tag)) && _unknown.TryAdd(tag, true))
            {
                _logger.UnknownObjective(SloText.OneLine(endpoint.DisplayName), SloText.OneLine(tag));
            }
        }

        if (endpoint.Metadata.GetMetadata<IExcludeFromSloMetadata>() is not null || (tags.Length == 0 && NotTraffic.Is(endpoint)))
        {
            return new(endpoint, EndpointTraits.None, [], isTraffic: false);
        }

        EndpointTraits traits = EndpointTraits.Of(endpoint);
        return new(
            endpoint, traits, [.. _objectives.SelectMany(objective => Of(objective, endpoint, tags, traits))],
            isTraffic: !traits.IsStaticAsset);
    }

    // The app's own metadata may hold faults; they must not fail its requests.
    private string[] Tags(Endpoint endpoint)
    {
        try
        {
            return [.. endpoint.Metadata.GetOrderedMetadata<ISloMetadata>()
                .SelectMany(metadata => metadata.Objectives).Where(tag => tag is not null)];
        }
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.MetadataFailed(exception, SloText.OneLine(endpoint.DisplayName));
            return [];
        }
    }

    /// <summary>By which methods requests to an endpoint count for an objective: none, some, or any.</summary>
    private static IEnumerable<EndpointObjective> Of(HttpObjective objective, Endpoint endpoint, string[] tags, EndpointTraits traits)
    {
        if (Array.Exists(tags, tag => Same(tag, objective.Name)))
        {
            return [new(objective, null, IsByDefault: false)];
        }

        if (objective.TakesAll)
        {
            return traits.IsStaticAsset && tags.Length == 0 && !objective.Indicator.CountsStaticAssets
                ? [] : [new(objective, null, IsByDefault: tags.Length == 0)];
        }

        if (!objective.HasIndicator || endpoint is not RouteEndpoint { RoutePattern: var pattern })
        {
            return [];
        }

        string?[] methods = [.. objective.Indicator.Routes
            .Where(route => RoutePatternText.Matches(pattern, route.Pattern)).Select(route => route.Method).Distinct()];
        return (methods.Contains(null) ? [null] : methods).Select(method => new EndpointObjective(objective, method, false));
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
