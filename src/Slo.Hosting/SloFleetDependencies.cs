namespace Slo;

/// <summary>What the objectives of one instance called, as it publishes it in the store of its fleet. Each one replaces the one before it
/// of the same process.</summary>
/// <param name="Set">The name of the set of objectives; empty: the default set.</param>
/// <param name="Instance">The name of the instance.</param>
/// <param name="Process">The id of the process. A new process of the same name has a new id.</param>
/// <param name="Interval">How often the instance publishes it.</param>
/// <param name="Callers">Its objectives: at most 500, with at most 4,000 dependencies in all windows together.</param>
public sealed record SloFleetDependencies(
    string Set, string Instance, Guid Process, TimeSpan Interval, IReadOnlyList<SloFleetCaller> Callers)
{
    /// <summary>The most objectives that an instance publishes: those that fire first.</summary>
    public const int MostCallers = 500;

    /// <summary>The most dependencies that an instance publishes, each one counted once for each window.</summary>
    public const int MostDependencies = 4_000;

    /// <summary>What the store calls the fleet of the instance. Only objectives of one fleet are summed. Set by the store.</summary>
    public string Fleet { get; init; } = "";

    /// <summary>Whether the instance observes calls.</summary>
    public bool IsObserved { get; init; }

    /// <summary>Whether the process stops: it does not count any more.</summary>
    public bool IsLast { get; init; }
}
