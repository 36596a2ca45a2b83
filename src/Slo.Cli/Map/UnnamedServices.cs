using Slo.Shared.Map;

namespace Slo.Cli.Map;

/// <summary>Names services that have no name by the addresses of their apps: those of two apps are not one service, and what calls such an
/// address calls it.</summary>
internal static class UnnamedServices
{
    // What an app calls them.
    private const string None = "(none)";

    internal static IEnumerable<AppMap> Name(IReadOnlyList<AppMap> apps)
    {
        ILookup<string, AppMap> unnamed = apps.Where(app => app.Verdicts.ContainsKey(None))
            .ToLookup(app => app.Address!.Authority, StringComparer.OrdinalIgnoreCase);
        return apps.Select(app => !app.Verdicts.ContainsKey(None) ? app
            : Name(app, unnamed[app.Address!.Authority].Count() == 1 ? app.Address.Authority : Long(app.Address)));
    }

    // Two apps behind one address differ by their paths.
    private static string Long(Uri address) => address.Authority + address.AbsolutePath.TrimEnd('/');

    private static AppMap Name(AppMap app, string name) => app with
    {
        // What is declared by that name has it already.
        GivenName = app.Verdicts.ContainsKey(name) ? null : name,
        Verdicts = app.Verdicts.GroupBy(service => Of(service.Key, name), StringComparer.OrdinalIgnoreCase).ToDictionary(
            same => same.Key, same => MapServices.Worst(same.Select(service => service.Value)), StringComparer.OrdinalIgnoreCase),
        Callers = [.. app.Callers.Select(caller => caller with
        {
            Service = Of(caller.Service, name),
            Edges = [.. caller.Edges.Select(edge => edge with { Service = Of(edge.Service, name) })],
        })],
    };

    private static string Of(string service, string name) => service == None ? name : service;
}
