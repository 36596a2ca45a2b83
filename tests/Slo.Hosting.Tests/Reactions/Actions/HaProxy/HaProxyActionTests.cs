using System.Net;
using Slo.Hosting.Reactions.Actions.HaProxy;
using Slo.Hosting.Tests.Notifications;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions.Actions.HaProxy;

/// <summary>The action on a real HAProxy.</summary>
public sealed class HaProxyActionTests(HaProxyFixture fixture) : IClassFixture<HaProxyFixture>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HaProxyServer Proxy => fixture.Server;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(HaProxyServer.MissingReason is not null, HaProxyServer.MissingReason ?? "");
        foreach (var server in (string[])["shop/canary weight 10", "shop/canary state ready", "shop/stable weight 90", "shop/stable state ready"])
        {
            await Proxy.AskAsync($"set server {server}");
        }
    }

    public ValueTask DisposeAsync() => default;

    // Both ways to the runtime API, and the weight as a number and as a share.
    [Theory]
    [InlineData(false, "0", "0")]
    [InlineData(true, "0", "0")]
    [InlineData(false, "25", "25")]
    [InlineData(true, "256", "256")]
    [InlineData(false, "50%", "5")]
    [InlineData(false, "0%", "0")]
    public async Task Weight_AppliedAndUndone_IsThatOfBefore(bool isTcp, string weight, string applied)
    {
        // Not the weight of the configuration: an undo that restores that one fails here.
        await Proxy.AskAsync("set server shop/canary weight 7");
        HaProxyAction action = Weight(weight);
        action.Address = isTcp ? Proxy.Tcp : Proxy.Socket;

        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);
        SloReactionResult done = await action.ApplyAsync(ActionRequests.Of(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, $"weight 7 -> {applied}"), (done.Outcome, done.Text));
        Assert.Equal(applied, await WeightNowAsync());
        SloReactionResult undone = await action.UndoAsync(ActionRequests.Of(memo), Cancel);
        Assert.Equal((SloReactionOutcome.Done, $"weight {applied} -> 7"), (undone.Outcome, undone.Text));
        Assert.Equal("7", await WeightNowAsync());
    }

    [Theory]
    [InlineData("drain", "ready")]
    [InlineData("maint", "ready")]
    [InlineData("maint", "drain")]
    [InlineData("ready", "maint")]
    [InlineData("ready", "drain")]
    public async Task State_AppliedAndUndone_IsThatOfBefore(string state, string before)
    {
        await Proxy.AskAsync($"set server shop/canary state {before}");
        HaProxyAction action = new() { Address = Proxy.Socket, Backend = "shop", Server = "canary", State = state };

        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);
        SloReactionResult done = await action.ApplyAsync(ActionRequests.Of(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, $"state {before} -> {state}"), (done.Outcome, done.Text));
        Assert.Equal($"v2 state {state} {state}", await action.PrepareAsync(ActionRequests.Of(), Cancel));
        Assert.Equal(SloReactionOutcome.Done, (await action.UndoAsync(ActionRequests.Of(memo), Cancel)).Outcome);
        Assert.Equal($"v2 state {before} {state}", await action.PrepareAsync(ActionRequests.Of(), Cancel));
    }

    // Load on two real servers behind it: the numbers that HAProxy answers are not all that counts.
    [Fact]
    public async Task Weight_SetTo0UnderRequests_SendsNoMoreToTheServer()
    {
        await using Receiver stable = await Receiver.StartAsync(200);
        await using Receiver canary = await Receiver.StartAsync(200);
        await using HaProxyServer proxy = await HaProxyServer.StartAsync(stable.Address.Port, canary.Address.Port);
        HaProxyAction action = Weight("0");
        action.Address = proxy.Socket;
        await RequestAsync(proxy, 50);
        Assert.NotEmpty(canary.Requests);

        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);
        await action.ApplyAsync(ActionRequests.Of(memo), Cancel);
        var before = canary.Requests.Count;
        await RequestAsync(proxy, 50);

        Assert.Equal(before, canary.Requests.Count);
        await action.UndoAsync(ActionRequests.Of(memo), Cancel);
        await RequestAsync(proxy, 50);
        Assert.True(canary.Requests.Count > before);
    }

    [Fact]
    public async Task Call_RepeatedAfterALostAnswer_ChangesNothingMore()
    {
        HaProxyAction action = Weight("0");
        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);
        await action.ApplyAsync(ActionRequests.Of(memo), Cancel);

        SloReactionResult again = await action.ApplyAsync(ActionRequests.Of(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weight is 0 already"), (again.Outcome, again.Text));
        await action.UndoAsync(ActionRequests.Of(memo), Cancel);
        SloReactionResult undone = await action.UndoAsync(ActionRequests.Of(memo), Cancel);
        Assert.Equal((SloReactionOutcome.Done, "weight is 10 already"), (undone.Outcome, undone.Text));
    }

    [Fact]
    public async Task Undo_OfWhatSomebodyChangedSince_LeavesItAndSaysWhatItFound()
    {
        HaProxyAction action = Weight("0");
        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);
        await action.ApplyAsync(ActionRequests.Of(memo), Cancel);
        await Proxy.AskAsync("set server shop/canary weight 3");

        SloReactionResult undone = await action.UndoAsync(ActionRequests.Of(memo), Cancel);

        Assert.Equal(
            (SloReactionOutcome.Failed, "weight is 3, neither 0 as set nor 10 as before: it was changed since, and is left as it is"),
            (undone.Outcome, undone.Text));
        Assert.Equal("3", await WeightNowAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("257")]
    [InlineData("-1")]
    [InlineData("v2 weight 10 257")]
    [InlineData("v2 weight ready 0")]
    [InlineData("v2 addr 10 0")]
    [InlineData("v2 weight 10")]
    [InlineData("v3 weight 10 0")]
    [InlineData("v2 weight 10 0 ;")]
    [InlineData("v2 weight 5;disable 0")]
    [InlineData("5; disable server shop/stable")]
    [InlineData("5\ndisable server shop/stable")]
    public async Task Undo_WithAMemoThatIsNoWeight_SendsNothing(string? memo)
    {
        HaProxyAction action = Weight("0");
        await action.ApplyAsync(ActionRequests.Of("10"), Cancel);

        SloReactionResult undone = await action.UndoAsync(ActionRequests.Of(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Failed, "what the weight was before is not known"), (undone.Outcome, undone.Text));
        Assert.Equal("0", await WeightNowAsync());
        Assert.Equal("v2 state ready maint", await new HaProxyAction { Address = Proxy.Socket, Backend = "shop", Server = "stable", State = "maint" }
            .PrepareAsync(ActionRequests.Of(), Cancel));
    }

    [Theory]
    [InlineData("shop", "canery", "Server 'canery': there is no server 'canery' in backend 'shop'; write one of stable, canary")]
    [InlineData("shopp", "canary", "Backend 'shopp': there is no backend 'shopp'; write one that HAProxy has")]
    public async Task Name_ThatHaProxyDoesNotHave_IsNamedByTheCheckAndFails(string backend, string server, string problem)
    {
        HaProxyAction action = new() { Address = Proxy.Socket, Backend = backend, Server = server, Weight = "0" };

        Assert.Equal(problem, await action.CheckAsync(Cancel));
        Assert.Null(await action.PrepareAsync(ActionRequests.Of(), Cancel));
        SloReactionResult applied = await action.ApplyAsync(ActionRequests.Of(), Cancel);
        Assert.Equal((SloReactionOutcome.Failed, problem[(problem.IndexOf(':', StringComparison.Ordinal) + 2)..]), (applied.Outcome, applied.Text));
    }

    [Fact]
    public async Task Check_OfAServerThatIsThere_FindsNothing() => Assert.Null(await Weight("0").CheckAsync(Cancel));

    [Fact]
    public async Task Socket_ForReadingOnly_IsAProblemAtStartAndFails()
    {
        HaProxyAction action = Weight("0");
        action.Address = Proxy.ReadOnlySocket;

        Assert.Equal(
            $"Address '{Proxy.ReadOnlySocket}': must lead to a socket that may change servers; write 'level admin' on its line 'stats socket'",
            await action.CheckAsync(Cancel));
        SloReactionResult applied = await action.ApplyAsync(ActionRequests.Of("10"), Cancel);
        Assert.Equal((SloReactionOutcome.Failed, "HAProxy refused: Permission denied"), (applied.Outcome, applied.Text));
    }

    [Fact]
    public async Task Weight_OfAStaticBackend_FailsWithTheReasonOfHaProxy()
    {
        HaProxyAction action = new() { Address = Proxy.Socket, Backend = "fixed", Server = "one", Weight = "5" };

        SloReactionResult applied = await action.ApplyAsync(ActionRequests.Of("10"), Cancel);

        Assert.Equal(SloReactionOutcome.Failed, applied.Outcome);
        Assert.StartsWith("HAProxy refused: Backend is using a static LB algorithm", applied.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_OfAHaProxyThatIsGone_IsRetriedAndNoProblemAtStart()
    {
        await using HaProxyServer proxy = await HaProxyServer.StartAsync();
        HaProxyAction action = Weight("0");
        action.Address = proxy.Socket;
        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);
        await proxy.KillAsync();

        SloReactionResult refused = await action.ApplyAsync(ActionRequests.Of(memo), Cancel);
        Assert.Equal((SloReactionOutcome.Retry, "no connection (ConnectionRefused)"), (refused.Outcome, refused.Text));
        Assert.Null(await action.CheckAsync(Cancel));
        await Assert.ThrowsAsync<RuntimeApiException>(() => action.PrepareAsync(ActionRequests.Of(), Cancel));

        File.Delete(proxy.Socket.LocalPath);
        Assert.Equal(SloReactionOutcome.Retry, (await action.ApplyAsync(ActionRequests.Of(memo), Cancel)).Outcome);
        Assert.Null(await action.CheckAsync(Cancel));

        await proxy.StartAgainAsync();
        Assert.Equal("weight 10 -> 0", (await action.ApplyAsync(ActionRequests.Of(memo), Cancel)).Text);
    }

    [Fact]
    public async Task Undo_AfterARestartOfHaProxy_FindsTheWeightOfItsConfiguration()
    {
        await using HaProxyServer proxy = await HaProxyServer.StartAsync();
        HaProxyAction action = Weight("0");
        action.Address = proxy.Socket;
        var memo = await action.PrepareAsync(ActionRequests.Of(), Cancel);
        await action.ApplyAsync(ActionRequests.Of(memo), Cancel);
        await proxy.KillAsync();
        await proxy.StartAgainAsync();

        SloReactionResult undone = await action.UndoAsync(ActionRequests.Of(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weight is 10 already"), (undone.Outcome, undone.Text));
    }

    private static async Task RequestAsync(HaProxyServer proxy, int count)
    {
        using HttpClient client = new();
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(proxy.Web, Cancel)).StatusCode);
        }
    }

    private HaProxyAction Weight(string weight) => new() { Address = Proxy.Socket, Backend = "shop", Server = "canary", Weight = weight };

    private async Task<string> WeightNowAsync() => (await Proxy.AskAsync("get weight shop/canary")).Split(' ')[0];
}
