using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests;

/// <summary>The wall clock is set while an app saves, and between two processes: no count changes, whatever was saved when.</summary>
public sealed class ClockFaultTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly StoreFolder _folder = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    // Saved every ten seconds, and restarted after each step: as one process that was never restarted, but for the second of a restart.
    [Theory]
    [InlineData(3_600, 0)]
    [InlineData(-120, 0)]
    [InlineData(-7_200, 0)]
    [InlineData(-7_200, 7_200)]
    [InlineData(7_200, -7_200)]
    [InlineData(8 * 3_600, 0)]
    public async Task Steps_OfTheWallClock_ChangeNoCountOfAProcessThatIsRestarted(int first, int second)
    {
        using SloRegistry unbroken = new(_time);
        SloTracker expected = unbroken.Add(Objective());
        SloRegistry registry = new(_time);
        registry.Add(Objective());
        foreach (var step in (int[])[0, first, second])
        {
            _time.StepWall(TimeSpan.FromSeconds(step));
            registry = await RunAndRestartAsync(registry, unbroken, seconds: 300);
        }

        registry.Evaluate();
        unbroken.Evaluate();
        SloTracker actual = registry.Get("a");
        Assert.Equal(new SloEventCounts(900, 900), actual.Status.Events);
        Assert.Equal(expected.Status.Events, actual.Status.Events);
        Assert.Equal(_time.GetUtcNow(), actual.Status.AsOf);
        foreach (var minutes in (int[])[1, 5, 10, 30, 60, 180])
        {
            Assert.Equal(expected.GetEvents(TimeSpan.FromMinutes(minutes)), actual.GetEvents(TimeSpan.FromMinutes(minutes)));
        }

        Assert.InRange(actual.Status.CoverageRatio, expected.Status.CoverageRatio - 1e-4, expected.Status.CoverageRatio + 1e-9);
        registry.Dispose();
    }

    [Fact]
    public async Task Step_LongerThanThePeriod_EmptiesItAndThenWorks()
    {
        SloRegistry registry = new(_time);
        registry.Add(Objective());
        registry = await RunAndRestartAsync(registry, null, 300);
        _time.StepWall(TimeSpan.FromDays(40));
        registry = await RunAndRestartAsync(registry, null, 100);

        // What was recorded between the step and the next evaluation may have come before the step.
        Assert.InRange(registry.Get("a").GetStatus().Events.Good, 99, 100);
        registry.Dispose();
    }

    // Without a battery, a clock begins in 1970 and is set right later, here while the app runs.
    [Fact]
    public async Task Start_WithAClockBeforeTheLastSave_KeepsTheCountsAndSaysSo()
    {
        SloRegistry before = new(_time);
        before.Add(Objective());
        (await RunAndRestartAsync(before, null, 300)).Dispose();
        TimeSpan back = _time.GetUtcNow() - DateTimeOffset.UnixEpoch.AddHours(1);
        _time.StepWall(-back);
        using LogRecorder log = new();
        using (IHost host = CreateHost(log))
        {
            await host.StartAsync(Cancel);
            SloTracker tracker = host.Services.GetRequiredService<SloRegistry>().Get("a");
            tracker.Record(5, 0);
            _time.Advance(Second);
            Assert.Equal(new SloEventCounts(305, 300), tracker.GetStatus().Events);
            _time.StepWall(back);
            tracker.Record(5, 0);
            await host.StopAsync(Cancel);
            Assert.Equal(new SloEventCounts(310, 300), tracker.GetStatus().Events);
        }

        Assert.NotEmpty(log.Messages(6));
        using SloRegistry next = new(_time);
        next.Restore(SqliteSloStore.Read(_folder.Path)[""]);
        Assert.Equal(new SloEventCounts(310, 300), next.Add(Objective()).GetStatus().Events);
    }

    private async Task<SloRegistry> RunAndRestartAsync(SloRegistry registry, SloRegistry? other, int seconds)
    {
        IReadOnlyList<SloObjectiveState> marks = [];
        using (SqliteSloStore store = new(_folder.Path, _time))
        {
            for (var i = 0; i < seconds; i++)
            {
                registry.Get("a").Record(1, 1);
                other?.Get("a").Record(1, 1);
                _time.Advance(Second);
                registry.Evaluate();
                other?.Evaluate();
                if (i % 10 == 0 || i == seconds - 1)
                {
                    IReadOnlyList<SloObjectiveState> states = registry.Capture(marks);
                    await store.SaveAsync("", new(states) { ExpiredBefore = _time.GetUtcNow(), ReplacesAdditions = marks.Count == 0 }, Cancel);
                    marks = [.. states.Select(state => state.ToMark())];
                }
            }
        }

        registry.Dispose();
        using SqliteSloStore again = new(_folder.Path, _time);
        SloStoreContent content = await again.LoadAsync("", Cancel);
        Assert.Null(content.Loss);
        SloRegistry next = new(_time);
        Assert.Empty(next.Restore(content.States));
        next.Add(Objective());
        return next;
    }

    private IHost CreateHost(LogRecorder log)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSlo(options => options.AddObjective(Objective())).AddSqliteStore(_folder.Path);
        return builder.Build();
    }

    private static SloObjective Objective() => new SloObjectiveBuilder("a").TargetPercent(90).Build();
}
