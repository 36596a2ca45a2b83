using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Evaluation;

[Collection(nameof(StarvedPool))]
public sealed class StarvedPoolTests
{
    [Fact]
    public async Task Evaluation_WhileEveryPoolThreadIsBlocked_KeepsItsPace()
    {
        using IHost host = SloHost.Build(builder => builder.Services.AddSlo(options =>
        {
            options.EvaluationInterval = TimeSpan.FromMilliseconds(500);
            options.AddObjective("checkout", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromDays(1)));
        }));
        await host.StartAsync(TestContext.Current.CancellationToken);
        SloTracker tracker = host.Services.GetRequiredService<SloRegistry>().Get("checkout");

        (List<DateTimeOffset> instants, var poolStillBlocked) = WatchWhileStarved(tracker);

        Assert.True(poolStillBlocked, "an item queued behind the blocking ones ran: the pool was not starved");
        Assert.All(instants.Zip(instants.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2.5)));
        Assert.Equal(instants.Count, tracker.Status.Events.Total);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Records one event after each evaluation seen, on the test's own thread; the pool can run nothing meanwhile.</summary>
    private static (List<DateTimeOffset> Instants, bool PoolStillBlocked) WatchWhileStarved(SloTracker tracker)
    {
        using ManualResetEventSlim release = new(false);
        using CountdownEvent blocked = new(1);
        ThreadPool.GetMinThreads(out var workers, out _);
        for (var i = 0; i < workers + 200; i++)
        {
            blocked.AddCount();
            ThreadPool.QueueUserWorkItem(
                _ =>
                {
                    release.Wait();
                    blocked.Signal();
                });
        }

        var ran = false;
        ThreadPool.QueueUserWorkItem(_ => Volatile.Write(ref ran, true));
        List<DateTimeOffset> instants = [];
        for (var i = 0; i < 8; i++)
        {
            DateTimeOffset last = tracker.Status.AsOf;
            Eventually.TrueBlocking(() => tracker.Status.AsOf > last, "an evaluation");
            instants.Add(tracker.Status.AsOf);
            tracker.Record(good: true);
        }

        Eventually.TrueBlocking(() => tracker.Status.Events.Total == instants.Count, "every event in the status");
        var starved = !Volatile.Read(ref ran);
        release.Set();
        blocked.Signal();
        blocked.Wait();
        return (instants, starved);
    }
}
