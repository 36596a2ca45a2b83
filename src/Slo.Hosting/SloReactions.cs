using Slo.Hosting.Reactions;

namespace Slo;

/// <summary>The reactions of a set: their states, and decisions about them (docs/reactions.md).</summary>
/// <remarks>Thread-safe. Registered as a service; keyed by the name of the set if it is not the default set.</remarks>
public sealed class SloReactions
{
    /// <summary>How long a decision is in force by default: 1 hour.</summary>
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromHours(1);

    /// <summary>How long a decision can be in force at most: 7 days.</summary>
    public static readonly TimeSpan MaximumDuration = TimeSpan.FromDays(7);

    private readonly IReadOnlyList<ReactionRunner> _runners;
    private readonly TimeProvider _time;

    internal SloReactions(IReadOnlyList<ReactionRunner> runners, TimeProvider time)
    {
        _runners = runners;
        _time = time;
    }

    /// <summary>All reactions, in the order of their declaration, from the memory of this instance. The state of a reaction that another
    /// instance runs is null; <see cref="ReadAsync"/> reads it from the store.</summary>
    public IReadOnlyList<SloReactionStatus> All => [.. _runners.Select(runner => runner.Status)];

    /// <summary>Reads all reactions. The states of those that another instance of the fleet runs are read from the store.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>All reactions; a state is null if the store does not answer.</returns>
    public async Task<IReadOnlyList<SloReactionStatus>> ReadAsync(CancellationToken cancellationToken = default)
    {
        return await Task.WhenAll(_runners.Select(ReadAsync)).ConfigureAwait(false);

        async Task<SloReactionStatus> ReadAsync(ReactionRunner runner)
        {
            SloReactionStatus status = runner.Status;
            try
            {
                return status.State is null ? await runner.ReadStatusAsync(cancellationToken).ConfigureAwait(false) : status;
            }
#pragma warning disable CA1031 // A store may throw any exception.
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                return status;
            }
        }
    }

    /// <summary>Pauses, forces or undoes a reaction. For a reaction of scope <see cref="SloScope.Fleet"/> it can be called on any instance
    /// and applies to the fleet within seconds; for one of scope <see cref="SloScope.Instance"/> it applies to this instance.</summary>
    /// <param name="name">The name of the reaction, compared without case.</param>
    /// <param name="kind">The decision.</param>
    /// <param name="reason">Why; at most 1,000 characters, the rest is cut.</param>
    /// <param name="actor">The person who decides; null if not known.</param>
    /// <param name="duration">How long the decision is in force; null: <see cref="DefaultDuration"/>.</param>
    /// <param name="account">The authenticated account, for the ledger, if it differs from the actor; null: none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KeyNotFoundException">No reaction has this name.</exception>
    /// <exception cref="InvalidOperationException">The decision is to undo, and no step of the reaction can be undone.</exception>
    /// <exception cref="ArgumentException">The reason is empty, or the duration is not positive or above
    /// <see cref="MaximumDuration"/>.</exception>
    /// <remarks>Throws what the store throws if it cannot keep the decision.</remarks>
    public async Task DecideAsync(
        string name, SloReactionOverrideKind kind, string reason, string? actor = null, TimeSpan? duration = null, string? account = null,
        CancellationToken cancellationToken = default)
    {
        TimeSpan length = duration ?? DefaultDuration;
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero, nameof(duration));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaximumDuration, nameof(duration));
        ReactionRunner runner = Find(name);
        if (kind == SloReactionOverrideKind.Undo && !runner.Plan.Steps.Any(step => step.CanUndo))
        {
            throw new InvalidOperationException($"No step of the reaction '{runner.Plan.Name}' can be undone.");
        }

        DateTimeOffset now = _time.GetUtcNow();
        actor = actor is null ? null : Cut(actor, SloLedgerEntry.LongestActor);
        SloReactionOverride decision = new(kind, now, now + length, Cut(reason, SloLedgerEntry.LongestText), actor);
        await runner.DecideAsync(decision, cancellationToken).ConfigureAwait(false);
        runner.Decided(Word(kind), decision.Until, decision.Reason, (actor, account));
    }

    /// <summary>Ends the decision in force.</summary>
    /// <param name="name">The name of the reaction, compared without case.</param>
    /// <param name="reason">Why; at most 1,000 characters, the rest is cut.</param>
    /// <param name="actor">The person who decides; null if not known.</param>
    /// <param name="account">The authenticated account, for the ledger, if it differs from the actor; null: none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KeyNotFoundException">No reaction has this name.</exception>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    /// <remarks>Throws what the store throws if it cannot keep the decision.</remarks>
    public async Task ResumeAsync(
        string name, string reason, string? actor = null, string? account = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ReactionRunner runner = Find(name);
        await runner.DecideAsync(null, cancellationToken).ConfigureAwait(false);
        runner.Decided("resumed", null, Cut(reason, SloLedgerEntry.LongestText), (actor, account));
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];

    private static string Word(SloReactionOverrideKind kind) => kind switch
    {
        SloReactionOverrideKind.Pause => "paused",
        SloReactionOverrideKind.Force => "forced",
        _ => "undo decided",
    };

    private ReactionRunner Find(string name) =>
        _runners.FirstOrDefault(runner => runner.Plan.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new KeyNotFoundException($"There is no reaction '{SloText.OneLine(name, 80)}'.");
}
