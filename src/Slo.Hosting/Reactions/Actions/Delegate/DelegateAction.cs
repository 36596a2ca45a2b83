namespace Slo;

/// <summary>Runs methods of the app, for example to switch a feature off and on again.</summary>
public sealed class DelegateAction : SloReactionAction
{
    private readonly Func<SloReactionRequest, CancellationToken, Task<SloReactionResult>> _apply;
    private readonly Func<SloReactionRequest, CancellationToken, Task<SloReactionResult>>? _undo;

    /// <summary>Creates an action.</summary>
    /// <param name="resource">What it changes, for example <c>feature recommendations</c>: two reactions must not change the same.</param>
    /// <param name="apply">Makes the change. One call at a time, never on the thread of the evaluation.</param>
    /// <param name="undo">Changes it back; null: the change cannot be undone.</param>
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

    /// <summary>Reads what the undo needs to know, before the change: it gets it as <see cref="SloReactionRequest.Memo"/>, which is
    /// null without this, and may be of an earlier version of the app. Default: nothing.</summary>
    public Func<SloReactionRequest, CancellationToken, Task<string?>>? Prepare { get; set; }

    /// <summary>Whether to call the methods twice is the same as once. Then calls with an unknown result are repeated. Default
    /// false.</summary>
    public bool Idempotent { get; set; }

    /// <summary>What applying it does, in a few words; default: <c>change</c> and the resource.</summary>
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
