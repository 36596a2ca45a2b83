namespace Slo;

/// <summary>What the services call that share a map in the store: the counts of all their instances together.</summary>
/// <param name="ReadAt">When the store was read, UTC.</param>
/// <param name="Instances">How many instances of all services were summed.</param>
/// <param name="IsObserved">Whether any of them observes calls.</param>
/// <param name="Callers">The objectives of all services, those with alerts first.</param>
public sealed record SloFleetMap(DateTimeOffset ReadAt, int Instances, bool IsObserved, IReadOnlyList<SloFleetMapCaller> Callers)
{
    /// <summary>What was looked at: the shortest window that is published and is not shorter than the one that was asked for, else the
    /// longest. Null: for each objective the long window of the rule that fires, else 1 hour.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>What the store calls the fleet of this process (<see cref="SloFleetMapCaller.Fleet"/>); null: it has published nothing
    /// yet.</summary>
    public string? Fleet { get; init; }
}
