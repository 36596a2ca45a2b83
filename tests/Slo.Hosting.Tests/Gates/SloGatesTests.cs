using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Slo.Hosting.Gates;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Gates;

public sealed class SloGatesTests : IDisposable
{
    private static readonly SloGateOptions BelowAFifth = new() { MinimumBudgetRatio = 0.2, Severity = null };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly LogRecorder _log = new();
    private readonly SloRegistry _registry;
    private readonly SloTracker _checkout;

    public SloGatesTests()
    {
        _registry = new(_time);
        _checkout = _registry.Add(Objective());
    }

    public void Dispose()
    {
        _registry.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void IsOpen_WhileTheBudgetLastsAndAfterItIsSpent_FollowsTheStatus()
    {
        SloGates gates = Gates();
        Count(good: 1000, bad: 5);
        Assert.True(gates.IsOpen("checkout", BelowAFifth));

        Count(good: 0, bad: 4);
        Assert.False(gates.IsOpen("checkout", BelowAFifth));
        Assert.False(gates.IsOpen("CHECKOUT", BelowAFifth with { }));
        Assert.True(gates.IsOpen("checkout", BelowAFifth with { MinimumBudgetRatio = 0.05 }));

        SloGateVerdict verdict = gates.GetVerdict("checkout", BelowAFifth);
        Assert.Equal((false, SloGateCause.Budget, SloScope.Instance), (verdict.IsOpen, verdict.Cause, verdict.Scope));
        Assert.Equal(_checkout.Status, verdict.Status);
    }

    [Fact]
    public void GetVerdict_WhileAPageFires_IsClosedAndSaysSince()
    {
        SloGates gates = Gates();
        Count(good: 1000, bad: 0);
        Count(good: 0, bad: 200);
        DateTimeOffset closedAt = _time.GetUtcNow();
        SloGateVerdict verdict = gates.GetVerdict("checkout", new() { MinimumBudgetRatio = null });
        Count(good: 1, bad: 0);
        SloGateVerdict later = gates.GetVerdict("checkout", new() { MinimumBudgetRatio = null });

        Assert.Equal((SloGateCause.Alert, closedAt), (verdict.Cause, verdict.Since));
        Assert.Equal((SloGateCause.Alert, closedAt), (later.Cause, later.Since));
        Assert.True(gates.IsOpen("checkout", new() { MinimumBudgetRatio = null, ClosesAfter = TimeSpan.FromMinutes(1) }));
    }

    [Fact]
    public void IsOpen_OfAnObjectiveThatIsNotDeclared_IsOpenAndLogsOneLine()
    {
        SloGates gates = Gates();
        for (var i = 0; i < 3; i++)
        {
            Assert.True(gates.IsOpen("chekout"));
            Assert.True(gates.IsOpen(null!));
            _registry.Evaluate();
        }

        Assert.Equal(SloGateCause.UnknownObjective, gates.GetVerdict("chekout").Cause);
        Assert.Equal(2, _log.Messages(92).Count);
    }

    [Fact]
    public void IsOpen_AfterItsObjectiveWasRemovedAndCameBack_FollowsIt()
    {
        SloGates gates = Gates();
        Count(good: 100, bad: 100);
        Assert.False(gates.IsOpen("checkout", BelowAFifth));

        _registry.Remove("checkout");
        Assert.True(gates.IsOpen("checkout", BelowAFifth));

        _registry.Add(Objective());
        _registry.Evaluate();
        Assert.False(gates.IsOpen("checkout", BelowAFifth));
    }

    // Asked for each request: neither the name nor the options nor the verdict may cost memory.
    [Fact]
    public void IsOpen_BetweenTwoEvaluations_AllocatesNothing()
    {
        SloGates gates = Gates();
        Count(good: 1000, bad: 0);

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                gates.IsOpen("checkout");
                gates.IsOpen("checkout", BelowAFifth);
            }
        }));
    }

    [Fact]
    public void IsOpen_WithInvalidOptions_NeverThrows()
    {
        SloGates gates = Gates();
        Count(good: 100, bad: 100);

        Assert.False(gates.IsOpen("checkout", new() { MinimumBudgetRatio = 7, ReopensAfter = TimeSpan.MinValue, ClosesAfter = TimeSpan.MaxValue }));
        Assert.True(gates.IsOpen("checkout", new() { MinimumBudgetRatio = double.NaN, Severity = (AlertSeverity)9 }));
    }

    [Fact]
    public void IsOpen_OfMoreGatesThanThereMayBe_StillAnswers()
    {
        SloGates gates = Gates();
        Count(good: 100, bad: 100);
        for (var i = 0; i <= SloGates.Most; i++)
        {
            gates.IsOpen("checkout", BelowAFifth with { ClosesAfter = TimeSpan.FromTicks(i) });
        }

        Assert.False(gates.IsOpen("checkout", BelowAFifth with { ClosesAfter = TimeSpan.FromDays(1) }));
    }

    // Names or options that are made up for each request must not fill the log.
    [Fact]
    public void IsOpen_OfMoreGatesThanThereMayBe_LogsOneLineForAllOfThem()
    {
        SloGates gates = Gates();
        Count(good: 100, bad: 100);
        for (var i = 0; i < SloGates.Most; i++)
        {
            gates.IsOpen("chekout", BelowAFifth with { ClosesAfter = TimeSpan.FromTicks(i) });
        }

        Assert.Single(_log.Messages(92));
        Assert.Empty(_log.Messages(93));
        Parallel.For(0, 1_000, i =>
        {
            Assert.False(gates.IsOpen("checkout", BelowAFifth with { ReopensAfter = TimeSpan.FromTicks(i) }));
            Assert.True(gates.IsOpen($"unknown {i}"));
        });

        Assert.Single(_log.Messages(92));
        Assert.Empty(_log.Messages(90));
        Assert.Contains("More than 1000 gates", Assert.Single(_log.Messages(93)), StringComparison.Ordinal);
    }

    [Fact]
    public void IsOpen_AskedByManyThreadsDuringEvaluations_IsThatOfSomeEvaluation()
    {
        SloGates gates = Gates();
        Count(good: 100, bad: 100);
        Parallel.For(0, 4, thread =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                if (thread == 0)
                {
                    _registry.Evaluate();
                }

                Assert.False(gates.GetVerdict("checkout", BelowAFifth) is { IsOpen: true, Status: not null });
            }
        });
    }

    [Fact]
    public void Look_AfterAnEvaluation_LogsThatAGateClosesAndOpens()
    {
        SloGates gates = Gates(new() { ["checkout"] = BelowAFifth with { ReopenBudgetRatio = 0.5 } });
        Count(good: 1000, bad: 0);
        gates.Look();
        Count(good: 0, bad: 9);
        gates.Look();
        Count(good: 10_000, bad: 0);
        gates.Look();

        Assert.StartsWith("The gate of objective 'checkout' (Instance) closes: Budget", Assert.Single(_log.Messages(90)), StringComparison.Ordinal);
        Assert.Equal("The gate of objective 'checkout' (Instance) opens again after 1s", Assert.Single(_log.Messages(91)));
    }

    [Fact]
    public void Scope_OfAFleet_IsThatOfTheFleetUntilItIsStale()
    {
        using SloFleet fleet = Fleet();
        SloGates gates = Gates(fleet: fleet);
        Count(good: 1000, bad: 0);
        fleet.Registry.Feed(
            "checkout", [new(_time.GetUtcNow().AddMinutes(-1), _time.GetUtcNow(), new(100, 100))], _time.GetUtcNow());

        Assert.False(gates.IsOpen("checkout", BelowAFifth));
        Assert.Equal(SloScope.Fleet, gates.GetVerdict("checkout", BelowAFifth).Scope);
        Assert.True(gates.IsOpen("checkout", BelowAFifth with { Scope = SloScope.Instance }));
        Assert.False(gates.IsOpen("checkout", BelowAFifth with { Scope = SloScope.Fleet }));

        fleet.Fail(_time.GetUtcNow());
        Assert.Equal(SloScope.Instance, gates.GetVerdict("checkout", BelowAFifth with { MinimumBudgetRatio = 0.3 }).Scope);
        Assert.False(gates.IsOpen("checkout", BelowAFifth with { Scope = SloScope.Fleet }));
    }

    [Fact]
    public async Task Host_WithAGateThatIsDeclared_JudgesItWithoutAReader()
    {
        using LogRecorder log = new();
        using IHost host = SloHost.Build(
            builder => builder.Services
                .AddSlo(options => options.EvaluationInterval = TimeSpan.FromMilliseconds(100))
                .AddObjective("checkout", o => o.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).NoRules())
                .AddGate("Checkout", BelowAFifth),
            log);
        await host.StartAsync(TestContext.Current.CancellationToken);
        host.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(good: 0, bad: 100);

        await Eventually.TrueAsync(() => log.Messages(90).Count == 1, "the line that the gate closes");
        Assert.False(host.Services.GetRequiredService<ISloGate>().IsOpen("checkout"));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Host_WithFaultyGates_DoesNotStartAndNamesThem()
    {
        IReadOnlyList<SloFinding> errors = await SloHost.ErrorsAsync(SloHost.Objective("\"TargetPercent\": 99"), options =>
        {
            options.AddGate("chekout");
            options.AddGate("checkout", new() { MinimumBudgetRatio = 20, Severity = null, ReopensAfter = TimeSpan.FromDays(2) });
        });

        Assert.Equal(
            [
                (SloFindingCodes.OutOfRange, "Gates:checkout:MinimumBudgetRatio"), (SloFindingCodes.OutOfRange, "Gates:checkout:ReopensAfter"),
                (SloFindingCodes.UnknownReference, "Gates:chekout"),
            ],
            errors.Select(error => (error.Code, error.Path)).Order());
        Assert.Contains("did you mean checkout?", errors.Single(error => error.Code == SloFindingCodes.UnknownReference).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_OfNamedSets_HaveGatesOfTheirOwn()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Services.AddSlo().AddObjective("a", o => o.TargetPercent(99));
            builder.Services.AddSlo("payments").AddObjective("b", o => o.TargetPercent(99));
        });

        Assert.Equal(SloGateCause.UnknownObjective, host.Services.GetRequiredService<ISloGate>().GetVerdict("b").Cause);
        Assert.Equal(SloGateCause.None, host.Services.GetRequiredKeyedService<ISloGate>("payments").GetVerdict("b").Cause);
    }

    private static SloObjective Objective() => new SloObjectiveBuilder("checkout").TargetPercent(99).Rolling(TimeSpan.FromHours(1))
        .UnobservedTime(UnobservedTime.Exclude).BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5)).Build();

    private SloGates Gates(Dictionary<string, SloGateOptions>? declared = null, SloFleet? fleet = null)
    {
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        return new(_registry, fleet, declared ?? [], loggers.CreateLogger("Slo.Gates"));
    }

    private SloFleet Fleet()
    {
        SloRegistry registry = new(_time, scope: SloScope.Fleet);
        registry.Add(Objective());
        return new(registry, NoStore.Instance, new SloFleetOptions(), _time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
    }

    private void Count(long good, long bad)
    {
        _checkout.Record(good, bad);
        _time.Advance(TimeSpan.FromSeconds(1));
        _registry.Evaluate();
    }
}
