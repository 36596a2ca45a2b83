using Xunit;

namespace Slo.Hosting.Tests.Reactions.Actions.Delegates;

public sealed class DelegateActionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_ReachTheMethodsWithTheirRequest()
    {
        List<string> calls = [];
        DelegateAction action = new(
            "feature recommendations",
            (request, _) => Call("apply", request, SloReactionResult.Done("off")),
            (request, _) => Call("undo", request, SloReactionResult.Retry("busy")))
        {
            Prepare = (request, _) => Task.FromResult<string?>($"was on for {request.Objective}"),
        };

        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);
        SloReactionResult applied = await action.ApplyAsync(ActionRequests.Of(memo), Cancel);
        SloReactionResult undone = await action.UndoAsync(ActionRequests.Of(memo, "other"), Cancel);

        Assert.Equal((SloReactionOutcome.Done, SloReactionOutcome.Retry), (applied.Outcome, undone.Outcome));
        Assert.Equal(["apply shop-degrade/1/apply/7 was on for checkout", "undo other was on for checkout"], calls);
        Assert.True(action is { CanUndo: true, IsIdempotent: false });

        Task<SloReactionResult> Call(string name, SloReactionRequest request, SloReactionResult result)
        {
            calls.Add($"{name} {request.Key} {request.Memo}");
            return Task.FromResult(result);
        }
    }

    [Fact]
    public async Task Action_WithoutUndo_CannotUndo()
    {
        DelegateAction action = new("cache", (_, _) => Task.FromResult(SloReactionResult.Done("emptied"))) { Idempotent = true, Description = "empty the cache" };

        Assert.True(action is { CanUndo: false, IsIdempotent: true });
        Assert.Equal(("cache", "empty the cache"), (action.Resource, action.ToString()));
        Assert.Equal(SloReactionOutcome.Failed, (await action.UndoAsync(ActionRequests.Of(), Cancel)).Outcome);
        Assert.Null(await action.PrepareAsync(ActionRequests.Of(), Cancel));
        Assert.Equal("change other", new DelegateAction("other", (_, _) => Task.FromResult(SloReactionResult.Done(""))).ToString());
        Assert.Throws<ArgumentException>(() => new DelegateAction(" ", (_, _) => Task.FromResult(SloReactionResult.Done(""))));
    }
}
