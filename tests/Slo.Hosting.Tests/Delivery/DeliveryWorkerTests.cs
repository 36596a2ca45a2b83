using Slo.Hosting.Delivery;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Delivery;

/// <summary>The engine by itself: both kinds of queue, any kind of receiver.</summary>
public sealed class DeliveryWorkerTests
{
    private static readonly DeliveryResult Delivered = new(DeliveryVerdict.Delivered);
    private static readonly OutboxPolicy Policy = new(100, 1000, TimeSpan.FromDays(1), null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_OfABacklog_ArriveOnceAndInOrderWhateverBecomesOfThem()
    {
        Recipient<int> recipient = new((item, _) => item % 3 == 0 ? throw new InvalidOperationException() : Task.FromResult(Delivered));
        Backlog<int> backlog = new(100, recipient.Report);
        DeliveryWorker<int> worker = new(backlog, recipient, recipient, TimeProvider.System);
        for (var i = 0; i < 9; i++)
        {
            var item = i;
            worker.Update(now => backlog.Post(item, now));
        }

        worker.Start();
        await Eventually.TrueAsync(() => recipient.Outcomes.Count == 9, "all ends");

        Assert.Equal(Enumerable.Range(0, 9), recipient.Given);
        Assert.Equal(3, recipient.Outcomes.Count(outcome => outcome == DeliveryOutcome.Dead));
        await worker.StopAsync(Cancel);
        Assert.False(worker.Update(now => backlog.Post(9, now)));
    }

    [Fact]
    public async Task State_OfAnOutbox_IsTheNewestOfItsKeyWhenTheReceiverIsBack()
    {
        var isAway = 1;
        Recipient<Lamp> recipient = new((_, _) => Task.FromResult(Volatile.Read(ref isAway) == 1 ? new(DeliveryVerdict.Retry) : Delivered));
        Outbox<Lamp> outbox = new(Policy, recipient.Report);
        DeliveryWorker<Lamp> worker = new(outbox, recipient, recipient, TimeProvider.System);
        worker.Start();
        Lamp on = new("red", IsEnd: false);
        Lamp off = new("red", IsEnd: true);
        worker.Update(now => outbox.Post(on, now));
        await Eventually.TrueAsync(() => recipient.Given.Count > 0, "a try");
        worker.Update(now => outbox.Post(off, now));
        Volatile.Write(ref isAway, 0);
        await Eventually.TrueAsync(() => recipient.Outcomes.Contains(DeliveryOutcome.Delivered), "the newest state");

        Assert.Same(off, recipient.Given[^1]);
        await worker.StopAsync(Cancel);
    }

    // Without the look at the receiver of then, the answer of the old one would count for the new one, which never hears of it.
    [Fact]
    public async Task Call_UnderWayAtARestart_IsCutOffAndMadeAgain()
    {
        var calls = 0;
        TaskCompletionSource<DeliveryResult> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Recipient<Lamp> recipient = new((_, _) => Interlocked.Increment(ref calls) == 1 ? first.Task : Task.FromResult(Delivered));
        Outbox<Lamp> outbox = new(Policy, recipient.Report);
        DeliveryWorker<Lamp> worker = new(outbox, recipient, recipient, TimeProvider.System);
        worker.Start();
        worker.Update(now => outbox.Post(new("red", IsEnd: false), now));
        await Eventually.TrueAsync(() => recipient.Given.Count == 1, "the first call");
        worker.Restart(recipient, _ => first.SetResult(Delivered));
        await Eventually.TrueAsync(() => recipient.Outcomes.Count == 1, "the delivery");

        Assert.Equal(2, recipient.Given.Count);
        await worker.StopAsync(Cancel);
    }

    // If the call used the receiver of now, the new one would be given the batch of the old one; without the look at the token the old one
    // would still be called, though it is out of use, and perhaps disposed.
    [Fact]
    public async Task Restart_BetweenAStepAndItsCall_CallsTheNewReceiverOnlyAndOnce()
    {
        Recipient<Lamp> old = new((_, _) => Task.FromResult(Delivered));
        Recipient<Lamp> recipient = new((_, _) => Task.FromResult(Delivered));
        Outbox<Lamp> outbox = new(Policy, recipient.Report);
        TimerHookTime time = new();
        DeliveryWorker<Lamp> worker = new(outbox, old, recipient, time);
        worker.Update(now => outbox.Post(new("red", IsEnd: false), now));

        // The first timer is the time-out of the first call: the step is made, and the call is not.
        time.OnNextTimer(() => worker.Restart(recipient, _ => { }));
        worker.Start();
        await Eventually.TrueAsync(() => recipient.Outcomes.Contains(DeliveryOutcome.Delivered), "the delivery");
        await worker.StopAsync(Cancel);

        Assert.Empty(old.Given);
        Assert.Single(recipient.Given);
        Assert.Single(recipient.Outcomes);
    }

    // If the sources of the token were disposed when the worker stops waiting, a call that watches its token would go on without any limit.
    [Theory]
    [InlineData("restart")]
    [InlineData("remove")]
    public async Task Call_UnderWayAtAChange_SeesItsTokenCancelled(string change)
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Recipient<Lamp> recipient = new(async (_, token) =>
        {
            await Never.EndAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled.TrySetResult();
            return Delivered;
        });
        Outbox<Lamp> outbox = new(Policy, recipient.Report);
        DeliveryWorker<Lamp> worker = new(outbox, recipient, recipient, TimeProvider.System);
        worker.Start();
        worker.Update(now => outbox.Post(new("red", IsEnd: false), now));
        await Eventually.TrueAsync(() => recipient.Given.Count == 1, "the call");
        if (change == "restart")
        {
            worker.Restart(recipient, _ => { });
        }
        else
        {
            worker.Remove();
        }

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        worker.Remove();
    }

    [Fact]
    public async Task Stop_DuringBackOff_TriesOnceMore()
    {
        var calls = 0;
        Recipient<Lamp> recipient = new((_, _) => Task.FromResult(
            Interlocked.Increment(ref calls) == 1 ? new DeliveryResult(DeliveryVerdict.Failed, "503", TimeSpan.FromMinutes(1)) : Delivered));
        Outbox<Lamp> outbox = new(Policy, recipient.Report);
        DeliveryWorker<Lamp> worker = new(outbox, recipient, recipient, TimeProvider.System);
        worker.Start();
        worker.Update(now => outbox.Post(new("red", IsEnd: false), now));
        await Eventually.TrueAsync(() => recipient.Outcomes.Count == 1 || calls == 1, "the first call");
        await worker.StopAsync(Cancel);

        Assert.Equal(2, recipient.Given.Count);
    }

    // Otherwise what is left would wait for the back-off of the call that just failed, and be dropped.
    [Fact]
    public async Task Stop_WhileACallIsUnderWayThatFails_TriesEachItemOnceMore()
    {
        TaskCompletionSource<DeliveryResult> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        DeliveryResult unavailable = new(DeliveryVerdict.Failed, "503", TimeSpan.FromMinutes(1));
        Recipient<Lamp> recipient = null!;
        recipient = new((_, _) => recipient.Given.Count == 1 ? first.Task : Task.FromResult(unavailable));
        Outbox<Lamp> outbox = new(Policy, recipient.Report);
        DeliveryWorker<Lamp> worker = new(outbox, recipient, recipient, TimeProvider.System);
        worker.Start();
        worker.Update(now => outbox.Post(new("red", IsEnd: false), now));
        await Eventually.TrueAsync(() => recipient.Given.Count == 1, "the first call");
        worker.Update(now => outbox.Post(new("green", IsEnd: false), now));
        worker.Update(now => outbox.Post(new("blue", IsEnd: false), now));
        Task stop = worker.StopAsync(Cancel);
        first.SetResult(unavailable);
        await stop;

        Assert.Equal(["blue", "green", "red", "red"], recipient.Given.Select(lamp => lamp.Key).Order(StringComparer.Ordinal));
    }

    // A repetition that is due is older than what is new, and must not take its last try.
    [Fact]
    public async Task Stop_WithARepetitionThatIsDue_TriesWhatIsNew()
    {
        DeliveryResult unavailable = new(DeliveryVerdict.Failed, "503", TimeSpan.FromMinutes(1));
        Recipient<Lamp> recipient = null!;
        recipient = new((_, _) => Task.FromResult(recipient.Given.Count == 2 ? unavailable : Delivered));
        Outbox<Lamp> outbox = new(Policy with { RepeatInterval = TimeSpan.FromMilliseconds(1) }, recipient.Report);
        DeliveryWorker<Lamp> worker = new(outbox, recipient, recipient, TimeProvider.System);
        worker.Start();
        worker.Update(now => outbox.Post(new("old", IsEnd: false), now));
        await Eventually.TrueAsync(() => recipient.Outcomes.Contains(DeliveryOutcome.Retried), "the repetition has failed");
        worker.Update(now => outbox.Post(new("new", IsEnd: false), now));
        await worker.StopAsync(Cancel);

        Assert.Equal(["old", "old", "new"], recipient.Given.Select(lamp => lamp.Key));
    }

    [Fact]
    public async Task Stop_WhileACallHangs_EndsAtItsLimitAndDropsEachItemOnce()
    {
        Recipient<int> recipient = new((_, _) => new TaskCompletionSource<DeliveryResult>().Task);
        Backlog<int> backlog = new(3, recipient.Report);
        DeliveryWorker<int> worker = new(backlog, recipient, recipient, TimeProvider.System);
        worker.Start();
        worker.Update(now => backlog.Post(0, now));
        await Eventually.TrueAsync(() => recipient.Given.Count == 1, "the call");
        for (var i = 1; i < 6; i++)
        {
            var item = i;
            worker.Update(now => backlog.Post(item, now));
        }

        // What is under way takes no place from what waits.
        Assert.Equal([DeliveryOutcome.Dropped, DeliveryOutcome.Dropped], recipient.Outcomes);
        await worker.StopAsync(new CancellationToken(canceled: true));
        Assert.Equal(6, recipient.Outcomes.Count(outcome => outcome == DeliveryOutcome.Dropped));
    }

    // A loop that ends at the first exception that is not the receiver's would never deliver again, and say nothing.
    [Theory]
    [InlineData("timestamp")]
    [InlineData("timer")]
    public async Task Clock_ThatThrows_StopsNothingForLongerThanItThrows(string what)
    {
        FaultyTime time = new();
        Recipient<int> recipient = new((_, _) => Task.FromResult(Delivered));
        Backlog<int> backlog = new(100, recipient.Report);
        DeliveryWorker<int> worker = new(backlog, recipient, recipient, time);
        worker.Start();
        worker.Update(now => backlog.Post(0, now));
        await Eventually.TrueAsync(() => recipient.Given.Count == 1, "the first delivery");
        time.Faulty = what;
        worker.Update(now => backlog.Post(1, now));
        await Eventually.TrueAsync(() => time.Faults > 0, "an exception");
        await Eventually.TrueAsync(() => what == "timestamp" || recipient.Breaks.Count > 0, "the report");
        time.Faulty = "";
        worker.Update(now => backlog.Post(2, now));
        await Eventually.TrueAsync(() => recipient.Given.Contains(2), "a later delivery");

        await worker.StopAsync(Cancel);
        Assert.Equal(3, recipient.Outcomes.Count);
    }

    [Fact]
    public async Task Queue_ThatThrows_IsAskedAgain()
    {
        Recipient<int> recipient = new((_, _) => Task.FromResult(Delivered));
        ThrowingQueue queue = new(new Backlog<int>(100, recipient.Report), throws: 2);
        DeliveryWorker<int> worker = new(queue, recipient, recipient, TimeProvider.System);
        worker.Update(now => queue.Post(7, now));
        worker.Start();
        await Eventually.TrueAsync(() => recipient.Given.Count == 1, "the delivery");

        Assert.Equal(2, recipient.Breaks.Count);
        await worker.StopAsync(Cancel);
    }

    // Reactions are to use it: what knows alerts or requests stands in other folders.
    [Fact]
    public void Folder_OfTheEngine_KnowsNeitherAlertsNorHttp()
    {
        string[] files = Directory.GetFiles(Repository.PathOf("src", "Slo.Hosting", "Delivery"), "*.cs");

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch("Slo.Hosting.(Notifications|Alerting)|SloAlert|SloNotification|Http|AlertSeverity", File.ReadAllText(file)));
    }
}
