using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.FeatureManagement;
using Slo.FeatureManagement.Filters;
using Slo.Testing;
using Xunit;

namespace Slo.FeatureManagement.Tests;

/// <summary>Features of the real feature manager, defined in configuration.</summary>
public sealed class SloBudgetFilterTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly LogRecorder _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Feature_WhileTheBudgetBurns_IsOffAndComesBack()
    {
        using IHost host = await StartAsync("""{ "Objective": "checkout", "MinimumBudgetPercent": 20, "ReopenBudgetPercent": "30", "Severity": "none" }""");
        Assert.True(await IsOnAsync(host));

        Count(host, good: 9_915, bad: 85);
        Assert.False(await IsOnAsync(host));

        // 25 % left, then 40 %: it comes back later than it went.
        Count(host, good: 1_334, bad: 0);
        Assert.False(await IsOnAsync(host));
        Count(host, good: 2_900, bad: 0);
        Assert.True(await IsOnAsync(host));
    }

    [Fact]
    public async Task Feature_WhileAPageFires_IsOffAndForAMinuteAfterwards()
    {
        using IHost host = await StartAsync("""{ "Objective": "checkout", "Severity": "page" }""");
        Count(host, good: 100_000, bad: 0);
        Count(host, good: 0, bad: 900);
        Assert.True(await IsOnAsync(host));

        _time.Advance(TimeSpan.FromMinutes(2));
        Count(host, good: 1, bad: 60);
        Assert.False(await IsOnAsync(host));

        _time.Advance(TimeSpan.FromSeconds(30));
        Count(host, good: 1_000, bad: 0);
        Assert.False(await IsOnAsync(host));
        _time.Advance(TimeSpan.FromMinutes(10));
        Count(host, good: 1_000, bad: 0);
        _time.Advance(TimeSpan.FromMinutes(1));
        Count(host, good: 1_000, bad: 0);
        Assert.True(await IsOnAsync(host));
    }

    [Theory]
    [InlineData("{ }", "SloBudget:Objective")]
    [InlineData("""{ "Objective": "chekout" }""", "SloBudget:Objective")]
    [InlineData("""{ "Objective": "checkout", "Set": "payments" }""", "SloBudget:Objective")]
    [InlineData("""{ "Objective": "checkout", "MinimumBudgetPercent": "a fifth" }""", "SloBudget:MinimumBudgetPercent")]
    [InlineData("""{ "Objective": "checkout", "MinimumBudgetPercent": 101 }""", "SloBudget:MinimumBudgetPercent")]
    [InlineData("""{ "Objective": "checkout", "MinimumBudgetPercent": 20, "ReopenBudgetPercent": 10 }""", "SloBudget:ReopenBudgetRatio")]
    [InlineData("""{ "Objective": "checkout", "Severity": "1" }""", "SloBudget:Severity")]
    [InlineData("""{ "Objective": "checkout", "Scope": "galaxy" }""", "SloBudget:Scope")]
    [InlineData("""{ "Objective": "checkout", "ReopensAfter": "soon" }""", "SloBudget:ReopensAfter")]
    [InlineData("""{ "Objective": "checkout", "ClosesAfter": "2d" }""", "SloBudget:ClosesAfter")]
    [InlineData("""{ "Objective": "checkout", "MinimumBugdetPercent": 20 }""", "SloBudget:MinimumBugdetPercent")]
    public async Task Feature_WithAFaultyParameter_StaysOnAndTheLogSaysWhyOnce(string parameters, string path)
    {
        using IHost host = await StartAsync(parameters);
        Count(host, good: 0, bad: 1_000);
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await IsOnAsync(host));
        }

        await Eventually.TrueAsync(() => _log.Messages(401).Count > 0, "the line about the parameter");
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Feature 'Recommendations'", Assert.Single(_log.Messages(401)), StringComparison.Ordinal);
        IReadOnlyList<SloFinding> findings = FilterParameters.Read(Parameters(parameters)).Findings;
        Assert.All(findings, finding => Assert.Equal((SloFindingCodes.FeatureParameter, path), (finding.Code, finding.Path)));
    }

    [Theory]
    [InlineData("""{ "Name": "SloBudget", "Parameters": { "Objective": "checkout" } }, { "Name": "Off" }""", "Any", 1)]
    [InlineData("""{ "Name": "SloBudget", "Parameters": { "Objective": "checkout" } }, { "Name": "Off" }""", "All", 0)]
    [InlineData("""{ "Name": "SloBudget", "Parameters": { "Objective": "checkout" } }""", "Any", 0)]
    [InlineData("""{ "Name": "Off" }, { "Name": "AlwaysOn" }""", "Any", 0)]
    public async Task Feature_WithOtherFiltersOfWhichOneIsEnough_IsWarnedOf(string filters, string requirement, int warnings)
    {
        using IHost host = await StartAsync(
            null, json: $$"""{ "FeatureManagement": { "Recommendations": { "EnabledFor": [ {{filters}} ], "RequirementType": "{{requirement}}" } } }""");
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(warnings, _log.Messages(403).Count);
    }

    [Fact]
    public async Task Feature_WithoutParameters_StaysOn()
    {
        using IHost host = await StartAsync(null);
        Count(host, good: 0, bad: 1_000);

        Assert.True(await IsOnAsync(host));
    }

    [Fact]
    public async Task Feature_OfANamedSet_FollowsItsObjective()
    {
        using IHost host = await StartAsync(
            """{ "Objective": "refunds", "Set": "payments" }""",
            services => services.AddSlo("payments").AddObjective(
                "refunds", o => o.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude)));
        SloRegistry registry = host.Services.GetRequiredKeyedService<SloRegistry>("payments");
        Assert.True(await IsOnAsync(host));
        registry.Get("refunds").Record(good: 0, bad: 1_000);
        _time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();

        Assert.False(await IsOnAsync(host));
    }

    [Fact]
    public void AddSloBudgetFilter_Twice_AddsOne()
    {
        ServiceCollection services = new();
        services.AddFeatureManagement().AddSloBudgetFilter().AddSloBudgetFilter();

        Assert.Single(services, service => service.ServiceType == typeof(SloBudgetFilter));
    }

    [Fact]
    public void Defaults_OfTheParameters_AreThoseOfTheGate()
    {
        FilterParameters parameters = FilterParameters.Read(Parameters("""{ "Objective": "checkout" }"""));

        Assert.Empty(parameters.Findings);
        Assert.Equal(SloGateOptions.Default, parameters.Options);
    }

    private async Task<IHost> StartAsync(string? parameters, Action<IServiceCollection>? configure = null, string? json = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "shop" });
        var filter = parameters is null ? """{ "Name": "SloBudget" }""" : $$"""{ "Name": "SloBudget", "Parameters": {{parameters}} }""";
        builder.Configuration.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(
            json ?? $$"""{ "FeatureManagement": { "Recommendations": { "EnabledFor": [ {{filter}} ] } } }""")));
        builder.Logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSlo(options => options.EvaluationInterval = TimeSpan.FromMinutes(1)).AddObjective(
            "checkout", o => o.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude)
                .BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5)));
        builder.Services.AddFeatureManagement().AddSloBudgetFilter();
        configure?.Invoke(builder.Services);
        IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    private static IConfiguration Parameters(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build();

    private static Task<bool> IsOnAsync(IHost host) => host.Services.GetRequiredService<IFeatureManager>().IsEnabledAsync("Recommendations");

    private void Count(IHost host, long good, long bad)
    {
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        registry.Get("checkout").Record(good, bad);
        _time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
    }
}
