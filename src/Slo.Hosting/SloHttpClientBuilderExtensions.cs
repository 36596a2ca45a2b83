using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Slo.Hosting.Sources;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Counts the calls of HTTP clients.</summary>
public static class SloHttpClientBuilderExtensions
{
    /// <summary>
    /// Counts the calls of this client for an objective, as <see cref="Slo.SloDelegatingHandler"/> describes. Stands outside all handlers
    /// of the client, whether they are added before or after it: a call with retries is one event, by its final result and total time.
    /// </summary>
    /// <remarks>
    /// Can be called again for another objective. Adds the engine (<c>AddSlo()</c>) if it is not there. An objective that is not declared
    /// is logged at start, and the calls are not counted.
    /// </remarks>
    /// <param name="builder">For example the result of <c>AddHttpClient("payments")</c>.</param>
    /// <param name="objective">The objective's name, in each set that has one.</param>
    public static IHttpClientBuilder AddSlo(this IHttpClientBuilder builder, string objective)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(objective);
        builder.Services.AddSlo();
        CountedClient client = new(builder.Name, objective);
        builder.Services.AddSingleton(client);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CountedClients>());
        builder.Services.PostConfigure<HttpClientFactoryOptions>(builder.Name, client.AddTo);
        return builder;
    }
}
