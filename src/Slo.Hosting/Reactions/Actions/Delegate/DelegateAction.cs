namespace Slo;

/// <summary>Runs methods of the app, for example to switch a feature off and on again.</summary>
public sealed class DelegateAction : SloReactionAction
{
    private readonly Func<SloReactionRequest, CancellationToken, Task<SloReactionResult>> _apply;
    private readonly Func<SloReactionRequest, CancellationToken, Task<SloReactionResult>>? _undo;

    /// <summary>Creates an action.</summary>
    /// <param name="resource">The name of what it changes, for example <c>feature recommendations</c>. Two reactions must not change the
    /// same resource.</param>
    /// <param name="apply">Makes the change. One call at a time, never on the thread of the evaluation.</param>
    /// <param name="undo">Reverts the change; null: it cannot be undone.</param>
    /// <exception cref="ArgumentException">The resource is empty.</exception>
    public DelegateAction(
        string resource,
        Func<SloReactionRequest, CancellationToken, Task<SloReactionResult>> apply,
        Func<SloReactionRequest, CancellationToken, Task<SloReactionResult>>? undo = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(resource);
        ArgumentNullException.ThrowIfNull(apply);
        Resource = resource;
        _apply = apply;
        _undo = undo;
    }

    /// <inheritdoc/>
    public override string Resource { get; }

    /// <summary>Reads the state that the undo restores, before the change. The undo gets it as <see cref="SloReactionRequest.Memo"/>. The
    /// memo may have been written by an earlier version of the app. Default null: the memo is null.</summary>
    public Func<SloReactionRequest, CancellationToken, Task<string?>>? Prepare { get; set; }

    /// <summary>Whether calling the methods twice has the effect of calling them once. Then calls with an unknown result are repeated.
    /// Default false.</summary>
    public bool Idempotent { get; set; }

    /// <summary>A description of the change in a few words, without secrets. Default: <c>change</c> and the resource.</summary>
    public string? Description { get; set; }

    /// <inheritdoc/>
    protected internal override bool CanUndo => _undo is not null;

    /// <inheritdoc/>
    protected internal override bool IsIdempotent => Idempotent;

    /// <inheritdoc/>
    public override Task<string?> PrepareAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        Prepare?.Invoke(request, cancellationToken) ?? Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public override Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        _apply(request, cancellationToken);

    /// <inheritdoc/>
    public override Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        _undo?.Invoke(request, cancellationToken) ?? Task.FromResult(SloReactionResult.Failed("there is no undo"));

    /// <inheritdoc/>
    public override string ToString() => Description ?? $"change {Resource}";
}
