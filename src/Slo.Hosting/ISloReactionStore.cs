namespace Slo;

/// <summary>
/// Keeps the states of reactions, so that an action is not repeated after a restart, or by another instance of a fleet. The host uses an
/// <see cref="ISloStore"/> or <see cref="ISloFleetStore"/> that also implements this interface; without one, the states are in memory.
/// </summary>
/// <remarks>The host may make several calls at a time, but never on a thread that records or evaluates. A store may throw any exception:
/// the host logs it and repeats the call.</remarks>
public interface ISloReactionStore
{
    /// <summary>Reads the states of all reactions of a set.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">Cancelled when the host stops, or when the call has timed out.</param>
    Task<IReadOnlyList<SloReactionRecord>> ReadReactionsAsync(string setName, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the state of a reaction if the stored <see cref="SloReactionRecord.Revision"/> is one less, or there is none and the revision
    /// is 1. When the call returns, the state must survive the end of the process.
    /// </summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="record">The state. If two calls write the same revision, exactly one must succeed.</param>
    /// <param name="cancellationToken">Cancelled when the host stops, or when the call has timed out.</param>
    /// <returns>False if another revision is stored; then nothing was written.</returns>
    Task<bool> WriteReactionAsync(string setName, SloReactionRecord record, CancellationToken cancellationToken);
}
