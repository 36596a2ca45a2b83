using Polly;
using Polly.Retry;
using Polly.Simmy;
using Polly.Simmy.Fault;
using Xunit;

namespace Slo.Polly.Tests.Chaos;

public sealed class SloChaosReplayTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SloObjective Objective = new SloObjectiveBuilder("checkout").TargetPercent(99).Build();

    // What production refuted is a test that fails, until the code is right.
    [Fact]
    public void Replay_OfARefutedExperiment_FailsTheSameCallsAndPassesWithTheRepair()
    {
        List<int> failed = [];
        using ChaosWorld world = new(ChaosWorld.Options with { SettlesWithin = TimeSpan.Zero });
        world.Experiment.TryStart(out _);
        for (var call = 0; world.Experiment.IsRunning; call++)
        {
            if (!world.Call())
            {
                failed.Add(call);
            }

            if (call % 10 == 9)
            {
                world.Pass();
            }
        }

        SloLedgerEntry entry = world.Registry.Ledger.Entries[^1];
        Assert.Equal(SloChaosVerdict.Refuted, SloChaosRecord.FromEntry(entry)!.Verdict);

        SloChaosReplay replay = SloChaosRecord.FromEntry(entry)!.ToReplay();
        List<bool> without = Play(replay, _ => { });
        Assert.Equal(failed, without.Index().Where(call => !call.Item).Select(call => call.Index));
        Assert.Equal(SloChaosVerdict.Refuted, replay.Judge(Objective, Events(without)));

        SloChaosReplay again = SloChaosRecord.FromEntry(entry)!.ToReplay();
        List<bool> repaired = Play(again, pipeline => pipeline.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 5, Delay = TimeSpan.Zero }));
        Assert.Equal(failed.Count, again.Injected);
        Assert.Equal(SloChaosVerdict.Confirmed, again.Judge(Objective, Events(repaired)));
    }

    // While it waits for its last faults, it lets calls pass that the replay does not have.
    [Fact]
    public void Replay_OfAnExperimentThatHeldFaultsBack_HasAsManyFaultsAmongAsManyCalls()
    {
        using ChaosWorld world = new(ChaosWorld.Options with { InjectionRate = 0.5 });
        world.Experiment.TryStart(out _);
        world.Run(seconds: 600);
        SloChaosRecord record = world.Experiment.Record!;

        SloChaosReplay replay = record.ToReplay();
        List<bool> calls = Play(replay, _ => { });

        Assert.Equal((record.Calls, record.Injected), (calls.Count, replay.Injected));
        Assert.Equal(record.Injected, calls.Count(succeeded => !succeeded));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 0)]
    [InlineData(0, 10)]
    [InlineData(7, 3)]
    [InlineData(997, 3)]
    public void Replay_OfSteps_FailsAsManyCallsOfEachAsWereBad(long good, long bad)
    {
        SloChaosReplay replay = SloChaosReplay.FromSteps([
            new(Start, Start.AddMinutes(1), new(20, 0)), new(Start.AddMinutes(1), Start.AddMinutes(2), new(good, bad)),
            new(Start.AddMinutes(2), Start.AddMinutes(3), new(0, 0)), new(Start.AddMinutes(3), Start.AddMinutes(4), new(10, 10)),
        ]);

        List<bool> calls = Play(replay, _ => { });

        Assert.Equal(40 + good + bad, calls.Count);
        Assert.Equal(0, calls.Take(20).Count(succeeded => !succeeded));
        Assert.Equal(bad, calls.Skip(20).Take((int)(good + bad)).Count(succeeded => !succeeded));
        Assert.Equal(10, calls.TakeLast(20).Count(succeeded => !succeeded));

        // Evenly: no two neighbours of a step of which half is bad.
        Assert.DoesNotContain(calls.TakeLast(20).Zip(calls.TakeLast(19)), pair => pair is { First: false, Second: false });
    }

    [Fact]
    public void Judge_BeforeTheEnd_IsInconclusive()
    {
        SloChaosReplay replay = SloChaosReplay.FromSteps([new(Start, Start.AddMinutes(1), new(5, 5))]);

        Assert.False(replay.IsOver);
        Assert.Equal(SloChaosVerdict.Inconclusive, replay.Judge(Objective, new(100, 0)));
        Play(replay, _ => { });
        Assert.Equal(SloChaosVerdict.Inconclusive, replay.Judge(Objective, default));
        Assert.Equal(SloChaosVerdict.Confirmed, replay.Judge(Objective, new(99, 1)));
        Assert.Equal(SloChaosVerdict.Refuted, replay.Judge(Objective, new(989, 11)));
    }

    [Fact]
    public void Judge_WithoutAFault_IsInconclusive()
    {
        SloChaosReplay replay = SloChaosReplay.FromSteps([new(Start, Start.AddMinutes(1), new(10, 0))]);
        Play(replay, _ => { });

        Assert.True(replay.IsOver);
        Assert.Equal(SloChaosVerdict.Inconclusive, replay.Judge(Objective, new(10, 0)));
    }

    // The entry of a start has no calls: a test of none would pass.
    [Fact]
    public void ToReplay_OfARunThatHasNotEnded_Throws()
    {
        using ChaosWorld world = new(ChaosWorld.Options);
        world.Experiment.TryStart(out _);

        Assert.Throws<InvalidOperationException>(() => world.Experiment.Record!.ToReplay());
        Assert.Throws<InvalidOperationException>(() => SloChaosRecord.FromEntry(world.Registry.Ledger.Entries[^1])!.ToReplay());
        world.Experiment.Stop();
        Assert.True(world.Experiment.Record!.ToReplay().IsOver);
    }

    [Fact]
    public void FromSteps_WithANegativeCount_IsRefused() =>
        Assert.Throws<ArgumentException>(() => SloChaosReplay.FromSteps([new(Start, Start.AddMinutes(1), new(-1, 0))]));

    [Fact]
    public void FromEntry_OfOtherEntriesOrDamagedOnes_IsNull()
    {
        using ChaosWorld world = new(ChaosWorld.Options);

        Assert.Null(SloChaosRecord.FromEntry(world.Registry.MarkDeployment("v1")));
        Assert.Null(SloChaosRecord.FromEntry(world.Registry.Ledger.Add(SloLedgerEntryKind.ChaosExperiment, "checkout")));
    }

    private static SloEventCounts Events(List<bool> calls) => new(calls.Count(call => call), calls.Count(call => !call));

    private static List<bool> Play(SloChaosReplay replay, Action<ResiliencePipelineBuilder> repair)
    {
        ResiliencePipelineBuilder builder = new();
        repair(builder);
        ResiliencePipeline pipeline = builder.AddChaosFault(replay.Apply(new ChaosFaultStrategyOptions
        {
            FaultGenerator = _ => ValueTask.FromResult<Exception?>(new TimeoutException()),
        })).Build();
        List<bool> calls = [];
        while (!replay.IsOver)
        {
            try
            {
                pipeline.Execute(() => { });
                calls.Add(true);
            }
            catch (TimeoutException)
            {
                calls.Add(false);
            }
        }

        return calls;
    }
}
