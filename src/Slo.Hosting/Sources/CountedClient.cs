using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Slo.Hosting.Sets;

namespace Slo.Hosting.Sources;

/// <summary>An HTTP client whose calls count for an objective.</summary>
/// <param name="client">The client's name; null: all clients.</param>
/// <param name="objective">The objective's name, in each set that has one.</param>
internal sealed class CountedClient(string? client, string objective)
{
    internal string Client => client ?? "(all)";

    internal string Objective => objective;

    internal static SloRegistry[] Registries(IServiceProvider services) =>
        [.. services.GetServices<SloSet>().Select(set => set.Part<SloRegistry>(services))];

    /// <summary>After everything that configures the client: outside all its handlers, and with its final time-out.</summary>
    internal void AddTo(HttpClientFactoryOptions options)
    {
        CallTimeout timeout = new();
        options.HttpClientActions.Add(made => timeout.Set(made.Timeout));
        options.HttpMessageHandlerBuilderActions.Add(handlers => AddTo(handlers, timeout));
    }

    private void AddTo(HttpMessageHandlerBuilder handlers, CallTimeout timeout)
    {
        // Asked for twice, calls still count once.
        if (handlers.AdditionalHandlers.OfType<SloDelegatingHandler>().Any(handler => handler.CountsFor(objective)))
        {
            return;
        }

        TimeProvider time = handlers.Services.GetRequiredService<TimeProvider>();
        foreach (SloRegistry registry in Registries(handlers.Services))
        {
            handlers.AdditionalHandlers.Insert(0, new SloDelegatingHandler(objective, registry, time, timeout));
        }
    }
}
