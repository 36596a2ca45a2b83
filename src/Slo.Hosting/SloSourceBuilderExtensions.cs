using System.Diagnostics.CodeAnalysis;
using Slo;
using Slo.Hosting.Sources.Polling;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the systems that objectives with queries are read from (docs/queries.md).</summary>
public static class SloSourceBuilderExtensions
{
    /// <summary>The types that need no registration to be used in configuration.</summary>
    internal static readonly SourceType[] BuiltInTypes =
    [
        SourceType.Of<PrometheusSource>(PrometheusSource.KindName),
        SourceType.Of<DatadogSource>(DatadogSource.KindName),
    ];

    /// <summary>Reads objectives with PromQL queries from Prometheus, or from a server with the same HTTP API: Mimir, Thanos,
    /// VictoriaMetrics.</summary>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The name of the data source, unique without regard to case.</param>
    /// <param name="url">The base address, for example <c>http://prometheus:9090</c>.</param>
    /// <param name="configure">Further settings; every error is reported at start.</param>
    public static ISloBuilder AddPrometheusSource(
        this ISloBuilder builder, string name, Uri url, Action<PrometheusSource>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        return builder.Add(name, _ => new PrometheusSource { Url = url }, configure);
    }

    /// <summary>Reads objectives with queries of Datadog.</summary>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The name of the data source, unique without regard to case.</param>
    /// <param name="configure">The two keys, the site, and further settings; every error is reported at start.</param>
    public static ISloBuilder AddDatadogSource(this ISloBuilder builder, string name, Action<DatadogSource> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Add(name, _ => new DatadogSource(), configure);
    }

    /// <summary>Reads objectives from a system of your own. A new instance is created at each reload; its constructor may have services of
    /// the host as parameters.</summary>
    /// <typeparam name="TSource">The source.</typeparam>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The name of the data source, unique without regard to case.</param>
    /// <param name="configure">Its settings; every error is reported at start.</param>
    public static ISloBuilder AddSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSource>(
        this ISloBuilder builder, string name, Action<TSource>? configure = null) where TSource : SloSource =>
        builder.Add(name, provider => ActivatorUtilities.CreateInstance<TSource>(provider), configure);

    /// <summary>Registers a type of sources, so that it can be used in configuration: <c>Slo:Sources:&lt;name&gt;:Type</c>. Its keys are
    /// those of <see cref="SloSource.DescribeSettings"/>.</summary>
    /// <typeparam name="TSource">The source; its constructor may have services of the host as parameters.</typeparam>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="type">The name of the type, compared without case.</param>
    /// <exception cref="ArgumentException">Another type has this name.</exception>
    public static ISloBuilder AddSourceType<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSource>(
        this ISloBuilder builder, string type) where TSource : SloSource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        IEnumerable<SourceType> known = BuiltInTypes.Concat(
            builder.Services.Where(service => !service.IsKeyedService)
                .Select(service => service.ImplementationInstance).OfType<SourceType>());
        if (known.FirstOrDefault(other => other.Name.Equals(type, StringComparison.OrdinalIgnoreCase)) is not { } taken)
        {
            builder.Services.AddSingleton(
                new SourceType(type, typeof(TSource), provider => ActivatorUtilities.CreateInstance<TSource>(provider!)));
        }
        else if (taken.Source != typeof(TSource))
        {
            throw new ArgumentException($"The type '{type}' is taken by {taken.Source}; choose another name.", nameof(type));
        }

        return builder;
    }

    // Anew for each reading of the options: a reload compares the sources of before with those of now.
    private static ISloBuilder Add<TSource>(
        this ISloBuilder builder, string name, Func<IServiceProvider, TSource> create, Action<TSource>? configure)
        where TSource : SloSource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        builder.Services.AddOptions<SloOptions>(builder.Name).Configure<IServiceProvider>((options, provider) =>
        {
            TSource source = create(provider);
            configure?.Invoke(source);
            options.Sources.Add(name, source);
        });
        return builder;
    }
}
