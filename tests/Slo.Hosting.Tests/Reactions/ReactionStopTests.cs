using Microsoft.Extensions.DependencyInjection;
using Slo.Hosting.Reactions;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>What the store has after the host stops at any moment, and after answers of the store that were lost.</summary>
public sealed class ReactionStopTests
{
    // The next process took the call that was never made for one that was lost, and raised an alert.
    [Fact]
    public async Task Stop_WhileACallIsBeingSaved_MakesNoCall_AndTheNextProcessMakesIt()
    {
        SharedStore store = new();
        ManualTime time = new();
        FakeAction action = new();
        ReactionHost first = await ReactionHost.StartAsync(reaction => reaction.Step(action), slo => slo.AddStore(_ => store), time);
        TaskCompletionSource saving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        store.OnWrite = async (record, write) =>
        {
            if (IsApplying(record))
            {
                saving.TrySetResult();
                await gate.Task;
            }

            return await write();
        };
        await first.BurnAsync();
        await saving.Task.WaitAsync(TestContext.Current.CancellationToken);
        Task stopping = BeginStop(first);
        gate.SetResult();
        await stopping;
        await first.DisposeAsync();
        Assert.Empty(action.Calls);

        store.OnWrite = null;
        await using ReactionHost second = await ReactionHost.StartAsync(reaction => reaction.Step(action), slo => slo.AddStore(_ => store), time);
        await second.BurnAsync();
        await second.UntilAsync(() => second.Status.Steps[0].State == SloReactionStepState.Applied, "applied");
        Assert.Single(action.Calls);
    }

    [Fact]
    public async Task Stop_AfterASaveThatFailed_SavesAgain()
    {
        SharedStore store = new();
        ManualTime time = new();
        TaskCompletionSource<SloReactionResult?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeAction action = new() { Timeout = TimeSpan.FromMinutes(5), Before = (_, _) => answer.Task };
        ReactionHost first = await ReactionHost.StartAsync(reaction => reaction.Step(action), slo => slo.AddStore(_ => store), time);
        await first.BurnAsync();
        await first.UntilAsync(() => action.Calls.Count == 1, "it is called");
        var failures = 0;
        store.OnWrite = (record, write) => record.Name == "drain" && failures++ == 0 ? throw new IOException("no answer") : write();
        Task stopping = BeginStop(first);
        answer.SetResult(null);
        await stopping;
        await first.DisposeAsync();

        store.OnWrite = null;
        await using ReactionHost second = await ReactionHost.StartAsync(reaction => reaction.Step(action), slo => slo.AddStore(_ => store), time);
        Assert.Equal(SloReactionStepState.Applied, second.Status.Steps[0].State);
        Assert.Single(action.Calls);
    }

    // Alertmanager repeats an alert after hours, and its end never.
    [Fact]
    public async Task Stop_BeforeAnAlertFromElsewhereIsSaved_SavesIt()
    {
        SharedStore store = new();
        ManualTime time = new();
        FakeAction action = new();
        ReactionHost first = await ReactionHost.StartAsync(Declare, slo => slo.AddStore(_ => store), time);
        store.OnWrite = (record, write) => record.Name.StartsWith("alert/", StringComparison.Ordinal) ? throw new IOException("no answer") : write();
        Post(first);
        await first.UntilAsync(() => first.Log.Messages(77).Any(), "the failure is logged");
        Task stopping = BeginStop(first);
        store.OnWrite = null;
        await stopping;
        await first.Services.GetRequiredService<ReactionParts>().Service.StopAsync(CancellationToken.None);
        await first.DisposeAsync();
        Assert.Contains(await store.ReadReactionsAsync("", TestContext.Current.CancellationToken), record => record.Name == "alert/CanaryErrors");

        void Declare(SloReaction reaction)
        {
            reaction.Alerts.Add("CanaryErrors");
            reaction.Step(action);
        }
    }

    // The call that was under way hung and was aborted: the next process must know of it.
    [Fact]
    public async Task Stop_ThatAbortsACall_SavesWhatWasNotSavedBeforeIt()
    {
        SharedStore store = new();
        ManualTime time = new();
        FakeAction action = new()
        {
            IsRepeatable = true,
            Timeout = TimeSpan.FromMinutes(5),
            Before = (_, _) => new TaskCompletionSource<SloReactionResult?>().Task,
        };
        ReactionHost first = await ReactionHost.StartAsync(reaction => reaction.Step(action), slo => slo.AddStore(_ => store), time);
        store.OnWrite = (record, write) => IsApplying(record) ? throw new IOException("no answer") : write();
        await first.BurnAsync();
        await first.UntilAsync(() => action.Calls.Count == 1, "it is called");
        store.OnWrite = null;
        await first.DisposeAsync();

        Assert.Contains(await store.ReadReactionsAsync("", TestContext.Current.CancellationToken), IsApplying);
    }

    [Fact]
    public async Task Stop_WithAStoreThatHangs_WaitsForAlertsFromElsewhereForSomeSeconds()
    {
        SharedStore store = new();
        FakeAction action = new();
        ReactionHost host = await ReactionHost.StartAsync(
            reaction =>
            {
                reaction.Alerts.Add("CanaryErrors");
                reaction.Step(action);
            },
            slo => slo.AddStore(_ => store));
        store.OnWrite = (record, write) => record.Name.StartsWith("alert/", StringComparison.Ordinal) ? throw new IOException("no answer") : write();
        Post(host);
        await host.UntilAsync(() => host.Log.Messages(77).Any(), "the failure is logged");
        await BeginStop(host);
        store.Hangs = true;

        Task stop = host.Services.GetRequiredService<ReactionParts>().Service.StopAsync(CancellationToken.None);
        Assert.False(stop.IsCompleted);
        host.Time.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => stop.IsCompleted, "it ends");
        await host.DisposeAsync();
    }

    // The first write was made and its answer was lost; the second one was not made. The reaction took the state for that of another
    // instance, and the call that was never made for one that was lost.
    [Fact]
    public async Task Store_ThatLosesTwoAnswers_IsNotTakenForAnotherInstance()
    {
        SharedStore store = new();
        FakeAction action = new();
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(action), slo => slo.AddStore(_ => store));
        var writes = 0;
        store.OnWrite = async (record, write) =>
        {
            if (writes > 0 || IsApplying(record))
            {
                writes++;
            }

            var isWritten = writes != 2 && await write();
            return writes is 1 or 2 ? throw new IOException("no answer") : isWritten;
        };
        await host.BurnAsync();
        await host.UntilAsync(() => host.Status.Steps[0].State > SloReactionStepState.Applying, "it has ended");
        Assert.Equal((SloReactionStepState.Applied, 0), (host.Status.Steps[0].State, action.Value));
        Assert.Single(action.Calls);
    }

    private static bool IsApplying(SloReactionRecord record) => record.Name == "drain"
        && ReactionJson.ReadProgress(record.Content).Steps.Any(step => step.State == SloReactionStepState.Applying);

    private static void Post(ReactionHost host) => host.Services.GetRequiredService<SloAlertDispatcher>().Post(new SloAlertTransition
    {
        Source = SloAlertSource.Alertmanager,
        Kind = SloAlertTransitionKind.Fired,
        At = host.Time.GetUtcNow(),
        Name = "CanaryErrors",
        Fingerprint = "f",
        After = AlertSeverity.Page,
        StartedAt = host.Time.GetUtcNow(),
    });

    // No call is made from now on. The clock stands still: as long as nothing hangs, no time must pass.
    private static Task BeginStop(ReactionHost host) =>
        host.Services.GetRequiredService<ReactionParts>().Service.StoppingAsync(CancellationToken.None);
}
