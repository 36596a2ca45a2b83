using Xunit;

namespace Slo.Kubernetes.Tests;

/// <summary>The action on a Gateway API route, whose weights have a default and need not add up to 100.</summary>
public sealed class HttpRouteTests : IAsyncLifetime
{
    private ApiServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync();
        _server.Put(Samples.HttpRoutePath, Samples.HttpRoute);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("shop-canary")]
    [InlineData("shop-canary:80")]
    public async Task Backend_GetsItsShareAndBack_WithItsUnwrittenWeight(string destination)
    {
        HttpRouteAction action = new() { Name = "shop", Destination = destination, Weight = 25, Pod = _server.Pod() };
        Assert.Empty(((SloReactionAction)action).GetFaults());
        Assert.Null(await action.CheckAsync(Cancel));

        var memo = await action.PrepareAsync(Request(), Cancel);
        SloReactionResult applied = await action.ApplyAsync(Request(memo), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weights shop:80 9, shop-canary:80 1 -> shop:80 75, shop-canary:80 25"), (applied.Outcome, applied.Text));
        Assert.Equal(("PATCH", Samples.HttpRoutePath), (_server.Calls[^1].Method, _server.Calls[^1].Path));
        Assert.Equal(["75", "25"], Weights());
        await action.UndoAsync(Request(memo), Cancel);
        Assert.Equal(["9", null], Weights());
    }

    [Fact]
    public async Task Destination_ThatIsTheOnlyOneWithWeight_CannotLoseIt()
    {
        HttpRouteAction action = new() { Name = "shop", Destination = "shop", Weight = 0, Pod = _server.Pod() };
        _server.Put(Samples.HttpRoutePath, Samples.HttpRoute.Replace("\"shop-canary\", \"port\": 80", "\"shop-canary\", \"port\": 80, \"weight\": 0", StringComparison.Ordinal));

        SloReactionResult applied = await action.ApplyAsync(Request(), Cancel);

        Assert.Equal(
            (SloReactionOutcome.Failed, "no other destination of the route has weight to take over: shop:80 9, shop-canary:80 0"), (applied.Outcome, applied.Text));
        Assert.Equal(["9", "0"], Weights());
    }

    [Theory]
    [InlineData("""{ "metadata": {}, "spec": { "rules": [] } }""", "Route '': HTTPRoute 'shop' has no HTTP routes")]
    [InlineData("""{ "metadata": {}, "spec": {} }""", "Route '': HTTPRoute 'shop' has no HTTP routes")]
    [InlineData("""{ "metadata": {} }""", "Route '': HTTPRoute 'shop' has no HTTP routes")]
    [InlineData("""{ "metadata": {}, "spec": { "rules": [{ "filters": [] }] } }""", "Route '': the route of HTTPRoute 'shop' has no destinations")]
    [InlineData("""{ "metadata": {}, "spec": { "rules": [7] } }""", "Route '': HTTPRoute 'shop' has 1 HTTP routes; write one of 0")]
    [InlineData("""{ "metadata": {}, "spec": { "rules": [{ "backendRefs": [{}, 1, { "name": "x", "weight": "y" }] }] } }""", "Destination 'shop': is not in the route; write one of , x")]
    public async Task Object_WithoutARoute_IsAProblem(string json, string problem)
    {
        _server.Put(Samples.HttpRoutePath, json);

        Assert.Equal(problem, await new HttpRouteAction { Name = "shop", Destination = "shop", Pod = _server.Pod() }.CheckAsync(Cancel));
    }

    private static SloReactionRequest Request(string? memo = null) => new("shop-canary", 1, "checkout", "burns", "shop-canary/1/7") { Memo = memo };

    private string?[] Weights() => [.. _server.Get(Samples.HttpRoutePath)["spec"]!["rules"]![0]!["backendRefs"]!.AsArray().Select(backend => backend!["weight"]?.ToString())];
}
