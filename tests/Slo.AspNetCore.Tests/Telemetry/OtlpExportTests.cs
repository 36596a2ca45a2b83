using Google.Protobuf.Collections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Telemetry;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task Export_OfOursAndTheirs_CountsTheSameRequests()
    {
        Collector collector = new();
        await using KestrelApp receiver = await KestrelApp.StartAsync(
            _ => { },
            app => app.MapGrpcService<Collector>(),
            builder => builder.Services.AddSingleton(collector).AddGrpc(),
            HttpProtocols.Http2);
        await using KestrelApp app = await ExportedApp.StartAsync(
            metrics => metrics.AddOtlpExporter((otlp, reader) =>
            {
                otlp.Endpoint = receiver.Client.BaseAddress!;
                otlp.Protocol = OtlpExportProtocol.Grpc;
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = Timeout.Infinite;
            }),
            _ => { });
        await ExportedApp.SendAsync(app);

        // The metric of ASP.NET Core counts a request a moment after the client has its answer.
        MeterProvider provider = app.Services.GetRequiredService<MeterProvider>();
        await Eventually.TrueAsync(
            () => provider.ForceFlush() && Theirs(collector).Sum(point => (long)point.Count) == ExportedApp.Good + ExportedApp.Bad,
            "every request in the histogram of ASP.NET Core");

        Assert.Equal((ExportedApp.Good, ExportedApp.Bad), (Ours(collector, "good"), Ours(collector, "bad")));
        Assert.Equal(ExportedApp.Bad, Theirs(collector).Where(point => Status(point) >= 500).Sum(point => (long)point.Count));
    }

    private static long Ours(Collector collector, string outcome) => collector.Metric("Slo", "slo.events").Sum.DataPoints
        .Single(point => Text(point.Attributes, "slo.name") == "all" && Text(point.Attributes, "slo.event.outcome") == outcome).AsInt;

    private static RepeatedField<HistogramDataPoint> Theirs(Collector collector) =>
        collector.Metric("Microsoft.AspNetCore.Hosting", "http.server.request.duration").Histogram.DataPoints;

    private static long Status(HistogramDataPoint point) => point.Attributes.Single(each => each.Key == "http.response.status_code").Value.IntValue;

    private static string? Text(RepeatedField<KeyValue> attributes, string key) => attributes.FirstOrDefault(each => each.Key == key)?.Value.StringValue;
}
