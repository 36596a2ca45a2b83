using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Slo.Yarp.Tests;

/// <summary>The action on a real YARP, seen by its requests.</summary>
public sealed class YarpDestinationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Of 400 requests about 100: beyond 150 by chance once in 10 million runs.
    [Fact]
    public async Task Requests_AreSpreadByTheWeightsOfTheConfiguration()
    {
        await using Proxy proxy = await Proxy.StartAsync(stable: "75", canary: "25");

        Assert.InRange((await proxy.AnswersAsync(400)).Canary, 50, 150);
    }

    [Fact]
    public async Task Weight_SetTo0_TakesAllRequestsAwayAndUndoBringsThemBack()
    {
        await using Proxy proxy = await Proxy.StartAsync(stable: "50", canary: "50");
        YarpDestinationAction action = proxy.Action(0);
        Assert.Empty(((SloReactionAction)action).GetFaults());
        Assert.Null(await action.CheckAsync(Cancel));

        var memo = await action.PrepareAsync(Request(), Cancel);
        SloReactionResult applied = await action.ApplyAsync(Request(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weight 50 -> 0"), (applied.Outcome, applied.Text));
        Assert.Equal((60, 0), await proxy.AnswersAsync(60));
        SloReactionResult undone = await action.UndoAsync(Request(memo), Cancel);
        Assert.Equal((SloReactionOutcome.Done, "weight 0 -> 50"), (undone.Outcome, undone.Text));
        Assert.InRange((await proxy.AnswersAsync(60)).Canary, 1, 59);
    }

    // Without weights all destinations get the same, as with 1 each.
    [Fact]
    public async Task Weight_WithoutMetadata_Is1()
    {
        await using Proxy proxy = await Proxy.StartAsync(stable: null, canary: null);

        Assert.Equal("weight 1 -> 3", (await proxy.Action(3).ApplyAsync(Request(), Cancel)).Text);
    }

    // A session that sticks to the destination gets no more requests there either.
    [Fact]
    public async Task Weight_SetTo0_TakesRequestsOfStickySessionsToo()
    {
        await using Proxy proxy = await Proxy.StartAsync(
            cluster => cluster with { SessionAffinity = new SessionAffinityConfig { Enabled = true, AffinityKeyName = "sticky", Policy = "HashCookie", FailurePolicy = "Redistribute" } },
            stable: "0", canary: "10");
        Assert.Equal("canary", await proxy.AnswerWithCookiesAsync());
        await proxy.Action(5, "stable").ApplyAsync(Request(), Cancel);
        Assert.Equal("canary", await proxy.AnswerWithCookiesAsync());

        await proxy.Action(0).ApplyAsync(Request(), Cancel);

        Assert.Equal("stable", await proxy.AnswerWithCookiesAsync());
    }

    [Fact]
    public async Task Weight_OfTheLastDestination_CannotBe0()
    {
        await using Proxy proxy = await Proxy.StartAsync(stable: "0", canary: "10");

        SloReactionResult applied = await proxy.Action(0).ApplyAsync(Request(), Cancel);

        Assert.Equal((SloReactionOutcome.Failed, "no other destination of cluster 'shop' is available and has weight"), (applied.Outcome, applied.Text));
        Assert.Equal((0, 20), await proxy.AnswersAsync(20));
    }

    // Weights alone do not say that the other destination answers.
    [Theory]
    [InlineData(DestinationHealth.Unhealthy, SloReactionOutcome.Failed)]
    [InlineData(DestinationHealth.Healthy, SloReactionOutcome.Done)]
    public async Task Weight_OfTheLastAvailableDestination_CannotBe0(DestinationHealth health, SloReactionOutcome outcome)
    {
        await using Proxy proxy = await Proxy.StartAsync(
            cluster => cluster with { HealthCheck = new HealthCheckConfig { Passive = new PassiveHealthCheckConfig { Enabled = true } } });
        proxy.Report("stable", health);

        SloReactionResult applied = await proxy.Action(0).ApplyAsync(Request(), Cancel);

        Assert.Equal(outcome, applied.Outcome);
        Assert.Equal(outcome == SloReactionOutcome.Failed ? (0, 20) : (20, 0), await proxy.AnswersAsync(20));
        Assert.Equal(SloReactionOutcome.Done, (await proxy.Action(3).ApplyAsync(Request(), Cancel)).Outcome);
    }

    // An undo can take all traffic away too.
    [Fact]
    public async Task Undo_ToAWeightOf0WithoutAnotherDestination_LeavesIt()
    {
        await using Proxy proxy = await Proxy.StartAsync(stable: "90", canary: "0");
        YarpDestinationAction action = proxy.Action(10);
        var memo = await action.PrepareAsync(Request(), Cancel);
        await action.ApplyAsync(Request(memo), Cancel);
        await proxy.Action(0, "stable").ApplyAsync(Request(), Cancel);

        Assert.Equal(
            (SloReactionOutcome.Failed, "no other destination of cluster 'shop' is available and has weight"), await OutcomeAsync(action.UndoAsync(Request(memo), Cancel)));
        Assert.Equal((0, 20), await proxy.AnswersAsync(20));
    }

    // The settings were edited between the change and its undo.
    [Fact]
    public async Task Undo_AfterAnEditOfTheWeight_RestoresWhatWasBefore()
    {
        await using Proxy proxy = await Proxy.StartAsync();
        var memo = await proxy.Action(5).PrepareAsync(Request(), Cancel);
        await proxy.Action(5).ApplyAsync(Request(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weight 5 -> 10"), await OutcomeAsync(proxy.Action(0).UndoAsync(Request(memo), Cancel)));
    }

    [Fact]
    public async Task Undo_RestoresAWeightThatWasSetBefore()
    {
        await using Proxy proxy = await Proxy.StartAsync();
        await proxy.Action(7).ApplyAsync(Request(), Cancel);
        YarpDestinationAction action = proxy.Action(0);
        var memo = await action.PrepareAsync(Request(), Cancel);

        await action.ApplyAsync(Request(memo), Cancel);
        SloReactionResult undone = await action.UndoAsync(Request(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weight 0 -> 7"), (undone.Outcome, undone.Text));
        Assert.Equal("weight is 7 already", (await proxy.Action(7).ApplyAsync(Request(), Cancel)).Text);
    }

    [Fact]
    public async Task Undo_OfWhatSomebodyChangedSince_LeavesItAndSaysWhatItFound()
    {
        await using Proxy proxy = await Proxy.StartAsync();
        YarpDestinationAction action = proxy.Action(0);
        var memo = await action.PrepareAsync(Request(), Cancel);
        await action.ApplyAsync(Request(memo), Cancel);
        await proxy.Action(3).ApplyAsync(Request(), Cancel);

        SloReactionResult undone = await action.UndoAsync(Request(memo), Cancel);

        Assert.Equal(
            (SloReactionOutcome.Failed, "weight is 3, neither 0 as set nor configured as before: it was changed since, and is left as it is"),
            (undone.Outcome, undone.Text));
    }

    // The memory of the process before is gone.
    [Fact]
    public async Task Undo_AfterARestart_FindsTheWeightOfTheConfiguration()
    {
        await using Proxy proxy = await Proxy.StartAsync();

        Assert.Equal("weight is 10 already", (await proxy.Action(0).UndoAsync(Request("configured"), Cancel)).Text);
        Assert.Equal(
            (SloReactionOutcome.Failed, "the weight of the configuration holds: it was changed since, and is left as it is"),
            await OutcomeAsync(proxy.Action(0).UndoAsync(Request("7"), Cancel)));
        Assert.Equal((SloReactionOutcome.Failed, "what the weight was before is not known"), await OutcomeAsync(proxy.Action(0).UndoAsync(Request("x"), Cancel)));
        Assert.Equal((SloReactionOutcome.Failed, "what the weight was before is not known"), await OutcomeAsync(proxy.Action(0).UndoAsync(Request(), Cancel)));
    }

    [Fact]
    public async Task Reload_OfTheConfiguration_KeepsWhatWasSet()
    {
        await using Proxy proxy = await Proxy.StartAsync();
        await proxy.Action(0).ApplyAsync(Request(), Cancel);

        proxy.Reload("1", "50");
        await Eventually.TrueAsync(() => proxy.ConfiguredWeight("stable") == "1", "the configuration is loaded");

        Assert.Equal((40, 0), await proxy.AnswersAsync(40));
    }

    [Theory]
    [InlineData("101x")]
    [InlineData("-1")]
    [InlineData("10001")]
    [InlineData("")]
    public async Task Configuration_WithAWeightThatIsNone_IsRefused(string weight)
    {
        Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => Proxy.StartAsync(canary: weight));

        Assert.Contains($"shop:Destinations:canary:Metadata:weight '{weight}': must be a whole number from 0 to 10000", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shopp", "canary", "Cluster 'shopp': there is no such cluster; write one of shop")]
    [InlineData("shop", "canery", "Destination 'canery': there is no such destination in cluster 'shop'; write one of canary, stable")]
    public async Task Name_ThatTheProxyDoesNotHave_IsNamedByTheCheckAndFails(string cluster, string destination, string problem)
    {
        await using Proxy proxy = await Proxy.StartAsync();
        YarpDestinationAction action = proxy.Action(0, destination);
        action.Cluster = cluster;

        Assert.Equal(problem, await action.CheckAsync(Cancel));
        Assert.Equal((SloReactionOutcome.Failed, problem), await OutcomeAsync(action.ApplyAsync(Request(), Cancel)));
        Assert.Equal((SloReactionOutcome.Failed, problem), await OutcomeAsync(action.UndoAsync(Request("configured"), Cancel)));
    }

    [Fact]
    public async Task Cluster_ThatIsNotBalancedByWeight_IsAProblem()
    {
        await using Proxy proxy = await Proxy.StartAsync(cluster => cluster with { LoadBalancingPolicy = "RoundRobin" });

        Assert.Equal("Cluster 'shop': is not balanced by weight; write \"LoadBalancingPolicy\": \"SloWeighted\" there", await proxy.Action(0).CheckAsync(Cancel));
    }

    [Fact]
    public async Task Host_WithoutWeights_IsAProblem()
    {
        await using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        YarpDestinationAction action = new(services) { Cluster = "shop", Destination = "canary" };

        Assert.Equal("Cluster 'shop': cannot be changed without weights; call AddReverseProxy().AddSloWeights()", await action.CheckAsync(Cancel));
        Assert.Equal("v2 configured 0", await action.PrepareAsync(Request(), Cancel));
    }

    [Fact]
    public async Task Action_SaysWhatItDoesAndWhatItChanges()
    {
        await using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        YarpDestinationAction action = new(services) { Cluster = "shop", Destination = "canary" };

        Assert.Equal(("yarp shop/canary of this instance", "set the weight of shop/canary to 0"), (action.Resource, action.ToString()));
        Assert.True(((SloReactionAction)action).EndsWithProcess);
        Assert.Equal(
            ["Cluster: is missing; write the id of a cluster of the proxy", "Destination: is missing; write the id of a destination of the cluster"],
            ((SloReactionAction)new YarpDestinationAction(services)).GetFaults());
    }

    private static async Task<(SloReactionOutcome, string)> OutcomeAsync(Task<SloReactionResult> call)
    {
        SloReactionResult result = await call;
        return (result.Outcome, result.Text);
    }

    private static SloReactionRequest Request(string? memo = null) => new("shop-canary", 1, "checkout", "burns", "shop-canary/1/7") { Memo = memo };
}
