using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Persistence;

/// <summary>
/// Notes a deployment if another version of the process runs than the last time. Without a store nothing is known of that.
/// </summary>
internal static class DeploymentWatch
{
    private const string ResourceAttributes = "OTEL_RESOURCE_ATTRIBUTES";
    private const string OfProcess = "process";

    /// <summary>The version that runs, or null.</summary>
    internal static string? Version(SloStoreOptions options, IConfiguration? configuration) => new[]
    {
        options.ServiceVersion,
        ServiceVersion(configuration?[ResourceAttributes]),
        ServiceVersion(Environment.GetEnvironmentVariable(ResourceAttributes)),
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
    }.FirstOrDefault(version => !string.IsNullOrWhiteSpace(version));

    /// <summary>The version that ran the last time; null if there is none.</summary>
    internal static async Task<string?> LastAsync(
        ISloStore store, string set, IReadOnlyList<SloLedgerEntry> recent, CancellationToken cancellationToken)
    {
        SloLedgerQuery query = new() { Kind = SloLedgerEntryKind.Deployment, Limit = SloLedger.Capacity };
        return LastOf(recent) ?? (recent.Count < SloLedger.Capacity
            ? null : LastOf(await store.ReadLedgerAsync(set, query, cancellationToken).ConfigureAwait(false)));
    }

    internal static void Mark(SloLedger ledger, string version, string? last)
    {
        if (version != last)
        {
            ledger.Add(SloLedgerEntryKind.Deployment, details:
            [
                new(SloLedgerDetails.Version, version), new(SloLedgerDetails.PreviousVersion, last),
                new(SloLedgerDetails.Source, OfProcess),
            ]);
        }
    }

    // Reported deployments may write versions in another way.
    private static string? LastOf(IEnumerable<SloLedgerEntry> entries) => entries
        .Where(entry => entry.Kind == SloLedgerEntryKind.Deployment)
        .Where(entry => entry.Details.GetValueOrDefault(SloLedgerDetails.Source) == OfProcess)
        .MaxBy(entry => entry.Id)?.Details.GetValueOrDefault(SloLedgerDetails.Version);

    private static string? ServiceVersion(string? attributes) => (attributes ?? "").Split(',')
        .Select(attribute => attribute.Split('=', 2, StringSplitOptions.TrimEntries))
        .Where(attribute => attribute is ["service.version", _])
        .Select(attribute => Uri.UnescapeDataString(attribute[1])).LastOrDefault();
}
