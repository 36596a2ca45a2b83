using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slo;
using Slo.AspNetCore.Alertmanager;
using Slo.AspNetCore.Api;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints of Slo.</summary>
public static class SloEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the JSON API: <c>GET v1/slos</c>, <c>v1/slos/{name}</c>, <c>v1/slos/{name}/series</c>, <c>v1/slos/{name}/budget</c>,
    /// <c>v1/slos/{name}/burn-rates</c>, <c>v1/slos/{name}/history</c>, <c>v1/slos/{name}/definition</c>, <c>v1/stream</c>,
    /// <c>v1/slos/{name}/groups</c>, <c>v1/slos/{name}/reasons</c>, <c>v1/slos/{name}/contributors</c>,
    /// <c>v1/slos/{name}/cohorts</c>, <c>v1/slos/{name}/canary</c>, <c>v1/slos/{name}/anomalies</c>,
    /// <c>v1/slos/{name}/alerts</c>, <c>v1/slos/{name}/incidents</c>,
    /// <c>v1/alerts</c>, <c>v1/incidents</c>, <c>v1/incidents/{id}</c>, <c>v1/ledger</c>, <c>v1/exclusions</c>,
    /// <c>v1/target-overrides</c>, <c>v1/definitions</c>,
    /// <c>v1/report</c>, <c>v1/fleet</c>, <c>v1/reactions</c>, <c>v1/policies</c>, <c>v1/gate</c>, <c>v1/gate/overrides</c>,
    /// <c>v1/deployments</c>, <c>v1/map</c>, <c>v1/coverage</c>, <c>v1/suggestions</c>.
    /// With <c>scope=fleet</c> they return the values of all instances together, if there is a fleet.
    /// It only reads; for changes see <see cref="MapSloAdminApi"/>. Closed (403) until the app calls <c>.RequireAuthorization()</c> or
    /// <c>.AllowAnonymous()</c>; in Development, open to the same machine until then. Lists are paged, or short. Its own requests count for
    /// no objective and no HTTP metric.
    /// </summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="pattern">The prefix.</param>
    /// <param name="set">The named set of <c>AddSlo("payments", …)</c> to show; default: the one without a name.</param>
    /// <returns>Conventions for all its endpoints.</returns>
    /// <exception cref="InvalidOperationException"><c>AddSlo</c> was not called, or not for this set.</exception>
    public static IEndpointConventionBuilder MapSloApi(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/slo/api", string? set = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        IServiceProvider services = endpoints.ServiceProvider;
        SloLedgerReader ledger = Part<SloLedgerReader>(endpoints, set, nameof(MapSloApi));
        ScopeApi instance = new(services, Part<SloRegistry>(endpoints, set, nameof(MapSloApi)), ledger, ledger);
        SloFleet? fleet = set is null ? services.GetService<SloFleet>() : services.GetKeyedService<SloFleet>(set);
        ReadGroup group = new(
            endpoints, pattern, instance, fleet is null ? null : new ScopeApi(services, fleet.Registry, fleet.Ledger, ledger, fleet));
        group.Map("v1/slos", api => api.Objectives.List);
        group.Map("v1/slos/{name}", api => api.Objectives.One);
        group.Map("v1/slos/{name}/series", api => api.Objectives.Series);
        group.Map("v1/slos/{name}/budget", api => api.Objectives.Budget);
        group.Map("v1/slos/{name}/burn-rates", api => api.Objectives.BurnRates);
        group.Map("v1/slos/{name}/definition", api => api.Definition.One);
        group.Map("v1/slos/{name}/history", api => api.Objectives.History);
        group.Map("v1/slos/{name}/groups", api => api.Objectives.Groups);
        group.Map("v1/slos/{name}/reasons", api => api.Objectives.Reasons);
        group.Map("v1/slos/{name}/cohorts", api => api.Objectives.Cohorts);
        group.Map("v1/slos/{name}/canary", api => api.Objectives.Canary);
        group.Map("v1/slos/{name}/alerts", api => api.Alerts.One);
        group.Map("v1/slos/{name}/incidents", api => api.Ledger.IncidentsOfOne);
        group.Map("v1/stream", api => api.Stream.Objectives);
        group.Map("v1/alerts", api => api.Alerts.All);
        group.Map("v1/incidents", api => api.Ledger.Incidents);
        IncidentApi incidents = Incidents(endpoints, set, nameof(MapSloApi));
        group.Map("v1/incidents/{id}", _ => incidents.One);
        group.Map("v1/ledger", api => api.Ledger.Entries);
        group.Map("v1/exclusions", api => api.Terms.Exclusions);
        group.Map("v1/target-overrides", api => api.Terms.TargetOverrides);
        group.Map("v1/definitions", api => api.Objectives.Definitions);
        group.Map("v1/report", api => api.Report.Get);
        group.Map("v1/deployments", api => api.Deployments.List);
        group.Map("v1/fleet", _ => new FleetApi(fleet).Get);
        MapInsight(group);
        MapDecisions(endpoints, group, set);
        return group.Conventions.ExcludeFromSlo().DisableHttpMetrics().ExcludeFromDescription();
    }

    /// <summary>
    /// Maps the part of the JSON API that changes something: <c>POST v1/ledger/deployments</c>, <c>POST v1/exclusions</c>,
    /// <c>DELETE v1/exclusions/{id}</c>, <c>POST v1/target-overrides</c>, <c>DELETE v1/target-overrides/{id}</c>,
    /// <c>POST v1/incidents/{id}/acknowledge</c>, <c>POST v1/incidents/{id}/comments</c>,
    /// <c>POST v1/reactions/{name}/pause</c>, <c>…/resume</c>, <c>…/force</c>, <c>…/undo</c>,
    /// <c>POST v1/gate/overrides</c>, <c>DELETE v1/gate/overrides/{id}</c>. Closed (403) until the
    /// app calls <c>.RequireAuthorization()</c>; <c>.AllowAnonymous()</c> does not open it. Its own requests count for
    /// no objective and no HTTP metric.
    /// </summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="pattern">The prefix; that of <see cref="MapSloApi"/>, unless stated.</param>
    /// <param name="set">The named set to change; default: the one without a name.</param>
    /// <returns>Conventions for all its endpoints.</returns>
    /// <exception cref="InvalidOperationException"><c>AddSlo</c> was not called, or not for this set.</exception>
    public static IEndpointConventionBuilder MapSloAdminApi(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/slo/api", string? set = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        SloRegistry registry = Part<SloRegistry>(endpoints, set, nameof(MapSloAdminApi));
        AdminApi api = new(registry, endpoints.ServiceProvider.GetRequiredService<TimeProvider>());
        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        group.MapPost("v1/ledger/deployments", AdminRequest.Guard(api.MarkDeployment));
        group.MapPost("v1/exclusions", AdminRequest.Guard(api.Exclude));
        group.MapDelete("v1/exclusions/{id}", AdminRequest.Guard(api.RemoveExclusion));
        group.MapPost("v1/target-overrides", AdminRequest.Guard(api.OverrideTarget));
        group.MapDelete("v1/target-overrides/{id}", AdminRequest.Guard(api.EndTargetOverride));
        ReactionsApi reactions = new(
            Part<SloReactions>(endpoints, set, nameof(MapSloAdminApi)), endpoints.ServiceProvider.GetRequiredService<TimeProvider>());
        group.MapPost("v1/reactions/{name}/pause", AdminRequest.Guard(reactions.Pause));
        group.MapPost("v1/reactions/{name}/resume", AdminRequest.Guard(reactions.Resume));
        group.MapPost("v1/reactions/{name}/force", AdminRequest.Guard(reactions.Force));
        group.MapPost("v1/reactions/{name}/undo", AdminRequest.Guard(reactions.Undo));
        IncidentApi incidents = Incidents(endpoints, set, nameof(MapSloAdminApi));
        group.MapPost("v1/incidents/{id}/acknowledge", AdminRequest.Guard(incidents.Acknowledge));
        group.MapPost("v1/incidents/{id}/comments", AdminRequest.Guard(incidents.Comment));
        GateApi gate = new(
            Part<SloReleaseGate>(endpoints, set, nameof(MapSloAdminApi)), endpoints.ServiceProvider.GetRequiredService<TimeProvider>());
        group.MapPost("v1/gate/overrides", AdminRequest.Guard(gate.Override));
        group.MapDelete("v1/gate/overrides/{id}", AdminRequest.Guard(gate.EndOverride));
        return group.ExcludeFromSlo().DisableHttpMetrics().ExcludeFromDescription();
    }

    /// <summary>
    /// Maps an endpoint that receives webhooks of Alertmanager (version 4) and passes every change of an alert to the
    /// <see cref="ISloAlertHandler"/>s of the app, so that alerts for the whole fleet can trigger reactions here. Closed (403) until a
    /// credential is set in the options or the app configure who may call it, with <c>.RequireAuthorization()</c> or
    /// <c>.AllowAnonymous()</c>.
    /// </summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="pattern">The path, for the <c>url</c> of Alertmanager's <c>webhook_config</c>.</param>
    /// <param name="configure">Credentials and limits.</param>
    /// <returns>Conventions for the endpoint.</returns>
    /// <exception cref="InvalidOperationException"><c>AddSlo</c> was not called.</exception>
    /// <exception cref="ArgumentException">An option is faulty, for example a secret that is empty.</exception>
    public static IEndpointConventionBuilder MapAlertmanagerWebhook(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/slo/alertmanager",
        Action<AlertmanagerWebhookOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        SloAlertDispatcher dispatcher = endpoints.ServiceProvider.GetService<SloAlertDispatcher>()
            ?? throw new InvalidOperationException("MapAlertmanagerWebhook needs the SLO engine: call builder.Services.AddSlo(...) first.");
        AlertmanagerWebhookOptions options = new();
        configure?.Invoke(options);
        WebhookOptionsCheck.ThrowIfFaulty(options);
        AlertmanagerWebhook webhook = new(
            dispatcher, endpoints.ServiceProvider.GetRequiredService<TimeProvider>(), options,
            endpoints.ServiceProvider.GetRequiredService<SloBackgroundLoggerFactory>().CreateLogger(typeof(AlertmanagerWebhook).FullName!));
        return endpoints.MapPost(pattern, (RequestDelegate)webhook.ReceiveAsync).ExcludeFromSlo().DisableHttpMetrics()
            .ExcludeFromDescription();
    }

    private static IncidentApi Incidents(IEndpointRouteBuilder endpoints, string? set, string method) => new(
        Part<SloIncidents>(endpoints, set, method), Part<SloLedgerReader>(endpoints, set, method),
        endpoints.ServiceProvider.GetRequiredService<TimeProvider>());

    // Reactions, policies and the release gate. Their declarations determine whether the fleet counts, not the query parameter scope.
    private static void MapInsight(ReadGroup group)
    {
        group.Map("v1/slos/{name}/contributors", api => api.Objectives.Contributors);
        group.Map("v1/slos/{name}/anomalies", api => api.Objectives.Anomalies);
        group.Map("v1/map", api => api.Map.Get);
        group.Map("v1/coverage", api => api.Coverage.Get);
        group.Map("v1/suggestions", api => api.Suggestions.Get);
    }

    private static void MapDecisions(IEndpointRouteBuilder endpoints, ReadGroup group, string? set)
    {
        TimeProvider time = endpoints.ServiceProvider.GetRequiredService<TimeProvider>();
        ReactionsApi reactions = new(Part<SloReactions>(endpoints, set, nameof(MapSloApi)), time);
        group.Map("v1/reactions", _ => reactions.List);
        PoliciesApi policies = new(
            Part<SloRegistry>(endpoints, set, nameof(MapSloApi)), Part<SloPolicies>(endpoints, set, nameof(MapSloApi)), time);
        group.Map("v1/policies", _ => policies.List);
        GateApi gate = new(Part<SloReleaseGate>(endpoints, set, nameof(MapSloApi)), time);
        group.Map("v1/gate", _ => gate.Get);
        group.Map("v1/gate/overrides", _ => gate.Overrides);
    }

    private static T Part<T>(IEndpointRouteBuilder endpoints, string? set, string method) where T : class =>
        (set is null ? endpoints.ServiceProvider.GetService<T>() : endpoints.ServiceProvider.GetKeyedService<T>(set))
        ?? throw new InvalidOperationException($"{method} needs the SLO engine: call "
            + $"builder.Services.AddSlo({(set is null ? "" : $"\"{set}\", ")}...) first.");
}
