using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>What happens between two tries of a call, and what is known after them.</summary>
public sealed class ReactionTriesTests
{
    private static readonly SloReactionResult Busy = SloReactionResult.Retry("busy");

    // A deployment in the middle of the tries: the step had failed for good, and was never undone.
    [Fact]
    public async Task Stop_BetweenTwoTries_IsContinuedByTheNextProcess()
    {
        SharedStore store = new();
        ManualTime time = new();
        FakeAction action = new() { RetryFor = TimeSpan.FromHours(1), Before = (_, _) => Task.FromResult<SloReactionResult?>(Busy) };
        ReactionHost first = await ReactionHost.StartAsync(reaction => reaction.Step(action), slo => slo.AddStore(_ => store), time);
        await first.BurnAsync();
        await first.UntilAsync(() => action.Calls.Count > 1, "it is tried");
        await first.DisposeAsync();

        FakeAction again = new();
        await using ReactionHost second = await ReactionHost.StartAsync(reaction => reaction.Step(again), slo => slo.AddStore(_ => store), time);
        await second.BurnAsync();
        await second.UntilAsync(() => again.Value == 0, "applied");
        Assert.Equal(action.Requests[0].Key, Assert.Single(again.Requests).Key);
    }

    [Fact]
    public async Task Decision_BetweenTwoTries_EndsNoCall_AndCounts()
    {
        var isBusy = true;
        FakeAction action = new() { RetryFor = TimeSpan.FromHours(1) };
        action.Before = (_, _) => Task.FromResult(isBusy ? Busy : null);
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(action));
        await host.BurnAsync();
        await host.UntilAsync(() => action.Calls.Count > 1, "it is tried");
        await DecideAsync(host, SloReactionOverrideKind.Pause);
        await host.UntilAsync(() => host.Status.Override is not null, "paused");
        var tried = action.Calls.Count;
        await WaitAsync(host, 30);
        Assert.Equal((tried, SloReactionStepState.Applying), (action.Calls.Count, host.Status.Steps[0].State));

        isBusy = false;
        await DecideAsync(host, SloReactionOverrideKind.Force);
        await host.UntilAsync(() => action.Value == 0, "applied");
    }

    // A call may take minutes.
    [Fact]
    public async Task Status_DuringACall_IsThatOfTheCall()
    {
        TaskCompletionSource<SloReactionResult?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeAction action = new() { Timeout = TimeSpan.FromMinutes(5) };
        action.Before = (_, _) => action.Calls.Count == 1 ? answer.Task : Task.FromResult<SloReactionResult?>(null);
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(action).Step(new FakeAction("b")));
        await host.BurnAsync();
        await host.UntilAsync(() => action.Calls.Count == 1, "it is called");

        Assert.Equal([SloReactionStepState.Applying, SloReactionStepState.Waiting], host.Status.Steps.Select(step => step.State));
        answer.SetResult(null);
        await host.UntilAsync(() => host.Status.Steps.All(step => step.State == SloReactionStepState.Applied), "both are applied");
    }

    // A system that comes back when the alert is over for long is left alone.
    [Fact]
    public async Task Alert_ThatEndsBetweenTwoTries_EndsTheCall()
    {
        FakeAction action = new() { RetryFor = TimeSpan.FromHours(1), Before = (_, _) => Task.FromResult<SloReactionResult?>(Busy) };
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(action));
        await host.BurnAsync();
        await host.UntilAsync(() => action.Calls.Count > 1, "it is tried");
        await host.HealAsync();
        await host.UntilAsync(() => host.Status.State == SloReactionState.Idle, "it is over");
        action.Before = (_, _) => Task.FromResult<SloReactionResult?>(null);
        await WaitAsync(host, 60);

        Assert.Equal((10, SloReactionStepState.Failed), (action.Value, host.Status.Steps[0].State));
        Assert.DoesNotContain("undo", action.Calls);
    }

    // The first try was carried out, and its answer was lost; the last one found no server.
    [Fact]
    public async Task Call_OfWhichOneTryHadNoAnswer_IsUnknown_AndUndone()
    {
        FakeAction action = new() { IsRepeatable = true, RetryFor = TimeSpan.FromSeconds(20) };
        action.Before = (request, _) =>
        {
            if (action.Calls.Count > 1)
            {
                return Task.FromResult(request.Memo is not null && action.Calls[^1] == "undo" ? null : SloReactionResult.Failed("no connection"));
            }

            action.Value = 0;
            throw new TimeoutException();
        };
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(action));
        await host.BurnAsync();
        await host.UntilAsync(() => host.Status.Steps[0].State == SloReactionStepState.Unknown, "it is unknown");
        await host.HealAsync();
        await host.UntilAsync(() => action.Value == 10, "undone");
    }

    [Fact]
    public async Task Undo_OfAnActionThatHasNone_IsRefused_AndNotCalled()
    {
        FakeAction action = new() { IsReversible = false };
        await using ReactionHost host = await ReactionHost.StartAsync(reaction =>
        {
            reaction.Undo = false;
            reaction.Step(action);
        });
        await host.BurnAsync();
        await host.UntilAsync(() => action.Value == 0, "applied");
        await Assert.ThrowsAsync<InvalidOperationException>(() => DecideAsync(host, SloReactionOverrideKind.Undo));
        await host.HealAsync();
        await host.UntilAsync(() => host.Status.State == SloReactionState.Idle, "it is over");
        Assert.Equal(["apply"], action.Calls);
    }

    // The second run must not take what the first one made for what was before.
    [Fact]
    public async Task WhatIsNotUndone_IsUndoneByADecision_ToWhatWasBeforeTheFirstRun()
    {
        FakeAction action = new();
        await using ReactionHost host = await ReactionHost.StartAsync(reaction =>
        {
            reaction.Undo = false;
            reaction.Step(action);
        });
        for (var run = 1; run <= 2; run++)
        {
            await host.BurnAsync();
            await host.UntilAsync(() => action.Calls.Count == run, "applied");
            await host.HealAsync();
            await host.UntilAsync(() => host.Status.State == SloReactionState.Idle, "it is over");
        }

        await DecideAsync(host, SloReactionOverrideKind.Undo);
        await host.UntilAsync(() => action.Value == 10, "undone");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DryRun_SwitchedDuringARun_NeverUndoesWhatItDidNotDo(bool wasDry)
    {
        SharedStore store = new();
        ManualTime time = new();
        FakeAction action = new();
        ReactionHost first = await ReactionHost.StartAsync(reaction => Declare(reaction, wasDry), slo => slo.AddStore(_ => store), time);
        await first.BurnAsync();
        await first.UntilAsync(() => first.Status.Steps[0].State == SloReactionStepState.Applied, "applied");
        await first.DisposeAsync();
        Assert.Equal(wasDry ? 10 : 0, action.Value);

        await using ReactionHost second = await ReactionHost.StartAsync(reaction => Declare(reaction, !wasDry), slo => slo.AddStore(_ => store), time);
        await second.BurnAsync();
        await second.UntilAsync(() => second.Status.Steps[0].State == SloReactionStepState.Applied, "applied");
        Assert.Equal(0, action.Value);
        await second.HealAsync();
        await second.UntilAsync(() => second.Status.State == SloReactionState.Idle, "it is over");
        Assert.Equal(10, action.Value);

        void Declare(SloReaction reaction, bool isDry)
        {
            reaction.DryRun = isDry;
            reaction.Step(action);
        }
    }

    // A run that changed nothing was the last one: what the one before it left was out of reach.
    [Fact]
    public async Task DryRun_AfterARunThatWasNotUndone_DoesNotHideWhatThatOneLeft()
    {
        SharedStore store = new();
        ManualTime time = new();
        FakeAction action = new();
        foreach (var isDry in (bool[])[false, true])
        {
            // From the ledger, which begins with the host: its status is at first that of the run before.
            ReactionHost host = await ReactionHost.StartAsync(reaction => Declare(reaction, isDry), slo => slo.AddStore(_ => store), time);
            await host.BurnAsync();
            await host.UntilAsync(() => host.Ledger().Contains(isDry ? "dry run: applied" : "applied"), "applied");
            await host.HealAsync();
            await host.UntilAsync(() => host.Ledger().Contains("ended"), "it is over");
            await host.DisposeAsync();
        }

        Assert.Equal(0, action.Value);
        await using ReactionHost last = await ReactionHost.StartAsync(reaction => Declare(reaction, isDry: false), slo => slo.AddStore(_ => store), time);
        await DecideAsync(last, SloReactionOverrideKind.Undo);
        await last.UntilAsync(() => action.Value == 10, "undone");

        void Declare(SloReaction reaction, bool isDry)
        {
            reaction.Undo = false;
            reaction.DryRun = isDry;
            reaction.Step(action);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task ClockThatIsSet_NeitherDelaysNorHastensTheUndo(int hours)
    {
        FakeAction action = new();
        await using ReactionHost host = await ReactionHost.StartAsync(reaction =>
        {
            reaction.RecoverFor = TimeSpan.FromMinutes(5);
            reaction.Step(action);
        });
        await host.BurnAsync();
        await host.UntilAsync(() => action.Value == 0, "applied");
        await host.HealAsync();
        await host.UntilAsync(() => host.Status.State == SloReactionState.Recovering, "it recovers");
        host.Time.StepWall(TimeSpan.FromHours(hours));
        await WaitAsync(host, 60);
        Assert.Equal(0, action.Value);
        await WaitAsync(host, 300);
        await host.UntilAsync(() => action.Value == 10, "undone");
        Assert.True(host.Status.State is SloReactionState.Idle or SloReactionState.Undoing, "within seconds");
    }

    [Theory]
    [InlineData(true, "fleet")]
    [InlineData(false, "RequiresOutlier")]
    [InlineData(false, "alert from elsewhere", "CanaryErrors")]
    public async Task ReactionThatCouldNeverRun_StopsTheStart(bool isOfFleet, string named, params string[] alerts)
    {
        Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => ReactionHost.StartAsync(reaction =>
        {
            reaction.Scope = isOfFleet ? SloScope.Fleet : null;
            reaction.RequiresOutlier = !isOfFleet;
            reaction.Alerts.UnionWith(alerts);
            reaction.Step(new FakeAction());
        }));
        Assert.Contains("SLO0821", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static Task DecideAsync(ReactionHost host, SloReactionOverrideKind kind) =>
        host.Reactions.DecideAsync("drain", kind, "test", "ann", TimeSpan.FromHours(1), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task WaitAsync(ReactionHost host, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            await host.UntilAsync(() => true, "a second");
            await Task.Yield();
        }
    }
}
