using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Coverage;

/// <summary>Where the requests to one endpoint are counted that feed no objective, by method. Methods are a closed set, so this is
/// bounded, and only the first request with a method allocates.</summary>
internal sealed class UncoveredMethods
{
    private volatile ConcurrentDictionary<string, UncoveredRoute>? _byMethod;

    // The server has one object for each usual method.
    private volatile UncoveredRoute? _last;

    /// <summary>Where the last request was counted, if this one has the same method; else null.</summary>
    internal UncoveredRoute? Last(string method) => _last is { } last && ReferenceEquals(last.Method, method) ? last : null;

    /// <summary>Where requests with this method are counted.</summary>
    /// <param name="method">One of a closed set.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="coverage">Of the service.</param>
    internal UncoveredRoute Of(string method, Endpoint endpoint, ServiceCoverage coverage)
    {
        ConcurrentDictionary<string, UncoveredRoute> byMethod = _byMethod ??= new(StringComparer.Ordinal);
        return _last = byMethod.GetOrAdd(
            method, static (one, at) => at.Coverage.Find(at.Endpoint, one), (Coverage: coverage, Endpoint: endpoint));
    }
}
