namespace Slo;

/// <summary>
/// Keeps what objectives counted, and how their alerts stand, from one process to the next. The host loads once at start and saves one
/// batch after the other, never two at a time, and never on a thread that records or evaluates.
/// </summary>
/// <remarks>
/// A store needs to know nothing of a state but its name and whether it is complete: of each objective it keeps the last complete state and
/// what was saved after it, in order (<see cref="SloObjectiveState.ToBytes"/>). It should detect damage, for example by a checksum for each
/// state, and then give back what came before it. It may throw anything: the host logs it and tries again.
/// </remarks>
public interface ISloStore
{
    /// <summary>Loads what was saved of a set.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The host stops, or the time for a call is over.</param>
    Task<SloStoreContent> LoadAsync(string setName, CancellationToken cancellationToken);

    /// <summary>Saves a batch: all of it or nothing. When the call returns, it must survive the end of the process.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="states">A complete state takes the place of all that was saved of its objective; another one is added to it.
    /// Objectives that are not in the batch stay as they are.</param>
    /// <param name="cancellationToken">The host stops, or the time for a call is over.</param>
    Task SaveAsync(string setName, IReadOnlyList<SloObjectiveState> states, CancellationToken cancellationToken);
}
