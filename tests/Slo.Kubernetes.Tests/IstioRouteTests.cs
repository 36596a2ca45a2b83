using System.Text.Json.Nodes;
using Slo.Kubernetes.Routes;
using Xunit;

namespace Slo.Kubernetes.Tests;

/// <summary>The action on a stand-in for the API server that has its rules.</summary>
public sealed class IstioRouteTests : IAsyncLifetime
{
    private ApiServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync();
        _server.Put(Samples.VirtualServicePath, Samples.VirtualService);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Canary_At10_GoesTo0AndBack()
    {
        JsonObject before = _server.Get(Samples.VirtualServicePath);
        IstioRouteAction action = Action();
        Assert.Empty(((SloReactionAction)action).GetFaults());

        var memo = await action.PrepareAsync(Request(), Cancel);
        SloReactionResult applied = await action.ApplyAsync(Request(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weights shop/stable 90, shop/canary 10 -> shop/stable 100, shop/canary 0"), (applied.Outcome, applied.Text));
        Assert.Equal([100, 0], Weights());
        SloReactionResult undone = await action.UndoAsync(Request(memo), Cancel);
        Assert.Equal((SloReactionOutcome.Done, "weights shop/stable 100, shop/canary 0 -> shop/stable 90, shop/canary 10"), (undone.Outcome, undone.Text));

        // Everything else is as it was, also what this library does not know.
        JsonObject after = _server.Get(Samples.VirtualServicePath);
        before["metadata"]!["resourceVersion"] = (string?)after["metadata"]!["resourceVersion"];
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
    }

    [Fact]
    public async Task Requests_HaveTheMethodPathTypeVersionAndBodyOfKubernetes()
    {
        var version = (string?)_server.Get(Samples.VirtualServicePath)["metadata"]!["resourceVersion"];

        await Action().ApplyAsync(Request(), Cancel);

        Assert.Equal(
            [("GET", Samples.VirtualServicePath, "", ""), ("PATCH", Samples.VirtualServicePath, "?fieldManager=slo", "application/merge-patch+json")],
            _server.Calls.Select(call => (call.Method, call.Path, call.Query, call.ContentType)));
        Assert.All(_server.Calls, call => Assert.Equal($"Bearer {ApiServer.Token}", call.Authorization));
        JsonObject body = _server.Calls[1].Body!;
        Assert.Equal(version, _server.Calls[1].Version);
        Assert.Equal(["metadata", "spec"], body.Select(member => member.Key));
        Assert.Equal("""{"resourceVersion":"VERSION"}""".Replace("VERSION", version, StringComparison.Ordinal), body["metadata"]!.ToJsonString());
        Assert.Equal(["http"], body["spec"]!.AsObject().Select(member => member.Key));
        Assert.Equal(
            """[{"destination":{"host":"shop","subset":"stable"},"weight":100,"headers":{"request":{"set":{"x":"1"}}}},{"destination":{"host":"shop","subset":"canary"},"weight":0}]""",
            body["spec"]!["http"]![1]!["route"]!.ToJsonString());
    }

    // Somebody changes the object between the reading and the patch: a patch that ignores it would undo what they did.
    [Fact]
    public async Task Object_ChangedByAnotherMeanwhile_IsReadAgainAndDecidedAnew()
    {
        _server.Before = (number, _) =>
        {
            if (number == 2)
            {
                _server.Put(Samples.VirtualServicePath, Samples.VirtualService.Replace("2.50s", "9s", StringComparison.Ordinal)
                    .Replace("\"weight\": 90", "\"weight\": 70", StringComparison.Ordinal).Replace("\"weight\": 10", "\"weight\": 30", StringComparison.Ordinal));
            }

            return Task.FromResult<int?>(null);
        };

        SloReactionResult applied = await Action().ApplyAsync(Request(), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weights shop/stable 70, shop/canary 30 -> shop/stable 100, shop/canary 0"), (applied.Outcome, applied.Text));
        Assert.Equal(["GET", "PATCH", "GET", "PATCH"], _server.Calls.Select(call => call.Method));
        Assert.NotEqual(_server.Calls[1].Version, _server.Calls[3].Version);
        Assert.Equal("9s", (string?)_server.Get(Samples.VirtualServicePath)["spec"]!["http"]![1]!["timeout"]);
    }

    [Fact]
    public async Task Object_ChangedByOthersEachTime_IsLeftAfterAFewTriesAndRetriedLater()
    {
        _server.Before = (_, call) => Task.FromResult<int?>(call.Method == "PATCH" ? 409 : null);

        SloReactionResult applied = await Action().ApplyAsync(Request(), Cancel);

        Assert.Equal((SloReactionOutcome.Retry, "others changed VirtualService shop/shop 5 times at the same time"), (applied.Outcome, applied.Text));
        Assert.Equal(2 * RouteObject.MaximumTries, _server.Calls.Count);
        Assert.Equal([90, 10], Weights());
    }

    [Fact]
    public async Task Undo_OfWhatSomebodyChangedSince_LeavesItAndSaysWhatItFound()
    {
        IstioRouteAction action = Action();
        var memo = await action.PrepareAsync(Request(), Cancel);
        await action.ApplyAsync(Request(memo), Cancel);
        _server.Put(Samples.VirtualServicePath, Samples.VirtualService.Replace("\"weight\": 90", "\"weight\": 95", StringComparison.Ordinal)
            .Replace("\"weight\": 10", "\"weight\": 5", StringComparison.Ordinal));

        SloReactionResult undone = await action.UndoAsync(Request(memo), Cancel);

        Assert.Equal(
            (SloReactionOutcome.Failed, "weights are shop/stable 95, shop/canary 5, neither shop/stable 100, shop/canary 0 as set nor shop/stable 90, "
                + "shop/canary 10 as before: they were changed since, and are left as they are"),
            (undone.Outcome, undone.Text));
        Assert.Equal([95, 5], Weights());
    }

    [Fact]
    public async Task Undo_AfterADestinationWasAdded_LeavesIt()
    {
        IstioRouteAction action = Action();
        var memo = await action.PrepareAsync(Request(), Cancel);
        await action.ApplyAsync(Request(memo), Cancel);
        JsonObject changed = _server.Get(Samples.VirtualServicePath);
        changed["spec"]!["http"]![1]!["route"]!.AsArray().Add(JsonNode.Parse("""{ "destination": { "host": "shop", "subset": "next" }, "weight": 0 }"""));
        _server.Put(Samples.VirtualServicePath, changed.ToJsonString());

        Assert.Equal(SloReactionOutcome.Failed, (await action.UndoAsync(Request(memo), Cancel)).Outcome);
        Assert.Equal([100, 0, 0], Weights());
    }

    [Fact]
    public async Task Call_RepeatedAfterALostAnswer_ChangesNothingMore()
    {
        IstioRouteAction action = Action();
        var memo = await action.PrepareAsync(Request(), Cancel);
        await action.ApplyAsync(Request(memo), Cancel);
        var version = (string?)_server.Get(Samples.VirtualServicePath)["metadata"]!["resourceVersion"];

        SloReactionResult again = await action.ApplyAsync(Request(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weights are shop/stable 100, shop/canary 0 already"), (again.Outcome, again.Text));
        Assert.Equal(version, (string?)_server.Get(Samples.VirtualServicePath)["metadata"]!["resourceVersion"]);
        await action.UndoAsync(Request(memo), Cancel);
        SloReactionResult undone = await action.UndoAsync(Request(memo), Cancel);
        Assert.Equal((SloReactionOutcome.Done, "weights are shop/stable 90, shop/canary 10 already"), (undone.Outcome, undone.Text));
        Assert.Equal([90, 10], Weights());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[\"v3\",0,[[\"shop/stable\",90,100],[\"shop/canary\",10,0]]]")]
    [InlineData("[\"v2\",0,[[\"shop/stable\",90,100],[\"shop/canary\",10,-1]]]")]
    [InlineData("[\"v2\",0]")]
    [InlineData("[0,[[\"shop/stable\"]]]")]
    [InlineData("[0,[[\"shop/stable\",-1],[\"shop/canary\",10]]]")]
    [InlineData("[0,[[\"shop/stable\",\"x\"],[\"shop/canary\",10]]]")]
    [InlineData("{\"a\":1}")]
    public async Task Undo_WithAMemoThatIsNone_AsksForNothing(string? memo)
    {
        SloReactionResult undone = await Action().UndoAsync(Request(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Failed, "what the weights were before is not known"), (undone.Outcome, undone.Text));
        Assert.Empty(_server.Calls);
    }

    [Theory]
    [InlineData("primary", "canary", null)]
    [InlineData("primary", "shop/canary", null)]
    [InlineData("1", "canary", null)]
    [InlineData("primary", "canery", "Destination 'canery': is not in the route; write one of shop/stable, shop/canary")]
    [InlineData("primary", "shop", "Destination 'shop': is the name of 2 destinations of the route; write one of shop/stable, shop/canary")]
    [InlineData("secondary", "canary", "Route 'secondary': VirtualService 'shop' has 2 HTTP routes; write one of assets, primary")]
    [InlineData("2", "canary", "Route '2': VirtualService 'shop' has 2 HTTP routes; write one of assets, primary")]
    [InlineData(null, "canary", "Route '': VirtualService 'shop' has 2 HTTP routes; write one of assets, primary")]
    public async Task Route_OrDestinationThatIsMissing_IsNamedByTheCheckAndFails(string? route, string destination, string? problem)
    {
        IstioRouteAction action = Action();
        (action.Route, action.Destination) = (route, destination);

        Assert.Equal(problem, await action.CheckAsync(Cancel));
        SloReactionResult applied = await action.ApplyAsync(Request(), Cancel);
        Assert.Equal(problem is null ? SloReactionOutcome.Done : SloReactionOutcome.Failed, applied.Outcome);
        Assert.EndsWith(problem is null ? "" : applied.Text, problem ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_ThatIsMissing_IsAProblemAtStartAndFails()
    {
        IstioRouteAction action = Action();
        action.Name = "shopp";

        Assert.Equal("Name 'shopp': the API server answered 404: \"shopp\" not found", await action.CheckAsync(Cancel));
        Assert.Null(await action.PrepareAsync(Request(), Cancel));
        Assert.Equal(SloReactionOutcome.Failed, (await action.ApplyAsync(Request(), Cancel)).Outcome);
    }

    // A service account that may read and not change is found at start.
    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    public async Task Permission_ThatIsMissing_IsAProblemAtStartAndFails(string method)
    {
        _server.Before = (_, call) => Task.FromResult<int?>(call.Method == method ? 403 : null);

        Assert.Equal(
            "Name 'shop': the API server answered 403: planned 403 for Bearer (secret); allow the verbs get and patch (docs/actions.md)",
            await Action().CheckAsync(Cancel));
        SloReactionResult applied = await Action().ApplyAsync(Request(), Cancel);
        Assert.Equal(SloReactionOutcome.Failed, applied.Outcome);
        Assert.DoesNotContain(ApiServer.Token, applied.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfARouteThatIsThere_ChangesNothing()
    {
        Assert.Null(await Action().CheckAsync(Cancel));

        Assert.Equal([90, 10], Weights());
        Assert.True(_server.Calls[^1].IsDryRun);
    }

    [Theory]
    [InlineData(429, SloReactionOutcome.Retry)]
    [InlineData(422, SloReactionOutcome.Failed)]
    [InlineData(400, SloReactionOutcome.Failed)]
    public async Task Refusal_OfThePatch_IsRetriedIfItMayPass(int code, SloReactionOutcome outcome)
    {
        _server.Before = (_, call) => Task.FromResult<int?>(call.Method == "PATCH" ? code : null);

        SloReactionResult applied = await Action().ApplyAsync(Request(), Cancel);

        Assert.Equal(outcome, applied.Outcome);
        Assert.StartsWith($"the API server answered {code}", applied.Text, StringComparison.Ordinal);

        // Another system, such as an admission webhook, may have said so: no reason not to start.
        Assert.Null(await Action().CheckAsync(Cancel));
    }

    [Fact]
    public async Task Server_ThatDoesNotAnswer_EndsWithTheToken()
    {
        TaskCompletionSource<int?> never = new();
        _server.Before = (_, _) => never.Task;
        using CancellationTokenSource limit = new(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Action().ApplyAsync(Request(), limit.Token));
        Assert.Null(await Action().CheckAsync(limit.Token));
        never.SetResult(null);
    }

    private static SloReactionRequest Request(string? memo = null) => new("shop-canary", 1, "checkout", "burns", "shop-canary/1/7") { Memo = memo };

    private IstioRouteAction Action() => new() { Name = "shop", Route = "primary", Destination = "canary", Weight = 0, Pod = _server.Pod() };

    private int[] Weights() => [.. _server.Get(Samples.VirtualServicePath)["spec"]!["http"]![1]!["route"]!.AsArray().Select(route => (int)route!["weight"]!)];
}
