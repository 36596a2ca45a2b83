namespace Slo.Shared.Map;

/// <summary>The map of one app, or of a fleet.</summary>
/// <param name="Address">The address that was asked; null: none.</param>
/// <param name="IsObserved">Whether it observes calls.</param>
/// <param name="Verdicts">Its services, each with its verdict.</param>
/// <param name="Callers">Its objectives.</param>
/// <param name="Findings">What it finds questionable, each one line.</param>
internal sealed record AppMap(
    Uri? Address, bool IsObserved, IReadOnlyDictionary<string, string> Verdicts, IReadOnlyList<MapCaller> Callers,
    IReadOnlyList<string> Findings)
{
    // A dependency that was given no name has that of its address.
    internal bool IsAt(string dependency) => Address is not null
        && (dependency.Equals(Address.Authority, StringComparison.OrdinalIgnoreCase)
            || (Address.IsDefaultPort && dependency.Equals(Address.IdnHost, StringComparison.OrdinalIgnoreCase)));
}
