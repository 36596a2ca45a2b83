using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>Reactions in a host.</summary>
public sealed class ReactionRunnerTests
{
    [Fact]
    public async Task Alert_AppliesTheSteps_AndItsEndUndoesThem()
    {
        FakeAction action = new();
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(action));
        await host.BurnAsync();
        await host.UntilAsync(() => action.Value == 0, "applied");
        await host.UntilAsync(() => host.Status.Steps[0].State == SloReactionStepState.Applied, "shown");
        Assert.Equal(("checkout", "10 -> 0"), (host.Status.Objective, host.Status.Steps[0].Result));
        Assert.StartsWith("Page alert of checkout: ", host.Status.Reason, StringComparison.Ordinal);

        await host.HealAsync();
        await host.UntilAsync(() => host.Status.State == SloReactionState.Recovering, "recovering");
        Assert.Equal(0, action.Value);
        await host.UntilAsync(() => host.Status.State == SloReactionState.Idle, "undone");
        Assert.Equal(10, action.Value);
        Assert.Equal(["apply", "undo"], action.Calls);
        Assert.Equal(["started", "applied", "undone", "ended"], host.Ledger());
        Assert.NotEqual(action.Requests[0].Key, action.Requests[1].Key);
        Assert.Equal(AlertSeverity.Page, action.Requests[0].Severity);
    }

    [Fact]
    public async Task DryRun_RecordsWhatItWouldDo_AndDoesNothing()
    {
        FakeAction action = new();
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(action).DryRun = true);
        await host.BurnAsync();
        await host.UntilAsync(() => host.Ledger().Contains("dry run: applied"), "recorded");
        await host.HealAsync();
        await host.UntilAsync(() => host.Status.State == SloReactionState.Idle, "ended");

        Assert.Empty(action.Calls);
        Assert.Equal(["started", "dry run: applied", "dry run: undone", "ended"], host.Ledger());
    }

    [Fact]
    public async Task Action_ThatIsBusyAtFirst_IsRepeatedWithTheSameKey()
    {
        FakeAction action = new();
        action.Before = (_, _) => Task.FromResult(action.Calls.Count < 3 ? SloReactionResult.Retry("busy") : null);
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(action));
        await host.BurnAsync();
        await host.UntilAsync(() => action.Value == 0, "applied");

        Assert.Equal(3, action.Calls.Count);
        Assert.Single(action.Requests.Select(request => request.Key).Distinct());
    }

    // Whatever the action does, the step is failed in the end, an alert is raised, and the evaluation goes on.
    [Theory]
    [InlineData("throws", false, SloReactionStepState.Unknown, 1)]
    [InlineData("hangs", false, SloReactionStepState.Unknown, 1)]
    [InlineData("blocks", false, SloReactionStepState.Unknown, 1)]
    [InlineData("fails", true, SloReactionStepState.Failed, 1)]
    [InlineData("throws", true, SloReactionStepState.Unknown, 2)]
    public async Task Action_ThatDoesNotSucceed_FailsItsStep(string how, bool isRepeatable, SloReactionStepState expected, int fewest)
    {
        using ManualResetEventSlim end = new();
        FakeAction action = new() { IsRepeatable = isRepeatable, Timeout = TimeSpan.FromSeconds(2), RetryFor = TimeSpan.FromSeconds(40) };
        action.Before = async (_, token) =>
        {
            switch (how)
            {
                case "throws":
                    throw new InvalidOperationException("secret");
                case "fails":
                    return SloReactionResult.Failed("refused");
                case "blocks":
                    end.Wait(CancellationToken.None);
                    return null;
                default:
                    await Never.EndAsync(token);
                    return null;
            }
        };
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(action, continueOnFailure: true).Step(new FakeAction("b")));
        await host.BurnAsync();
        await host.UntilAsync(() => host.Status.Steps[1].State == SloReactionStepState.Applied, "the next step runs");
        end.Set();

        Assert.Equal(expected, host.Status.Steps[0].State);
        Assert.InRange(action.Calls.Count, fewest, how == "throws" && isRepeatable ? 40 : fewest);
        await host.Services.GetRequiredService<SloBackgroundLoggerFactory>().Written;
        Assert.Contains(host.Log.Lines, line => line.Id.Id == 72);
        Assert.DoesNotContain(host.Log.Lines, line => line.Message.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StepThatFailed_RaisesAnAlert_ThatEndsWithTheReaction()
    {
        Received received = new();
        FakeAction action = new() { Before = (_, _) => Task.FromResult<SloReactionResult?>(SloReactionResult.Failed("no such server")) };
        await using ReactionHost host = await ReactionHost.StartAsync(
            reaction => reaction.Step(action), slo => slo.Services.AddSingleton<ISloAlertHandler>(received));
        await host.BurnAsync();
        await host.UntilAsync(() => received.Of("SloReactionFailed").Any(), "raised");
        SloAlertTransition fired = received.Of("SloReactionFailed").Single();
        Assert.Equal((SloAlertTransitionKind.Fired, "drain", AlertSeverity.Page), (fired.Kind, fired.Group, fired.After));
        Assert.Contains("no such server", fired.Cause, StringComparison.Ordinal);

        await host.HealAsync();
        await host.UntilAsync(() => received.Of("SloReactionFailed").Count() == 2, "ended");
        Assert.Equal(SloAlertTransitionKind.Resolved, received.Of("SloReactionFailed").Last().Kind);
    }

    [Fact]
    public async Task Restart_DuringACall_RepeatsOnlyWhatMayBeRepeated()
    {
        foreach (var isRepeatable in (bool[])[false, true])
        {
            SharedStore store = new();
            TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
            FakeAction action = new() { IsRepeatable = isRepeatable, Timeout = TimeSpan.FromMinutes(5), RetryFor = TimeSpan.FromHours(1) };
            action.Before = async (_, token) =>
            {
                called.TrySetResult();
                await Never.EndAsync(token);
                return null;
            };
            ManualTime time = new();
            ReactionHost first = await ReactionHost.StartAsync(reaction => reaction.Step(action), slo => slo.AddStore(_ => store), time);
            await first.BurnAsync();
            await called.Task.WaitAsync(TestContext.Current.CancellationToken);
            await first.DisposeAsync();

            FakeAction again = new() { IsRepeatable = isRepeatable };
            await using ReactionHost second = await ReactionHost.StartAsync(reaction => reaction.Step(again), slo => slo.AddStore(_ => store), time);
            await second.BurnAsync();
            await second.UntilAsync(
                () => second.Status.Steps[0].State == (isRepeatable ? SloReactionStepState.Applied : SloReactionStepState.Unknown), "continued");
            Assert.Equal(isRepeatable ? 1 : 0, again.Calls.Count);
            Assert.All(again.Requests, request => Assert.Equal(action.Requests[0].Key, request.Key));
        }
    }

    // Without the record, a restart could do it twice.
    [Fact]
    public async Task Store_ThatFails_DelaysWhatMayNotBeRepeated_AndNothingElse()
    {
        SharedStore store = new() { Fails = true };
        FakeAction once = new();
        FakeAction often = new("b") { IsRepeatable = true };
        await using ReactionHost host = await ReactionHost.StartAsync(
            reaction => reaction.Step(once),
            slo => slo.AddStore(_ => store).AddReaction("other", reaction => reaction.On("checkout").Step(often)));
        await host.BurnAsync();
        await host.UntilAsync(() => often.Value == 0, "applied");
        Assert.Empty(once.Calls);

        store.Fails = false;
        await host.UntilAsync(() => once.Value == 0, "applied");
        Assert.Single(once.Calls);
    }

    [Fact]
    public async Task Decisions_PauseForceAndUndo_AndExpire()
    {
        FakeAction action = new();
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(action));
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await host.Reactions.DecideAsync("DRAIN", SloReactionOverrideKind.Pause, "we look", "ann", TimeSpan.FromMinutes(1), cancellationToken: cancellation);
        await host.UntilAsync(() => host.Status.Override?.Kind == SloReactionOverrideKind.Pause, "paused");
        await host.BurnAsync();
        Assert.Empty(action.Calls);
        await host.UntilAsync(() => action.Value == 0, "the pause expires");

        await host.Reactions.DecideAsync("drain", SloReactionOverrideKind.Undo, "false alarm", "ann", cancellationToken: cancellation);
        await host.UntilAsync(() => action.Value == 10, "undone");
        await host.HealAsync();
        await host.Reactions.ResumeAsync("drain", "done", "ann", cancellationToken: cancellation);
        await host.Reactions.DecideAsync("drain", SloReactionOverrideKind.Force, "drill", "ann", TimeSpan.FromSeconds(30), cancellationToken: cancellation);
        await host.UntilAsync(() => action.Value == 0, "forced");
        await host.UntilAsync(() => action.Value == 10, "undone");

        // A decision may be recorded after the first thing that it causes.
        Assert.Equal(
            "applied,applied,ended,ended,forced,paused,resumed,started,started,undo decided,undone,undone",
            string.Join(',', host.Ledger().Order(StringComparer.Ordinal)));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => host.Reactions.ResumeAsync("none", "x", cancellationToken: cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => host.Reactions.DecideAsync("drain", SloReactionOverrideKind.Pause, "x", null, TimeSpan.FromDays(8), cancellationToken: cancellation));
    }

    [Fact]
    public async Task Alert_FromElsewhere_StartsIt()
    {
        FakeAction action = new();
        await using ReactionHost host = await ReactionHost.StartAsync(reaction =>
        {
            reaction.Alerts.Add("CanaryErrors");
            reaction.Step(action);
        });
        SloAlertTransition fired = FromElsewhere(host);
        SloAlertDispatcher dispatcher = host.Services.GetRequiredService<SloAlertDispatcher>();
        dispatcher.Post(fired);
        await host.UntilAsync(() => action.Value == 0, "applied");

        dispatcher.Post(fired with { Kind = SloAlertTransitionKind.Resolved, Before = AlertSeverity.Page, After = null });
        await host.UntilAsync(() => action.Value == 10, "undone");
    }

    // Alertmanager repeats an alert after hours: a deployment must not undo what still has a reason.
    [Fact]
    public async Task Alert_FromElsewhere_OutlivesTheProcess()
    {
        SharedStore store = new();
        ManualTime time = new();
        FakeAction action = new();
        ReactionHost first = await ReactionHost.StartAsync(Declare, slo => slo.AddStore(_ => store), time);
        SloAlertTransition fired = FromElsewhere(first);
        first.Services.GetRequiredService<SloAlertDispatcher>().Post(fired);
        await first.UntilAsync(() => first.Status.Steps[0].State == SloReactionStepState.Applied, "applied");
        await Eventually.TrueAsync(
            async () => (await store.ReadReactionsAsync("", default)).Any(record => record.Name == "alert/CanaryErrors"), () => "kept");
        await first.DisposeAsync();

        await using ReactionHost second = await ReactionHost.StartAsync(Declare, slo => slo.AddStore(_ => store), time);
        for (var i = 0; i < 30; i++)
        {
            await second.UntilAsync(() => true, "a second");
        }

        Assert.Equal(["apply"], action.Calls);
        Assert.Equal(SloReactionState.Active, second.Status.State);
        second.Services.GetRequiredService<SloAlertDispatcher>()
            .Post(fired with { Kind = SloAlertTransitionKind.Resolved, Before = AlertSeverity.Page, After = null });
        await second.UntilAsync(() => action.Value == 10, "undone");

        void Declare(SloReaction reaction)
        {
            reaction.Alerts.Add("CanaryErrors");
            reaction.RecoverFor = TimeSpan.Zero;
            reaction.Step(action);
        }
    }

    [Fact]
    public async Task Reaction_RemovedWhileItIsActive_IsLogged_AndUndoneWhenItIsBack()
    {
        SharedStore store = new();
        ManualTime time = new();
        FakeAction action = new("haproxy web/canary");
        ReactionHost first = await ReactionHost.StartAsync(reaction => reaction.Step(action), slo => slo.AddStore(_ => store), time);
        await first.BurnAsync();
        await first.UntilAsync(() => first.Status.Steps[0].State == SloReactionStepState.Applied, "applied");
        await first.DisposeAsync();

        ReactionHost without = await ReactionHost.StartWithoutAsync(slo => slo.AddStore(_ => store), time);
        await Eventually.TrueAsync(() => without.Log.Lines.Any(line => line.Id.Id == 75), "logged");
        Assert.Contains("haproxy web/canary", without.Log.Lines.Single(line => line.Id.Id == 75).Message, StringComparison.Ordinal);
        await without.DisposeAsync();
        Assert.Equal(0, action.Value);

        await using ReactionHost back = await ReactionHost.StartAsync(reaction => reaction.Step(action), slo => slo.AddStore(_ => store), time);
        await back.UntilAsync(() => action.Value == 10, "undone");
        Assert.DoesNotContain(back.Log.Lines, line => line.Id.Id == 75);
    }

    private static SloAlertTransition FromElsewhere(ReactionHost host) => new()
    {
        Source = SloAlertSource.Alertmanager,
        Kind = SloAlertTransitionKind.Fired,
        At = host.Time.GetUtcNow(),
        Name = "CanaryErrors",
        Fingerprint = "f",
        After = AlertSeverity.Page,
        StartedAt = host.Time.GetUtcNow(),
    };

    private sealed class Received : ISloAlertHandler
    {
        private readonly List<SloAlertTransition> _all = [];

        public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
        {
            lock (_all)
            {
                _all.Add(transition);
            }

            return Task.CompletedTask;
        }

        internal IEnumerable<SloAlertTransition> Of(string name)
        {
            lock (_all)
            {
                return [.. _all.Where(transition => transition.Name == name)];
            }
        }
    }
}
