using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Hosting;

/// <summary>Objectives of OpenSLO are read from the source that their metric sources name: by type, or by a data source.</summary>
public sealed class OpenSloSourceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-ascode");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("type: Influx", "good: { metricSource: { TYPE, spec: { query: g } } }\n        total: { metricSource: { TYPE, spec: { query: t } } }", 8, 10)]
    [InlineData("metricSourceRef: metrics", "bad: { metricSource: { TYPE, spec: { query: b } } }\n        total: { metricSource: { TYPE, spec: { query: t } } }", 9, 10)]
    public async Task RatioMetric_IsReadFromItsSource(string type, string parts, long good, long total)
    {
        await using Run run = await RunAsync(Document($"ratioMetric:\n        counter: false\n        {parts.Replace("TYPE", type, StringComparison.Ordinal)}", objective: ""));

        Assert.Equal((good * 60, total * 60), (run.Status.Events.Good, run.Status.Events.Total));
        Assert.Equal("metrics", run.Requests.First().Queries.DataSource ?? "metrics");
    }

    [Fact]
    public async Task ThresholdMetric_IsReadFromItsSource()
    {
        await using Run run = await RunAsync(Document(
            "thresholdMetric: { metricSource: { metricSourceRef: metrics, type: Influx, spec: { query: latency } } }", "op: lte\n      value: 0.25\n      "));

        QueryIndicator queries = run.Requests.First().Queries;
        Assert.Equal(("latency", QueryComparison.AtMost, 0.25m), (queries.Threshold, queries.Comparison, queries.Limit));
        Assert.Equal(8 * 60, run.Status.Events.Good);
    }

    private static string Document(string indicator, string objective) => $$"""
        apiVersion: openslo/v1
        kind: DataSource
        metadata: { name: metrics }
        spec:
          type: Influx
          connectionDetails: { url: "https://influx.example", org: shop }
        ---
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: checkout }
        spec:
          service: shop
          budgetingMethod: Occurrences
          indicator:
            metadata: { name: checkout }
            spec:
              {{indicator}}
          timeWindow: [ { duration: 1h, isRolling: true } ]
          objectives:
            - {{objective}}target: 0.5
        """;

    private async Task<Run> RunAsync(string document)
    {
        var file = Path.Combine(_folder.FullName, "slo.yaml");
        await File.WriteAllTextAsync(file, document, Cancel);
        ConcurrentQueue<SloSourceRequest> requests = new();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSlo().AddOpenSlo(file).AddSource<InfluxSource>("metrics", source => source.Requests = requests);
        IHost host = builder.Build();
        await host.StartAsync(Cancel);
        SloTracker tracker = host.Services.GetRequiredService<SloRegistry>().Get("checkout");
        await Eventually.TrueAsync(() => tracker.GetStatus().Events.Total > 0, "it is read");
        return new(host, tracker.GetStatus(), requests);
    }

    private sealed record Run(IHost Host, SloStatus Status, ConcurrentQueue<SloSourceRequest> Requests) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Host.StopAsync();
            Host.Dispose();
        }
    }

    /// <summary>Ten events a minute, of which one is bad, and eight are good.</summary>
    private sealed class InfluxSource : SloSource
    {
        public override string Kind => "influx";

        internal ConcurrentQueue<SloSourceRequest> Requests { get; set; } = new();

        public override Task<IReadOnlyList<SloSourceStep>> ReadAsync(SloSourceRequest request, CancellationToken cancellationToken)
        {
            Requests.Enqueue(request);
            List<SloSourceStep> steps = [];
            for (DateTimeOffset at = request.From; at < request.To; at = at.AddMinutes(1))
            {
                steps.Add(new(at, at.AddMinutes(1), request.Queries.Bad is null ? 8 : 9, 10));
            }

            return Task.FromResult<IReadOnlyList<SloSourceStep>>(steps);
        }
    }
}
