using System.Net;
using Xunit;

namespace Slo.Kubernetes.Tests;

/// <summary>A patch whose answer is lost may have been carried out: neither a failure, nor something that was certainly not done.</summary>
public sealed class UnknownResultTests : IAsyncLifetime
{
    private ApiServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync();
        _server.Put(Samples.VirtualServicePath, Samples.VirtualService);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    // 0: the connection ends without an answer.
    [Theory]
    [InlineData(0, true)]
    [InlineData(408, true)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(504, false)]
    public async Task Patch_WithoutAnAnswerOfTheServer_IsUnknown_AndTheNextCallFindsOut(int code, bool isCarriedOut)
    {
        Answer(code, isCarriedOut);
        IstioRouteAction action = Action();
        var memo = await action.PrepareAsync(Request(), Cancel);

        HttpRequestException unknown = await Assert.ThrowsAsync<HttpRequestException>(() => action.ApplyAsync(Request(memo), Cancel));
        Answer(null, isCarriedOut);
        SloReactionResult again = await action.ApplyAsync(Request(memo), Cancel);

        Assert.Equal(code == 0 ? null : (HttpStatusCode)code, unknown.StatusCode);
        Assert.DoesNotContain(ApiServer.Token, unknown.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            (SloReactionOutcome.Done, isCarriedOut ? "weights are shop/stable 100, shop/canary 0 already" : "weights shop/stable 90, shop/canary 10 -> shop/stable 100, shop/canary 0"),
            (again.Outcome, again.Text));
        Assert.Equal("1002", (string?)_server.Get(Samples.VirtualServicePath)["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public async Task Undo_WithoutAnAnswer_IsUnknown_AndTheNextCallFindsOut()
    {
        IstioRouteAction action = Action();
        var memo = await action.PrepareAsync(Request(), Cancel);
        await action.ApplyAsync(Request(memo), Cancel);
        Answer(0, isCarriedOut: true);

        await Assert.ThrowsAsync<HttpRequestException>(() => action.UndoAsync(Request(memo), Cancel));
        Answer(null, isCarriedOut: true);

        Assert.Equal("weights are shop/stable 90, shop/canary 10 already", (await action.UndoAsync(Request(memo), Cancel)).Text);
    }

    // Reading changes nothing.
    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Reading_WithoutAnAnswer_IsRetried(int code)
    {
        _server.Before = (_, call) => Task.FromResult<int?>(call.Method == "GET" ? code : null);

        SloReactionResult result = await Action().ApplyAsync(Request(), Cancel);

        Assert.Equal(SloReactionOutcome.Retry, result.Outcome);
        Assert.StartsWith($"the API server answered {code}", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Calls, call => call.Method == "PATCH");
    }

    // A dry run changes nothing either.
    [Fact]
    public async Task Check_WithoutAnAnswer_FindsNothing()
    {
        _server.Before = (_, call) => Task.FromResult<int?>(call.Method == "PATCH" ? 502 : null);

        Assert.Null(await Action().CheckAsync(Cancel));
    }

    private static SloReactionRequest Request(string? memo = null) => new("shop-canary", 1, "checkout", "burns", "shop-canary/1/7") { Memo = memo };

    private IstioRouteAction Action() => new() { Name = "shop", Route = "primary", Destination = "canary", Pod = _server.Pod() };

    private void Answer(int? code, bool isCarriedOut)
    {
        _server.After = () => isCarriedOut ? code : null;
        _server.Before = (_, call) => Task.FromResult(isCarriedOut || call.Method != "PATCH" ? null : code);
    }
}
