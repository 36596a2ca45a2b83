using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Health;

public sealed class SloHealthTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Registrations_OfTwoObjectives_AreOneForAllAndOneForEach()
    {
        using IHost host = Host(checks => checks.AddSlo(tags: ["ready", "slo"], timeout: TimeSpan.FromSeconds(2)));
        var registrations = host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthCheckServiceOptions>>().Value.Registrations;

        Assert.Equal(["slo", "slo:checkout", "slo:search"], registrations.Select(registration => registration.Name));
        Assert.All(registrations, registration =>
        {
            Assert.Equal(["ready", "slo"], registration.Tags.Order(StringComparer.Ordinal));
            Assert.Equal(HealthStatus.Degraded, registration.FailureStatus);
            Assert.Equal(TimeSpan.FromSeconds(2), registration.Timeout);
        });
    }

    [Fact]
    public void Registrations_AddedTwiceUnderOneName_AreThereOnce()
    {
        using IHost host = Host(checks => checks.AddSlo().AddSlo().AddSlo("budget"));
        var registrations = host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthCheckServiceOptions>>().Value.Registrations;

        Assert.Equal(
            ["slo", "slo:checkout", "slo:search", "budget", "budget:checkout", "budget:search"],
            registrations.Select(registration => registration.Name));
    }

    [Fact]
    public async Task Check_WithoutData_IsHealthyAndSaysSo() =>
        await ExpectAsync((_, _) => { }, HealthStatus.Healthy, "no data yet", "2 objectives, none at risk");

    [Fact]
    public async Task Check_OfAHealthyObjective_IsHealthy() =>
        await ExpectAsync((tracker, _) => tracker.Record(1000, 0), HealthStatus.Healthy, "error budget 100.0 % left, coverage 0 %", "2 objectives, none at risk");

    [Fact]
    public async Task Check_WithLittleBudgetLeft_IsDegraded()
    {
        // 95 bad of 100 allowed, four days ago: every window of the rules is quiet again.
        await ExpectAsync(
            (tracker, registry) =>
            {
                tracker.Record(9905, 95);
                _time.Advance(TimeSpan.FromSeconds(1));
                registry.Evaluate();
                _time.Advance(TimeSpan.FromDays(4));
            },
            HealthStatus.Degraded,
            "error budget 5.0 % left, coverage 13.33 %",
            "checkout: error budget 5.0 % left, coverage 13.33 %");
    }

    [Fact]
    public async Task Check_WhileAPageRuleHolds_IsDegraded() => await ExpectAsync(
        (tracker, registry) =>
        {
            tracker.Record(99_900, 0);
            _time.Advance(TimeSpan.FromSeconds(1));
            registry.Evaluate();
            _time.Advance(TimeSpan.FromDays(4));
            tracker.Record(0, 100);
        },
        HealthStatus.Degraded,
        "error budget 90.0 % left, coverage 13.33 %, burn 100.0x/5m, exhausted in 6h29m",
        "checkout: error budget 90.0 % left, coverage 13.33 %, burn 100.0x/5m, exhausted in 6h29m");

    [Theory]
    [InlineData(null, HealthStatus.Degraded)]
    [InlineData(HealthStatus.Degraded, HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy, HealthStatus.Unhealthy)]
    public async Task Check_OfAnExhaustedBudget_IsWhatWasAskedFor(HealthStatus? asked, HealthStatus expected) => await ExpectAsync(
        (tracker, _) => tracker.Record(900, 100),
        expected,
        "error budget -900.0 % left, coverage 0 %, burn 10.0x/5m",
        "checkout: error budget -900.0 % left, coverage 0 %, burn 10.0x/5m",
        asked);

    // Of a month an hour was seen: the target is missed so far, and hardly anything is spent.
    [Fact]
    public async Task Check_BelowTheTargetWithBudgetLeft_SaysBoth()
    {
        using IHost host = SloHost.Build(
            builder =>
            {
                builder.Services.AddSlo(options => options.AddObjective("checkout", objective => objective
                    .TargetPercent(99).UnobservedTime(UnobservedTime.AssumeGood).NoRules()));
                builder.Services.AddHealthChecks().AddSlo();
            },
            time: _time);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        registry.Get("checkout").Record(90, 10);
        _time.Advance(TimeSpan.FromHours(3.6));
        registry.Evaluate();
        HealthReport report = await CheckAsync(host);

        Assert.Equal("error budget 95.0 % left, below target so far, coverage 0.5 %", report.Entries["slo:checkout"].Description);
        Assert.Equal((false, 0.005), (report.Entries["slo:checkout"].Data["isMet"], report.Entries["slo:checkout"].Data["coverageRatio"]));
    }

    [Fact]
    public async Task Check_WhileSilencePages_IsDegradedAlthoughThereIsNoData()
    {
        using IHost host = SloHost.Build(
            builder =>
            {
                builder.Services.AddSlo(options => options.AddObjective("jobs", objective => objective
                    .TargetPercent(99).SilenceRule(AlertSeverity.Page, TimeSpan.FromMinutes(5))));
                builder.Services.AddHealthChecks().AddSlo();
            },
            time: _time);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        registry.Evaluate();
        _time.Advance(TimeSpan.FromMinutes(6));
        registry.Evaluate();
        HealthReport report = await CheckAsync(host);

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Equal("no data yet, page after 5m without events", report.Entries["slo:jobs"].Description);
    }

    [Fact]
    public async Task Check_OfAStaleEngine_IsDegradedWhateverTheNumbersSay()
    {
        using IHost host = Host(checks => checks.AddSlo(failureStatus: HealthStatus.Unhealthy));
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        registry.Get("checkout").Record(100, 0);
        registry.Evaluate();
        _time.Advance(TimeSpan.FromSeconds(5));
        HealthReport atTheLimit = await CheckAsync(host);
        _time.Advance(TimeSpan.FromTicks(1));
        HealthReport after = await CheckAsync(host);

        Assert.Equal(HealthStatus.Healthy, atTheLimit.Status);
        Assert.Equal(HealthStatus.Degraded, after.Entries["slo:checkout"].Status);
        Assert.Equal("not evaluated since 2026-01-01T00:00:00.0000000+00:00", after.Entries["slo:checkout"].Description);
        Assert.Equal(HealthStatus.Degraded, after.Entries["slo"].Status);
        Assert.Equal(
            "checkout: not evaluated since 2026-01-01T00:00:00.0000000+00:00; search: not evaluated since 2026-01-01T00:00:00.0000000+00:00",
            after.Entries["slo"].Description);
    }

    [Fact]
    public async Task Check_OfAnObjectiveRemovedAtRunTime_IsDegradedAndSaysSo()
    {
        using IHost host = Host(checks => checks.AddSlo());
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        registry.Remove("search");
        HealthReport report = await CheckAsync(host);

        Assert.Equal(HealthStatus.Degraded, report.Entries["slo:search"].Status);
        Assert.Equal("objective 'search' is no longer tracked", report.Entries["slo:search"].Description);
        Assert.Equal("1 objectives, none at risk", report.Entries["slo"].Description);
    }

    [Fact]
    public async Task Check_WithMillenniaToExhaustion_DoesNotOverflow()
    {
        // A burn rate of 1e-5 over 30 days: the end of the budget lies beyond the year 9999.
        using IHost host = Host(checks => checks.AddSlo(), targetPercent: 90);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        registry.Get("checkout").Record(999_999, 1);
        registry.Evaluate();
        HealthReport report = await CheckAsync(host);

        Assert.Equal(HealthStatus.Healthy, report.Entries["slo:checkout"].Status);
        Assert.Null(report.Entries["slo:checkout"].Exception);
        Assert.DoesNotContain("exhausted_at", report.Entries["slo:checkout"].Data.Keys);
    }

    [Fact]
    public async Task Data_WhileATargetIsOverridden_HasTheOneInForce()
    {
        using IHost host = Host(checks => checks.AddSlo());
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        registry.OverrideTarget(new() { Objective = "checkout", TargetRatio = 0.5m, From = _time.GetUtcNow(), To = _time.GetUtcNow().AddHours(1) });
        _time.Advance(TimeSpan.FromMinutes(10));
        registry.Evaluate();

        Assert.Equal(0.5, (await CheckAsync(host)).Entries["slo:checkout"].Data["targetRatio"]);
    }

    [Fact]
    public async Task Data_OfAnObjective_IsFlatAndAsApproved()
    {
        using IHost host = Host(checks => checks.AddSlo());
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        registry.Get("checkout").Record(9_920, 80);
        _time.Advance(TimeSpan.FromMinutes(10));
        registry.Evaluate();
        HealthReport report = await CheckAsync(host);

        Assert.All(
            report.Entries.Values.SelectMany(entry => entry.Data.Values),
            value => Assert.True(value is string or bool or long or (double and not double.NaN), $"{value.GetType()} {value}"));
        var actual = string.Concat(report.Entries.Select(entry => $"[{entry.Key}] {entry.Value.Status}: {entry.Value.Description}\n"
            + string.Concat(entry.Value.Data.Select(pair =>
                string.Create(CultureInfo.InvariantCulture, $"  {pair.Key} = {pair.Value} ({pair.Value.GetType().Name})\n")))));
        var difference = Approval.Difference(actual, "tests", "Slo.Hosting.Tests", "Health", "HealthData.approved.txt");

        Assert.True(difference is null, difference);
    }

    [Fact]
    public void AddSlo_OnHealthChecks_BringsTheEngine()
    {
        using IHost host = SloHost.Build(builder => builder.Services.AddHealthChecks().AddSlo());

        Assert.NotNull(host.Services.GetService<SloRegistry>());
        Assert.Throws<ArgumentNullException>("builder", () => ((IHealthChecksBuilder)null!).AddSlo());
    }

    private static async Task<HealthReport> CheckAsync(IHost host) =>
        await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

    private async Task ExpectAsync(
        Action<SloTracker, SloRegistry> record, HealthStatus expected, string description, string aggregate, HealthStatus? whenExhausted = null)
    {
        using IHost host = Host(checks => checks.AddSlo(failureStatus: whenExhausted));
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        record(registry.Get("checkout"), registry);
        registry.Evaluate();
        HealthReport report = await CheckAsync(host);

        Assert.Equal(expected, report.Entries["slo:checkout"].Status);
        Assert.Equal(description, report.Entries["slo:checkout"].Description);
        Assert.Equal(HealthStatus.Healthy, report.Entries["slo:search"].Status);
        Assert.Equal(expected, report.Entries["slo"].Status);
        Assert.Equal(aggregate, report.Entries["slo"].Description);
    }

    private IHost Host(Action<IHealthChecksBuilder> add, decimal targetPercent = 99) => SloHost.Build(
        builder =>
        {
            builder.Services.AddSlo(options =>
            {
                options.UnobservedTime = UnobservedTime.Exclude;
                options.AddObjective("checkout", objective => objective.TargetPercent(targetPercent));
                options.AddObjective("search", objective => objective.TargetPercent(99));
            });
            add(builder.Services.AddHealthChecks());
        },
        time: _time);
}
