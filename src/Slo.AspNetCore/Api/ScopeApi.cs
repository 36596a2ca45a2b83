using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.AspNetCore.Requests;

namespace Slo.AspNetCore.Api;

/// <summary>The handlers that read one registry: that of the instance, or that of its fleet.</summary>
internal sealed class ScopeApi
{
    /// <param name="services">The services of the app.</param>
    /// <param name="registry">Whose objectives it reads.</param>
    /// <param name="reader">The incidents of the scope.</param>
    /// <param name="deployments">The ledger with the deployments, which are of all scopes.</param>
    /// <param name="fleet">The fleet, if the registry is that of one.</param>
    internal ScopeApi(
        IServiceProvider services, SloRegistry registry, SloLedgerReader reader, SloLedgerReader deployments, SloFleet? fleet = null)
    {
        TimeProvider time = services.GetRequiredService<TimeProvider>();
        SnapshotCache snapshots = new(registry);
        Objectives = new(registry, snapshots, time, fleet);
        Alerts = new(registry, snapshots);
        Ledger = new(registry, reader, time);
        Terms = new(registry, time);
        Stream = new(snapshots, time, services.GetService<IHostApplicationLifetime>());
        Definition = new(registry, services.GetService<ISloDefinitionWriter>());
        RequestCounting counting = services.GetRequiredService<RequestCounting>();
        ReplayTurn turn = services.GetRequiredService<ReplayTurn>();
        Report = new(registry, reader, time, counting, turn);
        Suggestions = new(registry, reader, time, counting, turn);
        Deployments = new(registry, deployments, time);
        Map = new(registry, fleet, time);
        Coverage = new(counting, time);
    }

    internal SloApi Objectives { get; }

    internal AlertsApi Alerts { get; }

    internal LedgerApi Ledger { get; }

    internal TermsApi Terms { get; }

    internal StreamApi Stream { get; }

    internal DefinitionApi Definition { get; }

    internal ReportApi Report { get; }

    internal DeploymentsApi Deployments { get; }

    internal MapApi Map { get; }

    internal CoverageApi Coverage { get; }

    internal SuggestionsApi Suggestions { get; }
}
