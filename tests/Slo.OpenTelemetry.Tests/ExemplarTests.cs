using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Slo.Testing;
using Xunit;

namespace Slo.Tests;

/// <summary>Traces of bad events as exemplars, through the SDK.</summary>
[Collection("sdk")]
public sealed class ExemplarTests : IDisposable
{
    private readonly Exemplars _exported = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly SloRegistry _registry = new(new ManualTime());
    private readonly SloTracker _tracker;

    public ExemplarTests()
    {
        _reader = new BaseExportingMetricReader(_exported);
        _tracker = _registry.Add(new SloObjectiveBuilder("exemplars").TargetPercent(99).Build());
    }

    public void Dispose()
    {
        _registry.Dispose();
        _reader.Dispose();
        _exported.Dispose();
    }

    [Fact]
    public void BadEvents_InASampledTrace_HaveItAsExemplar()
    {
        using OpenTelemetrySdk sdk = Sdk(metrics => metrics.AddSloInstrumentation(exemplars: true).SetExemplarFilter(ExemplarFilterType.TraceBased));
        var sampled = Record(isSampled: true);
        var other = Record(isSampled: false);
        sdk.MeterProvider.ForceFlush();

        Assert.Equal([("slo.events.bad", sampled)], _exported.Traces);
        Assert.Equal(("slo.events.bad", 2), Assert.Single(_exported.Sums, sum => sum.Name == "slo.events.bad"));
        Assert.NotEqual(sampled, other);
    }

    // What docs/insight.md says of the SDK: counters that are read later have no exemplar, though an activity is current where they are read.
    [Fact]
    public void ObservableCounters_HaveNoTraceOfAnEvent()
    {
        using OpenTelemetrySdk sdk = Sdk(metrics => metrics.AddSloInstrumentation().SetExemplarFilter(ExemplarFilterType.TraceBased));
        Record(isSampled: true);
        sdk.MeterProvider.ForceFlush();

        var version = typeof(MeterProvider).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        Assert.Contains($"OpenTelemetry .NET {version}", File.ReadAllText(Repository.PathOf("docs", "insight.md")), StringComparison.Ordinal);
        Assert.Contains(_exported.Sums, sum => sum.Name == "slo.events");
        Assert.DoesNotContain(_exported.Sums, sum => sum.Name == "slo.events.bad");
        Assert.Empty(_exported.Traces);
    }

    [Fact]
    public void BadEvents_WithoutAFilter_HaveNone()
    {
        using OpenTelemetrySdk sdk = Sdk(metrics => metrics.AddSloInstrumentation(exemplars: true));
        Record(isSampled: true);
        sdk.MeterProvider.ForceFlush();

        Assert.Contains(_exported.Sums, sum => sum == ("slo.events.bad", 1));
        Assert.Empty(_exported.Traces);
    }

    // More objectives than the SDK has series by default.
    [Fact]
    public void ManyObjectives_HaveAllTheirSeries()
    {
        using SloRegistry registry = new(new ManualTime());
        SloTracker[] trackers = [.. Enumerable.Range(0, 2_100).Select(i => registry.Add(new SloObjectiveBuilder($"many-{i}").TargetPercent(99).NoRules().Build()))];
        using OpenTelemetrySdk sdk = OpenTelemetrySdk.Create(builder =>
        {
            builder.Services.AddSingleton(registry);
            builder.WithMetrics(metrics => metrics.AddSloInstrumentation(exemplars: true).AddReader(_reader));
        });
        Array.ForEach(trackers, tracker => tracker.Record(new SloEvent(SloOutcome.Bad)));
        sdk.MeterProvider.ForceFlush();

        Assert.Equal(2_100, _exported.Sums.Count(sum => sum == ("slo.events.bad", 1)));
    }

    private ActivityTraceId Record(bool isSampled)
    {
        using Activity activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C);
        activity.ActivityTraceFlags = isSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
        activity.Start();
        _tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "500" });
        _tracker.Record(new SloEvent(SloOutcome.Good));
        return activity.TraceId;
    }

    private OpenTelemetrySdk Sdk(Action<MeterProviderBuilder> configure) => OpenTelemetrySdk.Create(builder => builder.WithMetrics(metrics =>
    {
        configure(metrics);
        metrics.AddReader(_reader);
    }));

    private sealed class Exemplars : BaseExporter<Metric>
    {
        internal List<(string Metric, ActivityTraceId Trace)> Traces { get; } = [];

        internal List<(string Name, long Value)> Sums { get; } = [];

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (Metric metric in batch)
            {
                foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
                {
                    if (metric.MetricType == MetricType.LongSum)
                    {
                        Sums.Add((metric.Name, point.GetSumLong()));
                    }

                    if (point.TryGetExemplars(out ReadOnlyExemplarCollection exemplars))
                    {
                        foreach (ref readonly Exemplar exemplar in exemplars)
                        {
                            Traces.Add((metric.Name, exemplar.TraceId));
                        }
                    }
                }
            }

            return ExportResult.Success;
        }
    }
}
