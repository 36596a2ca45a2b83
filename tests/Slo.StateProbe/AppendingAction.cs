using Microsoft.Extensions.DependencyInjection;

namespace Slo.StateProbe;

/// <summary>Appends the key of the call to a file: what an action did outside the process.</summary>
/// <param name="file">The file.</param>
/// <param name="isIdempotent">Whether it says that twice is the same as once.</param>
/// <param name="point">Where it stops.</param>
/// <param name="services">Have the store.</param>
internal sealed class AppendingAction(string file, bool isIdempotent, KillPoint point, Func<IServiceProvider> services) : SloReactionAction
{
    public override string Resource => file;

    protected override bool IsIdempotent => isIdempotent;

    public override async Task<string?> PrepareAsync(SloReactionRequest request, CancellationToken cancellationToken)
    {
        await StopAtAsync(KillPoint.BeforeTheCallIsKept);
        return "memo";
    }

    public override async Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken)
    {
        await StopAtAsync(KillPoint.BeforeTheCall);
        await File.AppendAllTextAsync(file, request.Key + "\n", CancellationToken.None);
        await StopAtAsync(KillPoint.DuringTheCall);
        ((PausingStore)services().GetRequiredKeyedService<ISloStore>("")).Returned();
        return SloReactionResult.Done("appended");
    }

    public override Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(SloReactionResult.Done("kept"));

    public override string ToString() => "append the key";

    private Task StopAtAsync(KillPoint here) =>
        here == point ? ReactingProbe.StopHereAsync() : Task.CompletedTask;
}
