using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
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
        _fleet = new(registry, NoStore.Instance, new SloFleetOptions(), _time);
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
    public void Options_OutOfRange_AreRefused() => Assert.Throws<ArgumentException>(() =>
        new ServiceCollection().AddHealthChecks().AddSloDrain(options => options.MaximumShareRatio = 1));

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
}
