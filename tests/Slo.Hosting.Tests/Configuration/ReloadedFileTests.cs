using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Slo.Testing;
using Xunit;
using static Slo.Hosting.Tests.Configuration.ConfigurationFile;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>A real file with reloadOnChange, edited while the host runs.</summary>
public sealed class ReloadedFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_WithATargetEdited_KeepsTheCounts(bool bySwap)
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(file);
        SloTracker tracker = host.Registry.Get("checkout");
        tracker.Record(90, 10);

        (bySwap ? file.Swap : (Action<string>)file.Write)(Objective("checkout", 95));
        await host.ReloadedAsync();

        Assert.Equal(["checkout: 95 % over 30d", "code: 90 % over 30d"], host.Objectives);
        Assert.Same(tracker, host.Registry.Get("checkout"));
        Assert.Equal(new SloEventCounts(90, 10), tracker.Status.Events);
        Assert.Empty(host.Log.Messages(9));
    }

    [Fact]
    public async Task File_WithObjectivesAddedRemovedAndRestarted_SaysSo()
    {
        using ConfigurationFile file = new($"{Objective("a", 99)}, {Objective("b", 99)}, {Objective("c", 99)}");
        await using FollowedHost host = await FollowedHost.StartAsync(file);
        foreach (SloTracker tracker in host.Registry.Trackers)
        {
            tracker.Record(7, 3);
        }

        file.Write($"{Objective("b", 99, ", \"Period\": \"7d\"")}, {Objective("c", 98)}, {Objective("d", 99)}");
        await host.ReloadedAsync();

        Assert.Equal(["b: 99 % over 7d", "c: 98 % over 30d", "d: 99 % over 30d", "code: 90 % over 30d"], host.Objectives);
        Assert.Equal([0, 10, 0, 10], host.Registry.Trackers.Select(tracker => tracker.Total.Total));
        Assert.Equal(
            [
                "New definitions applied: 1 objectives added, 1 removed, 1 redefined with their counts kept, 1 restarted "
                + "(added: d; removed: a; redefined: c; restarted: b)",
            ],
            host.Log.Messages(8));
    }

    [Theory]
    [InlineData("""{ "Slo": { "Objectives": { "checkout": { "TargetPercent": 9""")]
    [InlineData("")]
    [InlineData("not JSON at all")]
    [InlineData("{}")]
    [InlineData("""{ "Slo": { "Objectives": { "checkout": { "TargetPercent": 99.5 }, "login": { "TargetPercent": 990 } } } }""")]
    [InlineData("""{ "Slo": { "Objectives": { "checkout": { "TargetPercent": 99.5, "Windw": "7d" } } } }""")]
    [InlineData("""{ "Slo": { "Objectives": { "checkout": { "TargetPercent": 99.5, "Http": "/orders" } } } }""")]
    [InlineData("""{ "Slo": { "Objectives": { "checkout": { "TargetPercent": 99.5, "Http": {}, "GroupBy": "route" } } } }""")]
    [InlineData("""{ "Slo": { "Objectives": { "checkout": "99.5" } } }""")]
    [InlineData("""{ "Slo": { "Objectives": { "code": { "TargetPercent": 990 } } } }""")]
    public async Task File_ThatIsWrong_KeepsTheLastGoodSetWholeUntilItIsMended(string text)
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(file);
        host.Registry.Get("checkout").Record(90, 10);
        HealthStatus before = await host.HealthAsync();

        file.WriteText(text);
        await host.RefusedAsync();

        Assert.Equal(["checkout: 99 % over 30d", "code: 90 % over 30d"], host.Objectives);
        Assert.Equal(new SloEventCounts(90, 10), host.Registry.Get("checkout").Total);
        Assert.Equal(HealthStatus.Degraded, await host.HealthAsync());
        await Eventually.TrueAsync(() => host.Log.Messages(9).Count == host.Rejections, "each refusal in the metric");
        Assert.Equal(HealthStatus.Healthy, before);

        file.Write(Objective("checkout", 50));
        await host.ReloadedAsync();
        Assert.Equal(["checkout: 50 % over 30d", "code: 90 % over 30d"], host.Objectives);
        Assert.Equal(new SloEventCounts(90, 10), host.Registry.Get("checkout").Total);
        host.Registry.Evaluate();
        Assert.Equal(HealthStatus.Healthy, await host.HealthAsync());
    }

    [Fact]
    public async Task File_ThatIsGone_KeepsTheLastGoodSetUntilItIsBack()
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(file);
        host.Registry.Get("checkout").Record(90, 10);

        file.Delete();
        await host.RefusedAsync();
        Assert.StartsWith($"New definitions rejected ({SloFindingCodes.Unreadable}), ", host.Log.Messages(9)[0], StringComparison.Ordinal);
        Assert.EndsWith("slo.json: the file is gone; put it back, or restart without it", host.Log.Messages(9)[0], StringComparison.Ordinal);
        Assert.Equal(new SloEventCounts(90, 10), host.Registry.Get("checkout").Total);

        file.Write(Objective("checkout", 95));
        await host.ReloadedAsync();
        Assert.Equal(new SloEventCounts(90, 10), host.Registry.Get("checkout").Total);
    }

    // Without ConfigurationFiles the other source's change is read with the broken file as empty: checkout is removed with its counts.
    [Fact]
    public async Task File_HalfWrittenWhileAnotherFileChanges_RemovesNothing()
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        using ConfigurationFile other = new(Objective("login", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(file, other);
        file.WriteText("""{ "Slo": { "Objectives": { """);
        await host.RefusedAsync();
        var refusals = host.Log.Messages(9).Count;

        other.Write(Objective("login", 95));
        await host.RefusedAsync(refusals + 1);
        Assert.Equal(["checkout: 99 % over 30d", "login: 99 % over 30d", "code: 90 % over 30d"], host.Objectives);

        file.Write(Objective("checkout", 95));
        await host.ReloadedAsync();
        Assert.Equal(["checkout: 95 % over 30d", "login: 95 % over 30d", "code: 90 % over 30d"], host.Objectives);
    }

    // The provider then tells of a change besides, and that comes last.
    [Fact]
    public async Task File_HalfWrittenInAnAppThatIgnoresSuchFiles_RemovesNothing()
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        using ConfigurationFile other = new(Objective("login", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(
            configuration => configuration.SetFileLoadExceptionHandler(context => context.Ignore = true), file, other);
        file.WriteText("""{ "Slo": { "Objectives": { """);
        await host.RefusedAsync();
        Assert.Equal(["checkout: 99 % over 30d", "login: 99 % over 30d", "code: 90 % over 30d"], host.Objectives);

        file.Write(Objective("checkout", 95));
        await host.ReloadedAsync();
        Assert.Equal(["checkout: 95 % over 30d", "login: 99 % over 30d", "code: 90 % over 30d"], host.Objectives);
    }

    [Fact]
    public async Task File_SavedAHundredTimesASecond_IsTakenOverInTheEndWithoutAStorm()
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(file);
        SloTracker tracker = host.Registry.Get("checkout");
        var recorded = 0;
        for (var second = 0; second < 5; second++)
        {
            // With pauses: the platform's watcher calls itself again for each change during a load, until its thread has no stack left.
            DateTimeOffset before = tracker.Status.AsOf;
            for (var save = 0; save < 100; save++)
            {
                file.Write(Objective("checkout", 50 + (recorded % 40)));
                tracker.Record(good: true);
                recorded++;
            }

            await Eventually.TrueAsync(() => tracker.Status.AsOf > before, "one evaluation later");
        }

        file.Write(Objective("checkout", 42));
        await Eventually.TrueAsync(() => tracker.Objective.TargetRatio == 0.42m, "the last save in force");

        Assert.Equal(recorded, tracker.Total.Total);
        Assert.InRange(host.Log.Messages(8).Count + host.Log.Messages(9).Count, 1, 15);
    }

    [Fact]
    public async Task File_ReloadedDuringEvaluationAndRecording_LosesNoEvent()
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(file);
        SloTracker tracker = host.Registry.Get("checkout");
        using CancellationTokenSource over = new();
        var recorded = 0L;
        Task work = Task.Run(
            () =>
            {
                while (!over.IsCancellationRequested)
                {
                    tracker.Record(good: true);
                    recorded++;
                    if (recorded % 1000 == 0)
                    {
                        Assert.Null(host.Registry.Evaluate().Error);
                    }
                }
            },
            Cancel);
        for (var edit = 1; edit <= 3; edit++)
        {
            file.Write($"{Objective("checkout", 90 + edit)}, {Objective($"other-{edit}", 99)}");
            await host.ReloadedAsync(edit);
        }

        await over.CancelAsync();
        await work;
        Assert.Equal(recorded, tracker.Total.Good);
        Assert.Equal(["checkout: 93 % over 30d", "other-3: 99 % over 30d", "code: 90 % over 30d"], host.Objectives);
    }
}
