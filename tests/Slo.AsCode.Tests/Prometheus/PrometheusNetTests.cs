using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prometheus;
using Xunit;

namespace Slo.Tests.Prometheus;

/// <summary>What prometheus-net makes of the meter is what the rules ask for.</summary>
public sealed class PrometheusNetTests
{
    [Fact]
    public async Task Counter_ExportedByPrometheusNet_IsThatOfTheRules()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMetrics().AddSlo(options => options.AddObjective("guarded", objective => objective.TargetPercent(99)));
        using IHost host = builder.Build();
        CollectorRegistry registry = Metrics.NewCustomRegistry();
        using IDisposable adapter = MeterAdapter.StartListening(new MeterAdapterOptions
        {
            Registry = registry,
            MetricFactory = Metrics.WithCustomRegistry(registry),
            InstrumentFilterPredicate = instrument => instrument.Meter.Name == SloTelemetry.MeterName && instrument.Meter.Scope == host.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(),
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        host.Services.GetRequiredService<SloRegistry>().Get("guarded").Record(good: 3, bad: 2);
        using MemoryStream text = new();
        await registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        var yaml = PrometheusRules.Generate([Samples.Guarded().Build()], new() { Naming = PrometheusNaming.PrometheusNet });
        Assert.Contains("slo_slo_events{slo_name=\"guarded\",slo_event_outcome=\"bad\"}", yaml, StringComparison.Ordinal);
        var bad = Assert.Single(
            Encoding.UTF8.GetString(text.ToArray()).Split('\n'),
            line => line.StartsWith("slo_slo_events{", StringComparison.Ordinal) && line.Contains("slo_event_outcome=\"bad\"", StringComparison.Ordinal));
        Assert.Contains("slo_name=\"guarded\"", bad, StringComparison.Ordinal);
        Assert.EndsWith(" 2", bad, StringComparison.Ordinal);
    }
}
