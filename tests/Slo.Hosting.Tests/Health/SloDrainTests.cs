using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Slo.Hosting.Health;
using Slo.Hosting.Tests.Gates;
using Xunit;

namespace Slo.Hosting.Tests.Health;

public sealed class SloDrainTests : IDisposable
{
    private static readonly SloEventCounts Good = new(1000, 0);
    private static readonly SloEventCounts Broken = new(500, 500);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SloObjective _objective = new SloObjectiveBuilder("checkout").TargetPercent(99).Rolling(TimeSpan.FromHours(1)).Build();
    private readonly SloFleet _fleet;
    private readonly SloDrain _drain = new();

    public SloDrainTests()
    {
        SloRegistry registry = new(_time, scope: SloScope.Fleet);
        registry.Add(_objective);
        _fleet = new(registry, NoStore.Instance, new SloFleetOptions(), _time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        _fleet.Update(new(5, 5, 1), isPartial: false);
    }

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task Check_OfAnInstanceLikeTheOthers_IsHealthy()
    {
        Count(Good, Good);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(Create())).Status);
    }

    // All of them are bad: none may leave, because none is better.
    [Fact]
    public async Task Check_WhileTheWholeFleetIsBad_IsHealthy()
    {
        Count(Broken, Broken);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(Create())).Status);
    }

    [Fact]
    public async Task Check_OfAnOutlier_IsUnhealthyAndSaysWhy()
    {
        Count(Broken, Good);

        HealthCheckResult result = await CheckAsync(Create());

        Assert.Equal(
            (HealthStatus.Unhealthy, "drained: worse than the fleet for 'checkout': 500 of 1000 bad here, 0 of 1000 elsewhere"),
            (result.Status, result.Description));
    }

    // Each of them is significantly worse than the others together: in a fleet with many bad instances, none is drained.
    [Theory]
    [InlineData(20, 1, HealthStatus.Unhealthy)]
    [InlineData(20, 6, HealthStatus.Unhealthy)]
    [InlineData(20, 7, HealthStatus.Degraded)]
    [InlineData(20, 9, HealthStatus.Degraded)]
    [InlineData(20, 10, HealthStatus.Degraded)]
    [InlineData(20, 11, HealthStatus.Healthy)]
    [InlineData(20, 19, HealthStatus.Healthy)]
    public async Task Check_OfABadInstanceOfAFleetOfWhichSomeAreBad_LeavesOnlyIfFewAre(int total, int bad, HealthStatus expected)
    {
        _fleet.Update(new(total, total, 1), isPartial: false);
        SloEventCounts one = new(16_000, 4_000);
        Count(one, new(((bad - 1) * 16_000L) + ((total - bad) * 20_000L), (bad - 1) * 4_000L));

        Assert.True(bad == 19 || _fleet.Compare("checkout").Verdict == SloOutlierVerdict.Worse);
        HealthCheckResult result = await CheckAsync(Create());
        Assert.Equal(expected, result.Status);
        Assert.Equal(
            bad == 10 ? "worse than the fleet for 'checkout': 4000 of 20000 bad here, 36000 of 380000 elsewhere; it stays, because up to 9 "
                + "others may be as bad, and 10 of 20 instances would be missing" : result.Description, result.Description);
    }

    // Whatever the shares: of instances with equal traffic, never more leave at once than may.
    [Fact]
    public async Task Check_OfAllInstancesOfRandomFleets_NeverTakesOutMoreThanTheShare()
    {
        Random random = new(3);
        var left = 0;
        for (var round = 0; round < 60; round++)
        {
            var total = random.Next(3, 25);
            SloEventCounts[] counts = [.. Enumerable.Range(0, total).Select(_ => Bad(random.Next(3) == 0 ? random.Next(0, 5_000) : 10))];
            var drained = 0;
            foreach (SloEventCounts own in counts)
            {
                using SloDrainTests one = new();
                one._fleet.Update(new(total, total, 1), isPartial: false);
                one.Count(own, counts.Aggregate(SloEventCounts.Add) - own);
                drained += (await CheckAsync(one.Create())).Status == HealthStatus.Unhealthy ? 1 : 0;
            }

            Assert.InRange(drained, 0, 0.34 * total);
            left += drained;
        }

        Assert.InRange(left, 20, 1_000);
        static SloEventCounts Bad(int bad) => new(10_000 - bad, bad);
    }

    // Significant, and no reason to leave: not twice as bad, or within its objective.
    [Theory]
    [InlineData(3_000, 2, HealthStatus.Healthy)]
    [InlineData(3_000, 1.4, HealthStatus.Unhealthy)]
    [InlineData(900, 1, HealthStatus.Healthy)]
    public async Task Check_OfAnInstanceThatIsALittleWorse_IsHealthy(int bad, double factor, HealthStatus expected)
    {
        _fleet.Update(new(100, 100, 1), isPartial: false);
        Count(new(100_000 - bad, bad), new(9_900_000 - (bad * 66), bad * 66));

        Assert.Equal(SloOutlierVerdict.Worse, _fleet.Compare("checkout").Verdict);
        Assert.Equal(expected, (await CheckAsync(Create(options =>
        {
            options.MinimumFactor = factor;
            options.MaximumShareRatio = 0.99;
        }))).Status);
    }

    [Fact]
    public async Task Check_OfADrainedInstanceWhoseFleetGoes_TakesTrafficAgain()
    {
        SloDrainHealthCheck check = Create(options => options.MinimumDuration = TimeSpan.FromHours(1));
        Count(Broken, Good);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(check)).Status);
        _time.Advance(TimeSpan.FromMinutes(13));
        Count(default, Good);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(check)).Status);

        _fleet.Update(new(5, 2, 1), isPartial: false);
        HealthCheckResult result = await CheckAsync(check);
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.EndsWith("it stays, because 4 of 5 instances would be missing", result.Description, StringComparison.Ordinal);

        _fleet.Update(new(5, 5, 1), isPartial: false);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(check)).Status);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task Check_OfADrainedInstanceWhoseWallClockIsSet_StaysForItsTime(int hours)
    {
        SetClock clock = new(_time);
        SloDrainHealthCheck check = new(
            _drain, _fleet, new() { MinimumDuration = TimeSpan.FromMinutes(15) }, HealthStatus.Unhealthy, clock);
        Count(Broken, Good);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(check)).Status);
        clock.Ahead = TimeSpan.FromHours(hours);
        _time.Advance(TimeSpan.FromMinutes(12));
        Count(default, Good);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(check)).Status);

        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(check)).Status);
    }

    [Fact]
    public async Task Host_WithACheckByAnObjectiveThatIsNotDeclared_DoesNotStart()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Services.AddSlo().AddObjective("checkout", o => o.TargetPercent(99));
            builder.Services.AddHealthChecks().AddSloDrain(options => options.Objectives.Add("chekout"));
        });

        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(SloFindingCodes.UnknownReference, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'chekout', which is not declared; did you mean checkout?", refusal.Message, StringComparison.Ordinal);
    }

    // Once it is drained it has no events, and the comparison no verdict.
    [Fact]
    public async Task Check_OfADrainedInstance_StaysForItsTimeAndThenTriesAgain()
    {
        SloDrainHealthCheck check = Create(options => options.MinimumDuration = TimeSpan.FromMinutes(15));
        Count(Broken, Good);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(check)).Status);

        _time.Advance(TimeSpan.FromMinutes(13));
        Count(default, Good);
        Assert.Equal(SloOutlierVerdict.Inconclusive, _fleet.Compare("checkout").Verdict);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(check)).Status);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(check)).Status);
    }

    [Theory]
    [InlineData(5, 5, 0.34, HealthStatus.Unhealthy)]
    [InlineData(5, 4, 0.34, HealthStatus.Degraded)]
    [InlineData(5, 4, 0.4, HealthStatus.Unhealthy)]
    [InlineData(3, 3, 0.34, HealthStatus.Unhealthy)]
    [InlineData(2, 2, 0.34, HealthStatus.Degraded)]
    [InlineData(1, 1, 0.99, HealthStatus.Degraded)]
    public async Task Check_OfAnOutlier_LeavesOnlyIfEnoughOthersAreLeft(int total, int reporting, double share, HealthStatus expected)
    {
        _fleet.Update(new(total, reporting, 1), isPartial: false);
        Count(Broken, Good);

        Assert.Equal(expected, (await CheckAsync(Create(options => options.MaximumShareRatio = share))).Status);
    }

    [Fact]
    public async Task Check_OfAFleetThatIsPartialOrStale_DrainsNobody()
    {
        Count(Broken, Good);
        _fleet.Update(new(5, 5, 0.1), isPartial: true);
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(Create())).Status);

        _fleet.Update(new(5, 5, 1), isPartial: false);
        SloDrainHealthCheck check = Create();
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(check)).Status);
        _fleet.Fail(_time.GetUtcNow());
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(check)).Status);
    }

    [Fact]
    public async Task Check_OfOtherObjectivesOrByChoiceAlone_IgnoresTheOutlier()
    {
        Count(Broken, Good);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(Create(options => options.Objectives.Add("search")))).Status);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(Create(options => options.WhenWorse = false))).Status);
    }

    [Fact]
    public async Task Check_OnRequest_IsUnhealthyUntilItIsTakenBack()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Services.AddSlo().AddObjective("checkout", o => o.TargetPercent(99));
            builder.Services.AddHealthChecks().AddSloDrain();
        });
        HealthCheckService checks = host.Services.GetRequiredService<HealthCheckService>();
        SloDrain drain = host.Services.GetRequiredService<SloDrain>();
        Assert.Equal(HealthStatus.Healthy, await ReadyAsync(checks));

        drain.Request("disk is full\nsecond line");
        HealthReport report = await checks.CheckHealthAsync(check => check.Tags.Contains("ready"), TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.DoesNotContain('\n', report.Entries["slo-drain"].Description!);

        drain.Cancel();
        Assert.Equal(HealthStatus.Healthy, await ReadyAsync(checks));
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentException>(
            () => new ServiceCollection().AddHealthChecks().AddSloDrain(options => options.MaximumShareRatio = 1));
        Assert.Throws<ArgumentException>(
            () => new ServiceCollection().AddHealthChecks().AddSloDrain(options => options.MinimumFactor = 0.9));
    }

    private static async Task<HealthStatus> ReadyAsync(HealthCheckService checks) =>
        (await checks.CheckHealthAsync(check => check.Tags.Contains("ready"), TestContext.Current.CancellationToken)).Status;

    private static Task<HealthCheckResult> CheckAsync(SloDrainHealthCheck check) =>
        check.CheckHealthAsync(new(), TestContext.Current.CancellationToken);

    private SloDrainHealthCheck Create(Action<SloDrainOptions>? configure = null)
    {
        SloDrainOptions options = new();
        configure?.Invoke(options);
        return new(_drain, _fleet, options, HealthStatus.Unhealthy, _time);
    }

    private void Count(SloEventCounts own, SloEventCounts others)
    {
        DateTimeOffset from = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset to = _time.GetUtcNow();
        _fleet.Published([new(from, to, own.Total == 0 ? [] : [new("checkout", _objective.CountingKey, own)])]);
        _fleet.Registry.Feed("checkout", [new(from, to, own + others)], to);
    }

    /// <summary>A clock whose time of day is set, and whose timestamps go on.</summary>
    private sealed class SetClock(TimeProvider clock) : TimeProvider
    {
        internal TimeSpan Ahead { get; set; }

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Ahead;

        public override long GetTimestamp() => clock.GetTimestamp();
    }
}
