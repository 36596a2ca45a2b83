using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slo.AspNetCore.Requests;
using Slo.Shared.Reporting;

namespace Slo.AspNetCore.Coverage;

/// <summary>
/// How many requests feed an objective, and which routes have requests that feed none. Begins anew when the objectives change, so that it
/// is about those in force. A request costs one increment in a cell of its thread, or two if it feeds none.
/// </summary>
internal sealed class ServiceCoverage
{
    /// <summary>Routes with a method that have an entry of their own. Beyond, all share one.</summary>
    internal const int MostRoutes = 256;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(string Method, string Route), UncoveredRoute> _routes = new();
    private readonly UncoveredRoute _unmatched = new("", CoverageReport.NoEndpoint);
    private readonly UncoveredRoute _other = new("", CoverageReport.Other);
    private readonly SloEventCounter _requests;
    private readonly DateTimeOffset _since;
    private readonly long _coveredBefore;

    // Read without the lock: an outdated value only leads to the lock.
    private bool _isFull;

    /// <param name="requests">Those of the host, which go on when the objectives change: good are those that fed one.</param>
    /// <param name="since">Now, UTC.</param>
    internal ServiceCoverage(SloEventCounter requests, DateTimeOffset since)
    {
        (_requests, _since) = (requests, since);
        _coveredBefore = requests.Total.Good;
    }

    internal CoverageReport Report
    {
        get
        {
            RouteReport[] routes =
            [
                .. _routes.Values.Append(_unmatched).Append(_other)
                    .Select(one => new RouteReport(one.Method, one.Route, one.Requests.Total, one.Requests.Bad))
                    .Where(one => one.Requests > 0)
                    .OrderByDescending(one => one.Requests).ThenBy(one => one.Name, StringComparer.Ordinal),
            ];
            return new(_since, Math.Max(0, _requests.Total.Good - _coveredBefore), routes.Sum(one => one.Requests), routes);
        }
    }

    /// <summary>Counts a request that fed an objective.</summary>
    internal void CountCovered() => _requests.Record(good: true);

    /// <summary>Counts a request that fed none.</summary>
    /// <param name="counted">What its endpoint counts for.</param>
    /// <param name="method">Its method as sent.</param>
    /// <param name="isError">Whether the server failed.</param>
    internal void CountUncovered(EndpointObjectives counted, string method, bool isError)
    {
        _requests.Record(good: false);
        if (counted.Endpoint is not { } endpoint)
        {
            _unmatched.Count(isError);
            return;
        }

        UncoveredMethods methods = counted.Uncovered;
        (methods.Last(method) ?? methods.Of(HttpGrouping.KnownMethod(method), endpoint, this)).Count(isError);
    }

    /// <summary>The entry of a route with a method.</summary>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="method">One of a closed set.</param>
    internal UncoveredRoute Find(Endpoint endpoint, string method)
    {
        if (endpoint is not RouteEndpoint { RoutePattern.RawText: { } text })
        {
            return _other;
        }

        (string, string) key = (method, "/" + text.TrimStart('/'));
        if (_routes.TryGetValue(key, out UncoveredRoute? known) || _isFull)
        {
            return known ?? _other;
        }

        lock (_gate)
        {
            if (_routes.TryGetValue(key, out known))
            {
                return known;
            }

            _isFull = _routes.Count >= MostRoutes;
            return _isFull ? _other : _routes[key] = new(key.Item1, key.Item2);
        }
    }
}
