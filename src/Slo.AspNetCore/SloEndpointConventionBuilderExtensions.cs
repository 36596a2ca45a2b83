using Slo;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Sets the objectives of an endpoint or of a group of endpoints.</summary>
public static class SloEndpointConventionBuilderExtensions
{
    /// <summary>Requests to these endpoints count for these objectives.</summary>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="objectives">Names of objectives.</param>
    public static TBuilder WithSlo<TBuilder>(this TBuilder builder, params string[] objectives) where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        SloAttribute metadata = new(objectives);
        builder.Add(endpoint => endpoint.Metadata.Add(metadata));
        return builder;
    }

    /// <summary>Requests to these endpoints count for no objective: probes, metrics, internal pages.</summary>
    /// <param name="builder">The endpoint or group.</param>
    public static TBuilder ExcludeFromSlo<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ExcludeFromSloAttribute metadata = new();
        builder.Add(endpoint => endpoint.Metadata.Add(metadata));
        return builder;
    }

    /// <summary>
    /// Responses of these endpoints are streams, whose duration is not a latency; see <see cref="SloStreamAttribute"/>.
    /// </summary>
    /// <param name="builder">The endpoint or group.</param>
    public static TBuilder AsSloStream<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        SloStreamAttribute metadata = new();
        builder.Add(endpoint => endpoint.Metadata.Add(metadata));
        return builder;
    }
}
