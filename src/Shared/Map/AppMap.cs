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
    /// <summary>How many objectives were sent. They can be more than <see cref="Callers"/>, which has each one once.</summary>
    internal int Sent { get; init; }

    /// <summary>How many objectives there are. An answer has a limit.</summary>
    internal int Total { get; init; }

    /// <summary>What the services that burn lead to, as the app judged all of its objectives; null: it does not say.</summary>
    internal IReadOnlyList<MapCause>? Causes { get; init; }

    /// <summary>Services that call each other in a circle, as the app found them; null: it does not say.</summary>
    internal IReadOnlyList<IReadOnlyList<string>>? Cycles { get; init; }

    /// <summary>What its services without a name are called here; null: it has none, or they have no name here either.</summary>
    internal string? GivenName { get; init; }

    internal bool IsCut => Sent < Total;

    // A dependency that was given no name has that of its address.
    internal bool IsAt(string dependency) => Address is not null
        && (dependency.Equals(Address.Authority, StringComparison.OrdinalIgnoreCase)
            || (Address.IsDefaultPort && dependency.Equals(Address.IdnHost, StringComparison.OrdinalIgnoreCase)));
}
