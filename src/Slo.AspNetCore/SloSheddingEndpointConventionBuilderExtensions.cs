using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Slo;
using Slo.AspNetCore.Shedding;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Sheds endpoints while an error budget burns, and tells callers how the budget stands.</summary>
public static class SloSheddingEndpointConventionBuilderExtensions
{
    /// <summary>
    /// Requests to these endpoints are answered with 503 and <c>Retry-After</c> while the error budget of an objective burns. For endpoints
    /// of any kind; no middleware is needed. A request that is shed does not count for the objective that it protects (docs/gates.md).
    /// </summary>
    /// <example><code>app.MapGet("/recommendations", Recommend).RequireErrorBudget("checkout");</code></example>
    /// <param name="builder">The endpoint or group. What is declared last counts, so an endpoint can change what its group
    /// declares; but <see cref="SloCriticality.Critical"/> counts wherever it is declared. An attribute of an action comes before what is
    /// declared on <c>MapControllers()</c>.</param>
    /// <param name="objective">The name of the objective that is protected. The host does not start if it is not declared.</param>
    /// <param name="criticality">How much users need the endpoints; <see cref="SloSheddingOptions"/> says when each is shed.</param>
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
    /// Responses of these endpoints say how an error budget stands, in the header <c>SLO-Budget</c>, for callers that send less while it
    /// burns: <c>checkout;remaining=0.42;state=burning</c> (<see cref="SloBudgetSignal"/>).
    /// </summary>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="isFor">Which callers may know it, asked when the response starts, after authentication: for example
    /// <c>context => context.User.IsInRole("internal")</c>. The others get no header.</param>
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
