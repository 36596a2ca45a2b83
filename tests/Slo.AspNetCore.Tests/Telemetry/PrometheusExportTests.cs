using System.Globalization;
using Microsoft.AspNetCore.Builder;
using OpenTelemetry.Metrics;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Telemetry;

public sealed class PrometheusExportTests
{
    [Fact]
    public async Task Scrape_OfOursAndTheirs_CountsTheSameRequests()
    {
        await using KestrelApp app = await ExportedApp.StartAsync(
            metrics => metrics.AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0),
            app => app.MapPrometheusScrapingEndpoint().DisableHttpMetrics());
        await ExportedApp.SendAsync(app);
        List<Sample> samples = await ScrapeAsync(app, all => Sum(all, Theirs) == ExportedApp.Good + ExportedApp.Bad);

        Assert.Equal(ExportedApp.Good + ExportedApp.Bad, Sum(samples, Ours, ("slo_name", "all")));
        Assert.Equal(ExportedApp.Good + ExportedApp.Bad, Sum(samples, Theirs));
        Assert.Equal(Sum(samples, Theirs, ("http_route", "/answer/{status}")), Sum(samples, Ours, ("slo_name", "answers")));

        double failed = samples.Where(sample => sample.Name == Theirs && sample.Labels["http_response_status_code"][0] == '5').Sum(sample => sample.Value);
        Assert.Equal(ExportedApp.Bad, failed);
        Assert.Equal(failed, Sum(samples, Ours, ("slo_name", "all"), ("slo_event_outcome", "bad")));
    }

    private const string Ours = "slo_events_total";
    private const string Theirs = "http_server_request_duration_seconds_count";

    // The metric of ASP.NET Core counts a request a moment after the client has its answer.
    private static async Task<List<Sample>> ScrapeAsync(KestrelApp app, Predicate<List<Sample>> isWhole)
    {
        List<Sample> samples = [];
        var text = "";
        await Eventually.TrueAsync(
            async () =>
            {
                text = await app.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
                samples = [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Sample.Parse)];
                return isWhole(samples);
            },
            () => text);
        return samples;
    }

    private static double Sum(List<Sample> samples, string name, params (string Label, string Value)[] labels) => samples
        .Where(sample => sample.Name == name && labels.All(label => sample.Labels.GetValueOrDefault(label.Label) == label.Value))
        .Sum(sample => sample.Value);

    /// <summary>A line of Prometheus' text format.</summary>
    private sealed record Sample(string Name, Dictionary<string, string> Labels, double Value)
    {
        internal static Sample Parse(string line)
        {
            var open = line.IndexOf('{', StringComparison.Ordinal);
            var close = line.LastIndexOf('}');
            string[] parts = open < 0 ? [] : line[(open + 1)..close].Split("\",", StringSplitOptions.RemoveEmptyEntries);
            return new Sample(
                line[..(open < 0 ? line.IndexOf(' ', StringComparison.Ordinal) : open)],
                parts.Select(part => part.Split("=\"")).ToDictionary(pair => pair[0], pair => pair[1].TrimEnd('"')),
                double.Parse(line[(open < 0 ? line.IndexOf(' ', StringComparison.Ordinal) : close + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));
        }
    }
}
