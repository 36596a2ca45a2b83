using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Slo.Testing;
using Xunit;

namespace Slo.Tests;

/// <summary>In one collection with other tests of the SDK, so that they run one after the other: it hears every meter of the
/// process.</summary>
[Collection("sdk")]
public sealed class MeterProviderBuilderSloExtensionsTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly CollectedMetrics _collected = new();
    private readonly BaseExportingMetricReader _reader;

    public MeterProviderBuilderSloExtensionsTests() => _reader = new BaseExportingMetricReader(_collected);

    public void Dispose()
    {
        _reader.Dispose();
        _collected.Dispose();
    }

    [Fact]
    public async Task Metrics_OfARegistry_AreExportedAsApproved()
    {
        using OpenTelemetrySdk sdk = Sdk();
        using SloRegistry registry = Registry();
        SloTracker checkout = registry.Get("checkout");
        checkout.Record(985, 15);
        checkout.Record(SloOutcome.Ignored);
        checkout.Record(TimeSpan.FromSeconds(-1));
        _time.Advance(TimeSpan.FromMinutes(10));
        registry.Evaluate();
        _time.StepWall(TimeSpan.FromHours(1));
        registry.Evaluate();
        await EvaluationsAsync(sdk, 2);
        var actual = _collected.ToString();
        var difference = Approval.Difference(actual, "tests", "Slo.OpenTelemetry.Tests", "Metrics.approved.txt");

        Assert.True(difference is null, difference);
    }

    [Fact]
    public void Counters_AreLive_AndGaugesAreThoseOfTheLastEvaluation()
    {
        using OpenTelemetrySdk sdk = Sdk();
        using SloRegistry registry = Registry();
        registry.Get("checkout").Record(3, 1);
        sdk.MeterProvider.ForceFlush();
        Assert.Contains("{slo.event.outcome=good, slo.name=checkout} 3", _collected["slo.events"]);
        Assert.Contains("{slo.event.outcome=bad, slo.name=checkout} 1", _collected["slo.events"]);
        Assert.Empty(_collected["slo.sli.ratio"]);

        registry.Evaluate();
        sdk.MeterProvider.ForceFlush();
        Assert.Equal(["{slo.name=checkout} 0.75"], _collected["slo.sli.ratio"]);
    }

    [Fact]
    public async Task AddSloInstrumentation_CalledTwice_CollectsOnce()
    {
        using OpenTelemetrySdk sdk = OpenTelemetrySdk.Create(builder => builder.WithMetrics(
            metrics => metrics.AddSloInstrumentation().AddSloInstrumentation().AddMeter(SloTelemetry.MeterName).AddReader(_reader)));
        using SloRegistry registry = Registry();
        registry.Get("checkout").Record(3, 1);
        registry.Evaluate();
        await EvaluationsAsync(sdk, 1);

        Assert.Equal(
            [
                "{slo.event.outcome=bad, slo.name=checkout} 1", "{slo.event.outcome=bad, slo.name=search} 0",
                "{slo.event.outcome=good, slo.name=checkout} 3", "{slo.event.outcome=good, slo.name=search} 0",
            ],
            _collected["slo.events"].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AddSloInstrumentation_ThroughServices_CollectsToo()
    {
        ServiceCollection services = new();
        services.AddOptions();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddSloInstrumentation());
        new ServicesBuilder(services).WithMetrics(metrics => metrics.AddReader(_reader));
        using ServiceProvider provider = services.BuildServiceProvider();
        MeterProvider metrics = provider.GetRequiredService<MeterProvider>();
        using SloRegistry registry = Registry();
        registry.Get("search").Record(5, 0);
        metrics.ForceFlush();

        Assert.Contains("{slo.event.outcome=good, slo.name=search} 5", _collected["slo.events"]);
    }

    [Fact]
    public void TwoRegistries_InOneProcess_AreBothExported()
    {
        using OpenTelemetrySdk sdk = Sdk();
        using SloRegistry first = new(_time);
        using SloRegistry second = new(_time);
        first.Add(new SloObjectiveBuilder("first").TargetPercent(99).Build()).Record(1, 2);
        second.Add(new SloObjectiveBuilder("second").TargetPercent(99).Build()).Record(3, 4);
        sdk.MeterProvider.ForceFlush();

        Assert.Equal(
            [
                "{slo.event.outcome=bad, slo.name=first} 2", "{slo.event.outcome=bad, slo.name=second} 4",
                "{slo.event.outcome=good, slo.name=first} 1", "{slo.event.outcome=good, slo.name=second} 3",
            ],
            _collected["slo.events"].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Registry_Disposed_ExportsNothingMore()
    {
        using OpenTelemetrySdk sdk = Sdk();
        SloRegistry registry = Registry();
        registry.Get("checkout").Record(1, 0);
        sdk.MeterProvider.ForceFlush();
        Assert.NotEmpty(_collected["slo.events"]);

        registry.Dispose();
        sdk.MeterProvider.ForceFlush();
        sdk.MeterProvider.ForceFlush();
        Assert.Empty(_collected["slo.events"]);
    }

    // The SDK keeps 2,000 series of a metric, and adds up what is beyond in one that it marks.
    [Fact]
    public void ManyObjectives_HaveAllTheirSeries()
    {
        using SloRegistry registry = new(_time);
        for (var i = 0; i < 400; i++)
        {
            registry.Add(new SloObjectiveBuilder($"many-{i}").TargetPercent(99.9m).UnobservedTime(UnobservedTime.Exclude).Build()).Record(1, 1);
        }

        for (var i = 0; i < 12; i++)
        {
            SloTracker grouped = registry.Add(new SloObjectiveBuilder($"grouped-{i}").TargetPercent(99).GroupBy("tenant", 100).Build());
            for (var tenant = 0; tenant < 101; tenant++)
            {
                grouped.Record(new SloEvent(SloOutcome.Good) { Group = $"{tenant}" });
            }
        }

        using OpenTelemetrySdk sdk = OpenTelemetrySdk.Create(builder =>
        {
            builder.Services.AddSingleton(registry);
            builder.WithMetrics(metrics => metrics.AddSloInstrumentation().AddSloInstrumentation().AddReader(_reader));
        });
        registry.Evaluate();
        sdk.MeterProvider.ForceFlush();

        Assert.Equal(412 * 7, _collected["slo.burn_rate"].Count);
        Assert.Equal(2 * 412, _collected["slo.events"].Count);

        // A hundred groups, all others, and events without one.
        Assert.Equal(2 * 12 * 102, _collected["slo.group.events"].Count);
        Assert.DoesNotContain("otel.metric.overflow", _collected.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void SeriesLimits_ThatAreNotWanted_AreThoseOfTheSdk()
    {
        using SloRegistry registry = new(_time);
        for (var i = 0; i < 1_500; i++)
        {
            registry.Add(new SloObjectiveBuilder($"many-{i}").TargetPercent(99.9m).Build());
        }

        using OpenTelemetrySdk sdk = OpenTelemetrySdk.Create(builder =>
        {
            builder.Services.AddSingleton(registry);
            builder.WithMetrics(metrics => metrics.AddSloInstrumentation(setSeriesLimits: false).AddReader(_reader));
        });
        sdk.MeterProvider.ForceFlush();

        Assert.Contains(_collected["slo.events"], point => point.Contains("otel.metric.overflow", StringComparison.Ordinal));
    }

    [Fact]
    public void AddSloInstrumentation_OfNothing_IsRefused() =>
        Assert.Throws<ArgumentNullException>("builder", () => ((MeterProviderBuilder)null!).AddSloInstrumentation());

    private OpenTelemetrySdk Sdk() =>
        OpenTelemetrySdk.Create(builder => builder.WithMetrics(metrics => metrics.AddSloInstrumentation().AddReader(_reader)));

    private SloRegistry Registry()
    {
        SloRegistry registry = new(_time);
        registry.Add(new SloObjectiveBuilder("checkout").TargetPercent(99).UnobservedTime(UnobservedTime.Exclude).Build());
        registry.Add(new SloObjectiveBuilder("search").TargetPercent(99.5m).Rolling(TimeSpan.FromDays(1)).NoRules().Build());
        return registry;
    }

    private sealed class ServicesBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services => services;
    }

    // The meter's listeners are called from the thread pool: flushes until so many evaluations were measured.
    private Task EvaluationsAsync(OpenTelemetrySdk sdk, int count) => Eventually.TrueAsync(
        () =>
        {
            sdk.MeterProvider.ForceFlush();
            return _collected["slo.evaluation.duration"].Any(point => point.StartsWith($"{{}} {count} measured", StringComparison.Ordinal));
        },
        "the evaluations");
}
