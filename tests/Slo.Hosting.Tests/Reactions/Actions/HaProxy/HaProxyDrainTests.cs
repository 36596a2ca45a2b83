using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions.Actions.HaProxy;

/// <summary>The last server that takes requests keeps them: on a real HAProxy.</summary>
public sealed class HaProxyDrainTests(HaProxyFixture fixture) : IClassFixture<HaProxyFixture>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HaProxyServer Proxy => fixture.Server;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(HaProxyServer.MissingReason is not null, HaProxyServer.MissingReason ?? "");
        foreach (var server in (string[])["canary weight 10", "canary state ready", "stable weight 90", "stable state ready"])
        {
            await Proxy.AskAsync($"set server shop/{server}");
        }

        await Proxy.AskAsync("set server checked/canary weight 10");
        await Proxy.AskAsync("set server checked/canary state ready");
    }

    public ValueTask DisposeAsync() => default;

    // HAProxy itself found that nothing listens where the other server should.
    [Theory]
    [InlineData("0", null, "weight is 10")]
    [InlineData("5%", null, "weight is 10")]
    [InlineData(null, "drain", "state is ready")]
    [InlineData(null, "maint", "state is ready")]
    public async Task Server_WhoseOthersAreDown_KeepsItsRequests(string? weight, string? state, string left)
    {
        await Eventually.TrueAsync(() => Proxy.AskAsync("show servers state checked").Result.Contains(" stable 127.0.0.1 0 ", StringComparison.Ordinal), "HAProxy has checked it");
        HaProxyAction action = Action("checked", weight, state);
        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);

        SloReactionResult applied = await action.ApplyAsync(ActionRequests.Of(memo), Cancel);

        Assert.Equal(
            (SloReactionOutcome.Failed, $"no other server of backend 'checked' is up and has weight: {left}, and is left as it is"),
            (applied.Outcome, applied.Text));
        Assert.Equal(memo, await action.PrepareAsync(ActionRequests.Of(), Cancel));

        // Fewer requests are not none.
        Assert.Equal(SloReactionOutcome.Done, (await Action("checked", "1", null).ApplyAsync(ActionRequests.Of(), Cancel)).Outcome);
    }

    [Theory]
    [InlineData("weight 0")]
    [InlineData("state drain")]
    [InlineData("state maint")]
    public async Task Server_WhoseOthersAreTakenAway_KeepsItsRequests(string other)
    {
        await Proxy.AskAsync($"set server shop/stable {other}");

        Assert.Equal(SloReactionOutcome.Failed, (await Action("shop", "0", null).ApplyAsync(ActionRequests.Of(), Cancel)).Outcome);
        Assert.StartsWith("10 ", await Proxy.AskAsync("get weight shop/canary"), StringComparison.Ordinal);
    }

    // What it was before may be nothing.
    [Fact]
    public async Task Undo_ThatWouldTakeTheLastServerAway_LeavesIt()
    {
        await Proxy.AskAsync("set server shop/canary weight 0");
        HaProxyAction action = Action("shop", "20", null);
        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);
        await action.ApplyAsync(ActionRequests.Of(memo), Cancel);
        await Proxy.AskAsync("set server shop/stable state maint");

        Assert.Equal(SloReactionOutcome.Failed, (await action.UndoAsync(ActionRequests.Of(memo), Cancel)).Outcome);

        await Proxy.AskAsync("set server shop/stable state ready");
        Assert.Equal("weight 20 -> 0", (await action.UndoAsync(ActionRequests.Of(memo), Cancel)).Text);
    }

    // The settings were edited between the change and its undo: another weight, or the state instead.
    [Theory]
    [InlineData("0", null)]
    [InlineData(null, "drain")]
    public async Task Undo_AfterAnEdit_RestoresWhatWasBefore(string? weight, string? state)
    {
        HaProxyAction action = Action("shop", "50%", null);
        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);
        await action.ApplyAsync(ActionRequests.Of(memo), Cancel);

        SloReactionResult undone = await Action("shop", weight, state).UndoAsync(ActionRequests.Of(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weight 5 -> 10"), (undone.Outcome, undone.Text));
    }

    // A call that is repeated after an edit sets the new weight, and its undo has the memo of the first one.
    [Fact]
    public async Task Undo_OfACallThatWasRepeatedAfterAnEdit_RestoresWhatWasBefore()
    {
        var memo = await Action("shop", "5", null).PrepareAsync(ActionRequests.Of(), Cancel);
        await Action("shop", "0", null).ApplyAsync(ActionRequests.Of(memo), Cancel);

        Assert.Equal("weight 0 -> 10", (await Action("shop", "0", null).UndoAsync(ActionRequests.Of(memo), Cancel)).Text);
    }

    // As it was kept before it had what was set.
    [Theory]
    [InlineData("0", null, "10", "weight 0 -> 10")]
    [InlineData("5", null, "10", "weight is 0, neither 5 as set nor 10 as before: it was changed since, and is left as it is")]
    [InlineData(null, "drain", "ready", "state is ready already")]
    public async Task Undo_WithAMemoOfTheFirstVersion_ComparesWithTheSettings(string? weight, string? state, string memo, string result)
    {
        await Action("shop", "0", null).ApplyAsync(ActionRequests.Of(memo), Cancel);

        Assert.Equal(result, (await Action("shop", weight, state).UndoAsync(ActionRequests.Of(memo), Cancel)).Text);
    }

    private HaProxyAction Action(string backend, string? weight, string? state) =>
        new() { Address = Proxy.Socket, Backend = backend, Server = "canary", Weight = weight, State = state };
}
