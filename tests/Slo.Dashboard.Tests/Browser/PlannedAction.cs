namespace Slo.Dashboard.Tests.Browser;

/// <summary>An action that says how it ended, and does nothing.</summary>
internal sealed class PlannedAction(string resource, string text, SloReactionResult result) : SloReactionAction
{
    public override string Resource => resource;

    public override Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken) => Task.FromResult(result);

    public override Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(SloReactionResult.Done("as before"));

    public override string ToString() => text;
}
