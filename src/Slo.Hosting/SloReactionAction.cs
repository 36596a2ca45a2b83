namespace Slo;

/// <summary>
/// Changes one thing, such as the weight of a server or the state of a feature, and can change it back. A reaction runs it as one of its
/// steps. Derive from it for a system of your own. Whatever it does, it delays neither the evaluation nor other reactions
/// (docs/reactions.md).
/// </summary>
/// <remarks>Its properties are read once at start. The host makes one call at a time, each with a time-out.</remarks>
public abstract class SloReactionAction
{
    /// <summary>
    /// What the action changes, for example <c>haproxy shop/canary</c>. Two reactions that change the same resource are refused at start,
    /// because one would undo what the other did. Compared without case. Contains no secret.
    /// </summary>
    public abstract string Resource { get; }

    /// <summary>How long one call may take. Default 10 s; from 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a failed call is repeated, if it can be, before the step has failed. Default 30 s; from 0 to 1 h.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where it was declared, for findings.</summary>
    internal string Path { get; set; } = "Reactions";

    /// <summary>Whether <see cref="UndoAsync"/> can change it back. Default true.</summary>
    protected internal virtual bool CanUndo => true;

    /// <summary>
    /// Whether to apply it twice is the same as once. Then a call with an unknown result (a time-out, an end of the process) is repeated.
    /// Default false: such a call is not repeated, and the step has failed.
    /// </summary>
    protected internal virtual bool IsIdempotent => false;

    /// <summary>
    /// Whether the change is kept in the memory of this process and so ends with it. Then it is made again after a restart, if its reaction
    /// still runs. Default false: the change outlives the process.
    /// </summary>
    protected internal virtual bool EndsWithProcess => false;

    /// <summary>
    /// Reads what an undo needs to know, for example the weight now; kept in the store before the change is made, so that an end of the
    /// process does not lose it. An exception counts as a failure that may pass. Default: null.
    /// </summary>
    /// <param name="request">For which reaction and why.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="Timeout"/> and when the host stops.</param>
    /// <returns>At most <see cref="SloReactionRequest.LongestMemo"/> characters, passed on as <see cref="SloReactionRequest.Memo"/>; null:
    /// nothing.</returns>
    public virtual Task<string?> PrepareAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    /// <summary>Makes the change. An exception counts as a failure with an unknown result, and of it only the type is shown.</summary>
    /// <param name="request">For which reaction and why.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="Timeout"/> and when the host stops.</param>
    public abstract Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken);

    /// <summary>Changes it back to what it was before <see cref="ApplyAsync"/>. Called only if <see cref="CanUndo"/>.</summary>
    /// <param name="request">For which reaction and why; <see cref="SloReactionRequest.Memo"/> is what
    /// <see cref="PrepareAsync"/> returned.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="Timeout"/> and when the host stops.</param>
    public abstract Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Checks at start that the resource exists. A problem stops the host; if the system cannot be reached, return null: it may be
    /// available when the action is needed. Default: null.
    /// </summary>
    /// <param name="cancellationToken">Cancelled after <see cref="Timeout"/>.</param>
    /// <returns>What is wrong, as <c>Key 'value': what, and what to write instead</c>, without secrets; null: nothing is known.</returns>
    public virtual Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>What applying it does, in a few words, for example <c>set the weight of shop/canary to 0</c>; for dry runs, logs and the
    /// dashboard. Contains no secret.</summary>
    public abstract override string ToString();

    /// <summary>Lists the settings by which the action can be configured. Overrides call the base and add their own.</summary>
    /// <param name="settings">Where to list them.</param>
    protected internal virtual void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Duration(nameof(Timeout), Timeout, value => Timeout = value, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        settings.Duration(nameof(RetryFor), RetryFor, value => RetryFor = value, TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    /// <summary>What is wrong with the settings besides their bounds, each as <c>Key: what, and what to write instead</c>, without
    /// secrets. Default: nothing.</summary>
    protected internal virtual IEnumerable<string> GetFaults() => [];

    internal SloSettings Settings()
    {
        SloSettings settings = new();
        DescribeSettings(settings);
        return settings;
    }
}
