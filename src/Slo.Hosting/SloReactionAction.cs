namespace Slo;

/// <summary>
/// The action of a step of a reaction: changes one thing, such as the weight of a server or the state of a feature, and can revert the
/// change. Derive from it to change a system of your own. An action that blocks delays neither the evaluation nor other reactions
/// (docs/reactions.md).
/// </summary>
/// <remarks>The properties are read once at start. The host makes one call at a time, each with a time-out.</remarks>
public abstract class SloReactionAction
{
    /// <summary>
    /// The name of what the action changes, for example <c>haproxy shop/canary</c>. The host does not start if two reactions change the
    /// same resource, because one would undo the change of the other. Compared without case. Must contain no secret.
    /// </summary>
    public abstract string Resource { get; }

    /// <summary>How long one call may take. Default 10 s; from 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a call is repeated that returned <see cref="SloReactionResult.Retry"/>, or whose result is unknown if
    /// <see cref="IsIdempotent"/>. Then the step has failed. Default 30 s; from 0 to 1 h.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where it was declared, for findings.</summary>
    internal string Path { get; set; } = "Reactions";

    /// <summary>Whether <see cref="UndoAsync"/> can revert the change. Default true.</summary>
    protected internal virtual bool CanUndo => true;

    /// <summary>
    /// Whether calling the action twice has the effect of calling it once. Then a call with an unknown result (a time-out, an end of the
    /// process) is repeated. Default false: such a call is not repeated, and the result of the step is unknown.
    /// </summary>
    protected internal virtual bool IsIdempotent => false;

    /// <summary>
    /// Whether the change is kept in the memory of this process, and is therefore lost when the process ends. Then it is made again after a
    /// restart, if the alert still fires. Default false: the change survives the process.
    /// </summary>
    protected internal virtual bool EndsWithProcess => false;

    /// <summary>
    /// Reads the state that an undo restores, for example the current weight. The host stores it before it makes the change, so it is not
    /// lost if the process ends. If this throws, the call is repeated for <see cref="RetryFor"/>. Default: null.
    /// </summary>
    /// <param name="request">The reaction, the step and the reason.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="Timeout"/> and when the host stops.</param>
    /// <returns>At most <see cref="SloReactionRequest.LongestMemo"/> characters, passed to <see cref="UndoAsync"/> as
    /// <see cref="SloReactionRequest.Memo"/>; may be null.</returns>
    public virtual Task<string?> PrepareAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    /// <summary>Makes the change. If this throws, the result is unknown. Only the type of the exception is shown.</summary>
    /// <param name="request">The reaction, the step and the reason.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="Timeout"/> and when the host stops.</param>
    /// <returns>Whether the change was made, and if not, whether the call may succeed later.</returns>
    public abstract Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken);

    /// <summary>Restores the state before <see cref="ApplyAsync"/>. Called only if <see cref="CanUndo"/>. If this throws, the result is
    /// unknown.</summary>
    /// <param name="request">The reaction, the step and the reason; <see cref="SloReactionRequest.Memo"/> is the text that
    /// <see cref="PrepareAsync"/> returned.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="Timeout"/> and when the host stops.</param>
    /// <returns>Whether the change was reverted, and if not, whether the call may succeed later.</returns>
    public abstract Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Checks at start that the resource exists. If it does not, the host does not start. If the system cannot be reached, return null: it
    /// may be available when the action is needed. Default: null.
    /// </summary>
    /// <param name="cancellationToken">Cancelled after <see cref="Timeout"/>, and after 5 s at the latest.</param>
    /// <returns>The problem and the remedy, as <c>Key 'value': problem; remedy</c>, without secrets; null: no problem is known.</returns>
    public virtual Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>Describes the change in a few words, for example <c>set the weight of shop/canary to 0</c>, for dry runs, logs and the
    /// dashboard. Must contain no secret.</summary>
    public abstract override string ToString();

    /// <summary>Adds the settings with which the action can be configured. Overrides call the base method and add their own.</summary>
    /// <param name="settings">The list of settings.</param>
    protected internal virtual void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Duration(nameof(Timeout), Timeout, value => Timeout = value, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        settings.Duration(nameof(RetryFor), RetryFor, value => RetryFor = value, TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    /// <summary>Returns the errors of the settings besides their ranges, each as <c>Key: problem; remedy</c>, without secrets. Default:
    /// none.</summary>
    protected internal virtual IEnumerable<string> GetFaults() => [];

    internal SloSettings Settings()
    {
        SloSettings settings = new();
        DescribeSettings(settings);
        return settings;
    }
}
