using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Slo;
using Slo.Hosting.Health;
using Slo.Hosting.Sets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds SLOs to health checks.</summary>
public static class SloHealthChecksBuilderExtensions
{
    /// <summary>Adds a check for all objectives (<c>slo</c>) and one for each (<c>slo:checkout</c>), all tagged <c>slo</c>.</summary>
    /// <remarks>
    /// No data and healthy are Healthy; at risk is Degraded; an exhausted budget is <paramref name="failureStatus"/>. Keep the default:
    /// replicas share a budget, so Unhealthy (503) would take all of them out at once. Never use these checks for liveness.
    /// </remarks>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check for all, and the prefix of the others; default <c>slo</c>, of a named set
    /// <c>slo.payments</c>.</param>
    /// <param name="failureStatus">What an exhausted budget reports; default Degraded.</param>
    /// <param name="tags">Tags in addition to <c>slo</c>.</param>
    /// <param name="timeout">Default: none; a check only reads memory.</param>
    /// <param name="set">The named set of <c>AddSlo("payments", …)</c>; default: the one without a name.</param>
    /// <param name="scope">Whose events decide; default: those of this instance.</param>
    public static IHealthChecksBuilder AddSlo(
        this IHealthChecksBuilder builder, string? name = null, HealthStatus? failureStatus = default, IEnumerable<string>? tags = default,
        TimeSpan? timeout = default, string? set = null, SloScope scope = SloScope.Instance)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ISloBuilder added = set is null ? builder.Services.AddSlo() : builder.Services.AddSlo(set);
        SloSet checkedSet = new(added.Name);
        builder.Services.AddSingleton<IConfigureOptions<HealthCheckServiceOptions>>(services => new SloHealthRegistrations(
            checkedSet, checkedSet.Options(services), name ?? (set is null ? "slo" : $"slo.{set}"), failureStatus, tags ?? [], timeout,
            scope));
        return builder;
    }

    /// <summary>
    /// Adds a check for readiness (<c>slo-drain</c>, tagged <c>ready</c>) that takes this instance out of traffic: because it is worse than
    /// the rest of its fleet, or on request (<see cref="SloDrain"/>). It is never a matter of the budget, which replicas share.
    /// </summary>
    /// <example><code>app.MapHealthChecks("/ready", new() { Predicate = check => check.Tags.Contains("ready") });</code></example>
    /// <param name="builder">The health checks.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What a drained instance reports; default Unhealthy.</param>
    /// <param name="tags">Tags in place of <c>ready</c>.</param>
    /// <param name="set">The named set whose fleet is compared; default: the one without a name.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="OptionsValidationException">At start: an objective is not declared.</exception>
    public static IHealthChecksBuilder AddSloDrain(
        this IHealthChecksBuilder builder, Action<SloDrainOptions>? configure = null, string name = "slo-drain",
        HealthStatus? failureStatus = default, IEnumerable<string>? tags = default, string? set = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        SloDrainOptions options = new();
        configure?.Invoke(options);
        if (options.GetFaults().FirstOrDefault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(configure));
        }

        ISloBuilder added = set is null ? builder.Services.AddSlo() : builder.Services.AddSlo(set);
        HealthStatus status = failureStatus ?? HealthStatus.Unhealthy;
        builder.Services.Configure<SloOptions>(added.Name, slo => slo.AddDrain(options.Objectives));

        // One for all calls: it remembers since when the instance is drained.
        builder.Services.AddKeyedSingleton(name, (services, _) => new SloDrainHealthCheck(
            services.GetRequiredService<SloDrain>(), services.GetKeyedService<SloFleet>(added.Name), options, status,
            services.GetRequiredService<TimeProvider>()));
        return builder.Add(new HealthCheckRegistration(
            name, services => services.GetRequiredKeyedService<SloDrainHealthCheck>(name), status, tags ?? ["ready"]));
    }
}
