using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Polly;
using Polly.Retry;
using Slo.Testing;
using Xunit;

namespace Slo.Polly.Tests.Chaos;

public sealed class SloChaosExperimentTests
{
    [Fact]
    public void Calls_BeforeTheStart_GetNoFault()
    {
        using ChaosWorld world = new(ChaosWorld.Options with { InjectionRate = 1 });

        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(world.Call()));
        Assert.Null(world.Experiment.Record);
    }

    // 1 % of 10,000 events and of those that come: a budget of 100 and more events, of which it may spend a fifth.
    [Fact]
    public void Experiment_WhoseFaultsReachTheUsers_SpendsItsAllowanceAndStopsItself()
    {
        using ChaosWorld world = new(ChaosWorld.Options);
        Assert.True(world.Experiment.TryStart(out _, "ann"));
        world.Run(seconds: 600);

        SloChaosRecord record = world.Experiment.Record!;
        Assert.Equal((SloChaosEnd.AllowanceSpent, SloChaosVerdict.Refuted), (record.EndedBy, record.Verdict));
        Assert.Equal(record.Injected, record.BadEvents);
        Assert.InRange(record.BadEvents, 20, 21);
        Assert.InRange(record.SpentBudgetRatio, 0.15, 0.2);
        Assert.InRange(1 - world.Tracker.Status.ComplianceRatio!.Value, 0, 0.01);
        Assert.All(Enumerable.Range(0, 200), _ => Assert.True(world.Call()));
    }

    // A fault costs its event later than it is injected: each that may still cost one is covered by the allowance.
    [Fact]
    public void Experiment_WhoseFaultsCostTheirEventsLater_NeverSpendsMore()
    {
        using ChaosWorld world = new(ChaosWorld.Options with { InjectionRate = 1, SettlesWithin = TimeSpan.FromSeconds(5) });
        Assert.True(world.Experiment.TryStart(out _));
        Queue<int> later = new([0, 0, 0]);
        for (var second = 0; second < 200 && world.Experiment.IsRunning; second++)
        {
            var faults = Enumerable.Range(0, 50).Count(_ => Fails(world));
            later.Enqueue(faults);
            world.Pass(good: 50 - faults, bad: later.Dequeue());
        }

        while (later.TryDequeue(out var bad))
        {
            world.Pass(bad: bad);
        }

        Assert.False(world.Experiment.IsRunning);
        Assert.InRange(world.Tracker.Total.Bad, 15, 0.2 * 0.01 * world.Tracker.Total.Total);
    }

    [Fact]
    public async Task Experiment_WithCallsOfManyThreads_NeverSpendsMore()
    {
        using ChaosWorld world = new(ChaosWorld.Options with { InjectionRate = 1 });
        Assert.True(world.Experiment.TryStart(out _));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                world.Call();
            }
        })));

        Assert.InRange(world.Tracker.Total.Bad, 1, 20);
    }

    [Fact]
    public void Experiment_WhoseFaultsAreRetried_RunsToItsEndAndConfirms()
    {
        using ChaosWorld world = new(
            ChaosWorld.Options with { Duration = TimeSpan.FromMinutes(1), InjectionRate = 0.3 },
            pipeline => pipeline.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 10, Delay = TimeSpan.Zero }));
        Assert.True(world.Experiment.TryStart(out _));
        world.Run(seconds: 100);

        SloChaosRecord record = world.Experiment.Record!;
        Assert.Equal((SloChaosEnd.Completed, SloChaosVerdict.Confirmed), (record.EndedBy, record.Verdict));
        Assert.Equal((0, TimeSpan.FromMinutes(1)), (record.BadEvents, record.EndedAt - record.StartedAt));
        Assert.InRange(record.Injected, 150, 400);
    }

    [Fact]
    public void Experiment_WithTooFewFaults_ShowsNothing()
    {
        using ChaosWorld world = new(ChaosWorld.Options with { Duration = TimeSpan.FromMinutes(1), InjectionRate = 0.001 });
        Assert.True(world.Experiment.TryStart(out _));
        world.Run(seconds: 100);

        Assert.Equal(SloChaosEnd.Completed, world.Experiment.Record!.EndedBy);
        Assert.Equal(SloChaosVerdict.Inconclusive, world.Experiment.Record!.Verdict);
    }

    // Each fault waits for its ten minutes, so most calls get none: what was confirmed is not the rate of the hypothesis.
    [Fact]
    public void Experiment_ThatHoldsMostFaultsBack_ShowsNothing()
    {
        using ChaosWorld world = new(
            ChaosWorld.Options with
            {
                Duration = TimeSpan.FromMinutes(2),
                InjectionRate = 0.5,
                MinimumInjections = 5,
                SettlesWithin = TimeSpan.FromMinutes(10),
            },
            pipeline => pipeline.AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 10, Delay = TimeSpan.Zero }));
        Assert.True(world.Experiment.TryStart(out _));
        world.Run(seconds: 200);

        SloChaosRecord record = world.Experiment.Record!;
        Assert.Equal((SloChaosEnd.Completed, SloChaosVerdict.Inconclusive), (record.EndedBy, record.Verdict));
        Assert.InRange(record.HeldBack, 1_000, 1_200);
        Assert.InRange(record.Injected, 15, 21);
        Assert.Equal(record.HeldBack, SloChaosRecord.FromEntry(world.Registry.Ledger.Entries[^1])!.HeldBack);
    }

    [Fact]
    public void Experiment_WhoseFleetBecomesStale_Ends()
    {
        using ChaosFleet world = new(ChaosWorld.Options with { InjectionRate = 1, MinimumInjections = 1 });
        Assert.True(world.Experiment.TryStart(out _));
        Assert.True(world.Injects());
        world.Fleet.Fail(world.Time.GetUtcNow());

        Assert.False(world.Injects());
        Assert.Equal((SloChaosEnd.FleetStale, SloChaosVerdict.Inconclusive), (world.Experiment.Record!.EndedBy, world.Experiment.Record.Verdict));
    }

    // The allowance of one instance is not that of the fleet.
    [Theory]
    [InlineData(SloScope.Fleet, false)]
    [InlineData(null, true)]
    public void Experiment_OfTheFleet_DoesNotStartWhileItIsStale(SloScope? scope, bool starts)
    {
        using ChaosFleet world = new(ChaosWorld.Options with { Scope = scope });
        world.Pass(good: 10_000);
        world.Fleet.Fail(world.Time.GetUtcNow());

        Assert.Equal(starts, world.Experiment.TryStart(out var refusal));
        Assert.Equal(starts, refusal is null);
    }

    [Theory]
    [InlineData(SloScope.Fleet, false)]
    [InlineData(SloScope.Instance, true)]
    [InlineData(null, true)]
    public void Experiment_OfTheFleet_DoesNotStartWithoutOne(SloScope? scope, bool starts)
    {
        using ChaosWorld world = new(ChaosWorld.Options with { Scope = scope });

        Assert.Equal(starts, world.Experiment.TryStart(out _));
    }

    // The fleet counts this instance among many, and seconds later.
    [Fact]
    public void Experiment_WhoseInstanceAlertsBeforeTheFleet_Ends()
    {
        using ChaosFleet world = new(ChaosWorld.Options with { InjectionRate = 1, AllowedBudgetRatio = 0.5 });
        Assert.True(world.Experiment.TryStart(out _));
        world.Pass(bad: 100);
        world.Experiment.Look();

        Assert.Equal(SloChaosEnd.AlertFired, world.Experiment.Record!.EndedBy);
        Assert.False(world.Experiment.TryStart(out var refusal));
        Assert.Equal("an alert of this instance fires (page)", refusal);
    }

    // No calls come, and still it ends: by the look of each second.
    [Fact]
    public void Experiment_WhileARuleHolds_EndsAtOnce()
    {
        using ChaosWorld world = new(ChaosWorld.Options with { AllowedBudgetRatio = 0.5, MinimumBudgetRatio = 0 });
        Assert.True(world.Experiment.TryStart(out _));
        for (var i = 0; i < 3; i++)
        {
            world.Pass(good: 100);
        }

        // 20 % for five seconds: 20 times the budget, also over the minute, whose other events were before the start.
        world.Pass(seconds: 60);
        world.Pass(good: 80, bad: 20);

        Assert.False(world.Experiment.IsRunning);
        Assert.Equal(SloChaosEnd.AlertFired, world.Experiment.Record!.EndedBy);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(world.Call()));
    }

    [Fact]
    public void Experiment_WithLittleBudgetLeft_Ends()
    {
        using ChaosWorld world = new(ChaosWorld.Options with { MinimumBudgetRatio = 0.95 });
        Assert.True(world.Experiment.TryStart(out _));
        world.Pass(bad: 6);

        Assert.Equal((SloChaosEnd.BudgetLow, SloChaosVerdict.Inconclusive), (world.Experiment.Record!.EndedBy, world.Experiment.Record.Verdict));
    }

    // More failures than faults: another cause is at work, and the hypothesis is not refuted by it.
    [Fact]
    public void Experiment_BesideAFaultOfItsOwn_ShowsNothing()
    {
        using ChaosWorld world = new(ChaosWorld.Options with { MinimumInjections = 1, InjectionRate = 1 });
        Assert.True(world.Experiment.TryStart(out _));
        Assert.False(world.Call());
        world.Pass(bad: 30);

        Assert.Equal((SloChaosEnd.AllowanceSpent, SloChaosVerdict.Inconclusive), (world.Experiment.Record!.EndedBy, world.Experiment.Record.Verdict));
    }

    [Fact]
    public void Experiment_ThatIsStopped_InjectsNothingFromThenOn()
    {
        using ChaosWorld world = new(ChaosWorld.Options with { InjectionRate = 1 });
        Assert.True(world.Experiment.TryStart(out _));
        Assert.False(world.Call());
        world.Experiment.Stop();
        world.Experiment.Stop();

        Assert.True(world.Call());
        Assert.Equal((SloChaosEnd.Stopped, SloChaosVerdict.Inconclusive), (world.Experiment.Record!.EndedBy, world.Experiment.Record.Verdict));
        Assert.Single(world.Log.Messages(302));
        Assert.True(world.Experiment.TryStart(out _));
    }

    [Fact]
    public void Experiment_WhoseObjectiveIsGone_Ends()
    {
        using ChaosWorld world = new(ChaosWorld.Options with { InjectionRate = 1 });
        Assert.True(world.Experiment.TryStart(out _));
        world.Registry.Remove("checkout");

        Assert.True(world.Call());
        Assert.Equal(SloChaosEnd.ObjectiveGone, world.Experiment.Record!.EndedBy);
    }

    [Fact]
    public void TryStart_WhereAConditionDoesNotHold_SaysWhich()
    {
        Assert.Equal("the objective has no events yet, so its budget is not known", Refusal(ChaosWorld.Options, good: 0));
        Assert.Equal(
            "20 % of the error budget is 0.2 events at the traffic seen; allow more, or wait for more traffic", Refusal(ChaosWorld.Options, good: 100));
        Assert.Equal("the objective 'other' is not declared", Refusal(ChaosWorld.Options with { Objective = "other" }));
        Assert.Equal("40 % of the error budget is left, and 50 % are needed", Refusal(ChaosWorld.Options, good: 9_940, bad: 60, settle: 120));
        Assert.Equal("an alert fires (page)", Refusal(ChaosWorld.Options with { MinimumBudgetRatio = 0 }, bad: 2_000));
    }

    [Fact]
    public void TryStart_WhileItRuns_IsRefused()
    {
        using ChaosWorld world = new(ChaosWorld.Options);
        Assert.True(world.Experiment.TryStart(out _));

        Assert.False(world.Experiment.TryStart(out var refusal));
        Assert.Equal("it runs already", refusal);
    }

    [Fact]
    public void Ledger_OfARun_HasItsBeginAndItsEnd()
    {
        using ChaosWorld world = new(ChaosWorld.Options);
        world.Experiment.TryStart(out _, "ann");
        world.Run(seconds: 600);

        SloLedgerEntry[] entries = [.. world.Registry.Ledger.Entries.Where(entry => entry.Kind == SloLedgerEntryKind.ChaosExperiment)];
        Assert.Equal(2, entries.Length);
        Assert.All(entries, entry => Assert.Equal(("checkout", "ann", ChaosWorld.Options.Hypothesis), (entry.Objective, entry.Actor, entry.Reason)));
        Assert.Null(SloChaosRecord.FromEntry(entries[0])!.EndedBy);

        // As a store keeps it.
        SloChaosRecord read = SloChaosRecord.FromEntry(SloLedgerEntry.FromBytes(entries[1].ToBytes()))!;
        SloChaosRecord record = world.Experiment.Record!;
        Assert.Equal(record with { SpentBudgetRatio = 0 }, read with { SpentBudgetRatio = 0 });
        Assert.Equal(record.SpentBudgetRatio, read.SpentBudgetRatio, 1e-12);
        Assert.StartsWith("Chaos experiment 'pay-fails' ended (AllowanceSpent): Refuted;", Assert.Single(world.Log.Messages(302)), StringComparison.Ordinal);
        Assert.StartsWith(
            "Chaos experiment 'pay-fails' starts: faults in 10 % of the calls for at most 10m, within 20 % of the error budget of 'checkout'",
            Assert.Single(world.Log.Messages(301)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithFaultyExperiments_DoesNotStartAndNamesThem()
    {
        using IHost host = Build(slo => slo
            .AddChaosExperiment("a", new() { Objective = "chekout", Hypothesis = "" })
            .AddChaosExperiment("b", new()
            {
                Objective = "checkout",
                Hypothesis = "x",
                InjectionRate = 2,
                AllowedBudgetRatio = 0.6,
                MinimumBudgetRatio = -1,
                Duration = TimeSpan.Zero,
                MinimumInjections = 0,
                SettlesWithin = TimeSpan.FromHours(1),
            }));

        SloDefinitionException refusal = await Assert.ThrowsAsync<SloDefinitionException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal(8, refusal.Findings.Count);
        Assert.All(refusal.Findings, finding => Assert.Equal(SloFindingCodes.ChaosOption, finding.Code));
        Assert.Contains(refusal.Findings, finding => finding.Message.Contains("'chekout': is not declared", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_ThatStops_EndsWhatRuns()
    {
        using IHost host = Build(slo => slo.AddChaosExperiment("a", ChaosWorld.Options));
        await host.StartAsync(TestContext.Current.CancellationToken);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        SloChaosExperiment experiment = host.Services.GetRequiredKeyedService<SloChaosExperiment>("a");
        registry.Get("checkout").Record(good: 10_000, bad: 0);
        await Eventually.TrueAsync(() => experiment.TryStart(out _), "an evaluation with events");
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(SloChaosEnd.HostStopped, experiment.Record!.EndedBy);
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddSlo().AddChaosExperiment("a", ChaosWorld.Options)
            .AddChaosExperiment("a", ChaosWorld.Options));
    }

    private static IHost Build(Action<ISloBuilder> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "shop" });
        configure(builder.Services.AddSlo(options => options.EvaluationInterval = TimeSpan.FromMilliseconds(100))
            .AddObjective("checkout", o => o.TargetPercent(99).Rolling(TimeSpan.FromHours(1))));
        return builder.Build();
    }

    private static bool Fails(ChaosWorld world)
    {
        try
        {
            world.Pipeline.Execute(() => { });
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private static string? Refusal(SloChaosOptions options, long good = 10_000, long bad = 0, double settle = 0)
    {
        using ChaosWorld world = new(options, good: good);
        if (bad > 0)
        {
            world.Pass(bad: bad);
        }

        if (settle > 0)
        {
            world.Pass(seconds: settle);
            world.Pass(seconds: 400);
        }

        Assert.False(world.Experiment.TryStart(out var refusal));
        return refusal;
    }
}
