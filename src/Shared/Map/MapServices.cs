namespace Slo.Shared.Map;

/// <summary>The services of several apps, or of a fleet, and which of them a dependency is. One thread at a time.</summary>
/// <param name="apps">What they said.</param>
/// <param name="isFleet">Whether each is that of a fleet, in which no service is asked by itself.</param>
internal sealed class MapServices(IReadOnlyList<AppMap> apps, bool isFleet)
{
    // Of the instances of one service, the worst verdict counts: one of them alone may fail.
    private readonly Dictionary<string, (string Name, string Verdict)> _known = apps.SelectMany(app => app.Verdicts)
        .GroupBy(service => service.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            same => same.Key, same => (same.Key, Worst(same.Select(service => service.Value))), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, IReadOnlyList<string>> _found = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyCollection<string> Names => _known.Keys;

    /// <summary>The verdict that counts of several for one service.</summary>
    internal static string Worst(IEnumerable<string> verdicts) => verdicts.MaxBy(Rank)!;

    internal string VerdictOf(string service) =>
        _known.TryGetValue(service, out (string Name, string Verdict) known) ? known.Verdict : "unknown";

    internal bool IsBurning(string service) => VerdictOf(service) is JoinedMap.Causing or JoinedMap.Reporting;

    /// <summary>The services that a dependency can be: that of its name, else all of the apps at its address. Empty: none of those
    /// asked.</summary>
    internal IReadOnlyList<string> Of(string dependency)
    {
        if (!_found.TryGetValue(dependency, out IReadOnlyList<string>? services))
        {
            _found[dependency] = services = JoinedMap.IsName(dependency) ? Find(dependency) : [];
        }

        return services;
    }

    private string[] Find(string dependency)
    {
        if (_known.TryGetValue(dependency, out (string Name, string Verdict) known) && !apps.Any(app => Is(app.GivenName, known.Name)))
        {
            return [known.Name];
        }

        string[] there =
        [
            .. (isFleet ? [] : apps).Where(app => app.IsAt(dependency)).SelectMany(app => app.Verdicts.Keys)
                .Select(service => _known[service].Name).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return there.Length > 0 || known.Name is null ? there : [known.Name];
    }

    private static int Rank(string verdict) => verdict switch
    {
        JoinedMap.Causing => 3,
        JoinedMap.Reporting => 2,
        "healthy" => 0,
        _ => 1,
    };

    private static bool Is(string? left, string right) => right.Equals(left, StringComparison.OrdinalIgnoreCase);
}
