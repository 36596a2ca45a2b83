using System.Threading.Channels;
using Slo.Alerting;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Alerting;

public sealed class AlertFeedTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    // Raised under the evaluation lock, this waits for ever: the other thread wants that lock for its Replace.
    [Fact]
    public async Task Handler_ThatWaitsForAThreadThatReplaces_StopsNoEvaluation()
    {
        SloRegistry registry = _world.Registry;
        TaskCompletionSource handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        registry.AlertChanged += (_, _) =>
        {
            Task.Run(() => registry.Replace([.. registry.Trackers.Select(tracker => tracker.Objective)])).Wait();
            handled.SetResult();
        };

        Fire();

        await handled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Null(registry.Evaluate().Error);
    }

    [Fact]
    public async Task Handler_ThatBlocks_DelaysNeitherEvaluationNorOtherHandlers()
    {
        using ManualResetEventSlim release = new();
        List<SloAlertTransitionKind> heard = [];
        _world.Registry.AlertChanged += (_, _) => release.Wait();
        _world.Registry.AlertChanged += (_, change) => Add(heard, change.Kind);

        Fire();
        _world.Registry.Remove("x");

        await Eventually.TrueAsync(() => Count(heard) == 2, "both changes at the other handler");
        Assert.Equal([SloAlertTransitionKind.Fired, SloAlertTransitionKind.Resolved], heard);
        release.Set();
    }

    [Fact]
    public async Task Handler_ThatThrows_IsReportedAndHearsTheNextChange()
    {
        List<SloAlertTransitionKind> heard = [];
        _world.Registry.AlertChanged += (_, change) =>
        {
            Add(heard, change.Kind);
            throw new InvalidOperationException("handler");
        };

        Fire();
        await Eventually.TrueAsync(() => _world.Registry.Evaluate().Error?.Message == "handler", "the error");
        _world.Registry.Remove("x");

        await Eventually.TrueAsync(() => Count(heard) == 2, "the next change");
    }

    [Fact]
    public async Task Handler_ThatWasRemoved_IsNotCalled()
    {
        List<SloAlertTransitionKind> heard = [];
        List<SloAlertTransitionKind> others = [];
        void Handler(object? sender, SloAlertTransition change) => Add(heard, change.Kind);
        _world.Registry.AlertChanged += Handler;
        _world.Registry.AlertChanged += (_, change) => Add(others, change.Kind);
        _world.Registry.AlertChanged -= Handler;

        Fire();

        await Eventually.TrueAsync(() => Count(others) == 1, "the change at the other handler");
        Assert.Empty(heard);
    }

    // As events of .NET do: what a removed handler used may be disposed.
    [Fact]
    public async Task Handler_ThatIsRemovedWhileChangesWait_IsNotCalledForThem()
    {
        AlertFeed feed = new();
        using ManualResetEventSlim release = new();
        var calls = 0;
        void Handler(object? sender, SloAlertTransition change)
        {
            calls++;
            release.Wait();
        }

        Task listening = feed.Listen(this, Handler);
        ChannelReader<SloAlertTransition> changes = _world.Registry.SubscribeToAlerts(TestContext.Current.CancellationToken);
        Fire();
        SloAlertTransition change = Assert.Single(Read(changes));
        feed.Add(change);
        feed.Add(change);
        await Eventually.TrueAsync(() => Volatile.Read(ref calls) == 1, "the first call");
        feed.Unlisten(Handler);
        release.Set();

        await listening.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(1, calls);
    }

    // A handler may be added inside of a request, whose context would be kept as long as the handler.
    [Fact]
    public async Task Handler_IsCalledWithoutTheContextInWhichItWasAdded()
    {
        AsyncLocal<string?> context = new() { Value = "a request" };
        TaskCompletionSource<string?> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _world.Registry.AlertChanged += (_, _) => seen.TrySetResult(context.Value);

        Fire();

        Assert.Null(await seen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Subscriber_ReadsEachChangeOnceInOrder_AndComesToAnEnd()
    {
        ChannelReader<SloAlertTransition> first = _world.Registry.SubscribeToAlerts(TestContext.Current.CancellationToken);
        Fire();
        ChannelReader<SloAlertTransition> late = _world.Registry.SubscribeToAlerts(TestContext.Current.CancellationToken);
        _world.Registry.Remove("x");
        _world.Registry.Dispose();

        Assert.Equal([1, 2], Read(first).Select(change => change.Sequence));
        Assert.Equal([2], Read(late).Select(change => change.Sequence));
        Assert.True(first.Completion.IsCompleted);
        Assert.True(_world.Registry.SubscribeToAlerts(TestContext.Current.CancellationToken).Completion.IsCompleted);
    }

    [Fact]
    public void Subscription_ThatIsCancelled_IsHandedNothingMore()
    {
        using CancellationTokenSource end = new();
        ChannelReader<SloAlertTransition> reader = _world.Registry.SubscribeToAlerts(end.Token);
        end.Cancel();
        Fire();

        Assert.Empty(Read(reader));
        Assert.True(reader.Completion.IsCompleted);
    }

    // Each status holds its definition and the counts of all windows.
    [Fact]
    public void Transitions_OfTheHistory_HoldNoStatus()
    {
        ChannelReader<SloAlertTransition> reader = _world.Registry.SubscribeToAlerts(TestContext.Current.CancellationToken);
        Fire();

        Assert.Null(Assert.Single(_world.Registry.Transitions).Status);
        Assert.NotNull(Assert.Single(Read(reader)).Status);
    }

    private static List<SloAlertTransition> Read(ChannelReader<SloAlertTransition> reader)
    {
        List<SloAlertTransition> changes = [];
        while (reader.TryRead(out SloAlertTransition? change))
        {
            changes.Add(change);
        }

        return changes;
    }

    private static void Add(List<SloAlertTransitionKind> heard, SloAlertTransitionKind kind)
    {
        lock (heard)
        {
            heard.Add(kind);
        }
    }

    private static int Count(List<SloAlertTransitionKind> heard)
    {
        lock (heard)
        {
            return heard.Count;
        }
    }

    private void Fire() => Assert.Equal(AlertState.Firing, _world.After(0, 100).Alert.State);
}
