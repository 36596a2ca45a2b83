using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Slo;
using Slo.AspNetCore.Shedding;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Sheds endpoints while an error budget burns, and adds the state of the budget to responses.</summary>
public static class SloSheddingEndpointConventionBuilderExtensions
{
    /// <summary>
    /// Requests to these endpoints are answered with 503 and <c>Retry-After</c> while the error budget of an objective burns. For endpoints
    /// of any kind; no middleware is needed. A request that is shed does not count for the objective that it protects (docs/gates.md).
    /// </summary>
    /// <example><code>app.MapGet("/recommendations", Recommend).RequireErrorBudget("checkout");</code></example>
    /// <param name="builder">The endpoint or group. For the same objective, the last declaration applies, so an endpoint overrides its
    /// group; but <see cref="SloCriticality.Critical"/> applies wherever it is declared. A declaration on <c>MapControllers()</c> is
    /// applied after the attributes of the actions.</param>
    /// <param name="objective">The name of the objective that is protected. The host does not start if it is not declared.</param>
    /// <param name="criticality">How important the endpoints are; <see cref="SloSheddingOptions"/> has the gate of each
    /// criticality.</param>
    /// <param name="set">The named set of the objective; null: the default set.</param>
    /// <exception cref="InvalidOperationException">When the endpoints are built: <c>AddSlo</c> was not called.</exception>
    public static TBuilder RequireErrorBudget<TBuilder>(
        this TBuilder builder, string objective, SloCriticality criticality = SloCriticality.Optional, string? set = null)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(objective);
        RequireErrorBudgetAttribute metadata = new(objective) { Criticality = criticality, SetName = set };
        return Add(builder, metadata, nameof(RequireErrorBudget));
    }

    /// <summary>
    /// Adds the header <c>SLO-Budget</c> with the state of error budgets to responses of these endpoints, for callers that send fewer
    /// requests while a budget burns: <c>checkout;remaining=0.42;state=burning</c> (<see cref="SloBudgetSignal"/>).
    /// </summary>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="isFor">Whether the caller of a request gets the header, for example
    /// <c>context => context.User.IsInRole("internal")</c>. Evaluated when the response starts, after authentication.</param>
    /// <param name="objectives">Names of objectives of the default set.</param>
    /// <exception cref="InvalidOperationException">When the endpoints are built: <c>AddSlo</c> was not called.</exception>
    public static TBuilder WithSloBudgetHeader<TBuilder>(
        this TBuilder builder, Func<HttpContext, bool> isFor, params string[] objectives) where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(isFor);
        ArgumentNullException.ThrowIfNull(objectives);
        return Add(builder, new BudgetHeaderMetadata(isFor, [.. objectives]), nameof(WithSloBudgetHeader));
    }

    private static TBuilder Add<TBuilder>(TBuilder builder, object metadata, string method) where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            if (endpoint.ApplicationServices.GetService<EndpointBudgets>() is null)
            {
                throw new InvalidOperationException($"{method} needs the SLO engine: call builder.Services.AddSlo(...) first.");
            }

            endpoint.Metadata.Add(metadata);
        });
        return builder;
    }
}
