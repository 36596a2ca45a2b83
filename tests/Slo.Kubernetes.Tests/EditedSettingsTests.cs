using Xunit;

namespace Slo.Kubernetes.Tests;

/// <summary>Settings that were edited between the change and its undo: the undo knows what was set.</summary>
public sealed class EditedSettingsTests : IAsyncLifetime
{
    // As written before the memo had what was set.
    private const string FirstVersion = """[0,[["shop/stable",90],["shop/canary",10]]]""";

    private ApiServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync();
        _server.Put(Samples.VirtualServicePath, Samples.VirtualService);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(5, "canary")]
    [InlineData(0, "stable")]
    public async Task Undo_AfterAnEdit_RestoresWhatWasBefore(int weight, string destination)
    {
        IstioRouteAction action = Action(1);
        var memo = await action.PrepareAsync(Request(), Cancel);
        await action.ApplyAsync(Request(memo), Cancel);
        IstioRouteAction edited = Action(weight);
        edited.Destination = destination;

        SloReactionResult undone = await edited.UndoAsync(Request(memo), Cancel);

        Assert.Equal(
            (SloReactionOutcome.Done, "weights shop/stable 99, shop/canary 1 -> shop/stable 90, shop/canary 10"), (undone.Outcome, undone.Text));
    }

    // A call that is repeated after an edit sets the new share, and its undo has the memo of the first one.
    [Fact]
    public async Task Undo_OfACallThatWasRepeatedAfterAnEdit_RestoresWhatWasBefore()
    {
        var memo = await Action(1).PrepareAsync(Request(), Cancel);
        await Action(0).ApplyAsync(Request(memo), Cancel);

        Assert.Equal(SloReactionOutcome.Done, (await Action(0).UndoAsync(Request(memo), Cancel)).Outcome);
    }

    [Theory]
    [InlineData(0, SloReactionOutcome.Done)]
    [InlineData(5, SloReactionOutcome.Failed)]
    public async Task Undo_WithAMemoOfTheFirstVersion_ComparesWithTheSettings(int weight, SloReactionOutcome outcome)
    {
        await Action(0).ApplyAsync(Request(FirstVersion), Cancel);

        Assert.Equal(outcome, (await Action(weight).UndoAsync(Request(FirstVersion), Cancel)).Outcome);
    }

    private static SloReactionRequest Request(string? memo = null) => new("shop-canary", 1, "checkout", "burns", "shop-canary/1/7") { Memo = memo };

    private IstioRouteAction Action(int weight) => new() { Name = "shop", Route = "primary", Destination = "canary", Weight = weight, Pod = _server.Pod() };
}
