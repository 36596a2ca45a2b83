using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>A decision of a person counts, whatever happens to the store and to the process.</summary>
public sealed class ReactionDecisionTests
{
    // The state of the dry run hid that of the run before it: the decision was taken, and did nothing.
    [Fact]
    public async Task Undo_AfterARestartDuringADryRun_UndoesWhatTheRunBeforeItLeft()
    {
        SharedStore store = new();
        ManualTime time = new();
        FakeAction action = new();
        ReactionHost first = await StartAsync(action, store, time);
        await RunOnceAsync(first);
        await first.DisposeAsync();

        ReactionHost dry = await StartAsync(action, store, time, isDry: true);
        await dry.BurnAsync();
        await dry.UntilAsync(() => dry.Ledger().Contains("dry run: applied"), "the dry run has begun");
        await dry.DisposeAsync();
        Assert.Equal(0, action.Value);

        await using ReactionHost last = await StartAsync(action, store, time);
        await DecideAsync(last, SloReactionOverrideKind.Undo);
        await last.UntilAsync(() => action.Value == 10, "undone");
    }

    // The reaction reads a decision once it was written; it must not take a read that failed for one without a decision.
    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task Undo_IsMade_AlsoIfTheStoreCannotBeReadAfterIt(int reads)
    {
        SharedStore store = new();
        FakeAction action = new();
        await using ReactionHost host = await StartAsync(action, store, new());
        await RunOnceAsync(host);
        FailReadsAfterDecision(store, reads);

        await DecideAsync(host, SloReactionOverrideKind.Undo);
        await host.UntilAsync(() => action.Value == 10, "undone");
    }

    [Fact]
    public async Task Decision_WhoseWriteFailed_HoldsUpNothing()
    {
        SharedStore store = new() { Fails = true };
        FakeAction action = new() { IsRepeatable = true };
        await using ReactionHost host = await StartAsync(action, store, new());
        await Assert.ThrowsAsync<IOException>(() => DecideAsync(host, SloReactionOverrideKind.Pause));
        store.FailedReads = int.MaxValue;
        await host.BurnAsync();
        await host.UntilAsync(() => action.Value == 0, "applied");
    }

    // The first step takes minutes: the second one must not follow it.
    [Fact]
    public async Task Pause_DuringAStep_CountsBeforeTheNextOne()
    {
        TaskCompletionSource<SloReactionResult?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeAction one = new() { Timeout = TimeSpan.FromMinutes(5), Before = (_, _) => answer.Task };
        FakeAction two = new("b");
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(one).Step(two));
        await host.BurnAsync();
        await host.UntilAsync(() => one.Calls.Count == 1, "it is called");
        await DecideAsync(host, SloReactionOverrideKind.Pause);
        answer.SetResult(null);
        await host.UntilAsync(() => host.Status.Override?.Kind == SloReactionOverrideKind.Pause, "paused");
        Assert.Equal((0, SloReactionStepState.Applied), (one.Value, host.Status.Steps[0].State));
        Assert.Empty(two.Calls);
    }

    private static Task<ReactionHost> StartAsync(FakeAction action, SharedStore store, ManualTime time, bool isDry = false) =>
        ReactionHost.StartAsync(
            reaction =>
            {
                reaction.Undo = false;
                reaction.DryRun = isDry;
                reaction.Step(action);
            },
            slo => slo.AddStore(_ => store), time);

    private static async Task RunOnceAsync(ReactionHost host)
    {
        await host.BurnAsync();
        await host.UntilAsync(() => host.Ledger().Contains("applied"), "applied");
        await host.HealAsync();
        await host.UntilAsync(() => host.Ledger().Contains("ended"), "it is over");
    }

    private static void FailReadsAfterDecision(SharedStore store, int reads) => store.OnWrite = async (record, write) =>
    {
        var isWritten = await write();
        store.FailedReads = record.Name == "drain/decision" ? reads : store.FailedReads;
        return isWritten;
    };

    private static Task DecideAsync(ReactionHost host, SloReactionOverrideKind kind) =>
        host.Reactions.DecideAsync("drain", kind, "test", "ann", TimeSpan.FromHours(1), cancellationToken: TestContext.Current.CancellationToken);
}
