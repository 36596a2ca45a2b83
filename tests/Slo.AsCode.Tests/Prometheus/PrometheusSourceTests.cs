using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Prometheus;

/// <summary>
/// The pair of the Backyards article, of a real Prometheus with a published trace in the counters of Istio: read back at start and then
/// minute by minute, each window has the events that the oracle has.
/// </summary>
public sealed class PrometheusSourceTests
{
    private const string Trace = "ms_ingress_04";
    private const string Labels = """reporter="source",destination_service_namespace="backyards-demo",destination_service_name="catalog",response_code=""";

    // Columns of the trace's windows.
    private static readonly (TimeSpan Length, int Column)[] Lengths =
    [
        (TimeSpan.FromMinutes(12), 2), (TimeSpan.FromHours(1), 4), (TimeSpan.FromMinutes(5), 1), (TimeSpan.FromDays(1), 7), (TimeSpan.FromHours(2), 5),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IstioPair_OverATrace_GivesTheEventsOfTheOracle()
    {
        Promtool.SkipWhereAbsent();
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        Dictionary<long, (long Bad, long Total)[]> expected = Read();
        await using PrometheusServer server = await PrometheusServer.StartAsync(Write);
        using TemporaryFolder folder = new();
        var file = folder.Write("catalog.yaml", OpenSloWriter.Write([Samples.Catalog().Service("catalog").UnobservedTime(UnobservedTime.Exclude).Build()], out _));

        // Days of history, with a night without samples in them.
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(expected.Keys.Max()).AddDays(-2);
        ManualTime time = new(start.AddSeconds(20));
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<TimeProvider>(time).AddSlo().AddOpenSlo(file).AddPrometheusSource("mesh", new Uri(server.Address));
        using IHost host = builder.Build();
        await host.StartAsync(Cancel);
        SloTracker tracker = host.Services.GetRequiredService<SloRegistry>().Get("catalog");
        await Eventually.TrueAsync(() => tracker.FedUntil is not null, "it is read back");
        AssertSame(tracker, expected);

        for (var minute = 1; minute <= 90; minute++)
        {
            DateTimeOffset until = start.AddMinutes(minute);
            await Eventually.TrueAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromSeconds(2));
                    return tracker.FedUntil >= until;
                },
                "the next minute is read");
            AssertSame(tracker, expected);
        }
    }

    private static void AssertSame(SloTracker tracker, Dictionary<long, (long Bad, long Total)[]> expected)
    {
        // All of one reading: the next one may come while it is looked at.
        DateTimeOffset until;
        SloStatus status;
        SloEventCounts[] events;
        do
        {
            until = tracker.FedUntil!.Value;
            status = tracker.GetStatus();
            events = [.. Lengths.Select(window => tracker.GetEvents(window.Length))];
        }
        while (tracker.FedUntil != until);

        (long Bad, long Total)[] windows = expected[until.ToUnixTimeSeconds()];
        Assert.Equal(windows[9], (status.Events.Bad, status.Events.Total));
        Assert.Equal(1 - ((double)windows[9].Bad / windows[9].Total), status.ComplianceRatio!.Value, 1e-12);
        Assert.Equal(Lengths.Select(window => windows[window.Column]), events.Select(counts => (counts.Bad, counts.Total)));
    }

    // Scraped at both ends of each minute of the trace. Pods begin again now and then.
    private static void Write(TextWriter writer)
    {
        List<(long At, long Good, long Bad)> samples = [];
        (long good, long bad, long rows, long last) = (0, 0, 0, 0);
        foreach (var row in File.ReadLines(Oracle.PathOf("traces", "dev", Trace + ".csv")).Skip(1).Select(line => line.Split(',')))
        {
            var (at, some, all) = (Number(row[0]), Number(row[1]), Number(row[2]));
            if (at != last)
            {
                samples.Add((at, good, bad));
            }

            (good, bad) = ++rows % 1000 == 0 ? (0, 0) : (good, bad);
            (good, bad, last) = (good + some, bad + all - some, at + 60);
            samples.Add((last, good, bad));
        }

        writer.Write("# TYPE istio_requests counter\n");
        foreach (var code in (string[])["200", "503"])
        {
            foreach ((var at, var ok, var failed) in samples)
            {
                writer.Write(string.Create(
                    CultureInfo.InvariantCulture, $"istio_requests_total{{{Labels}\"{code}\"}} {(code == "200" ? ok : failed)} {at}\n"));
            }
        }

        writer.Write("# EOF\n");
    }

    private static Dictionary<long, (long Bad, long Total)[]> Read()
    {
        using StreamReader reader = new(new GZipStream(
            File.OpenRead(Oracle.PathOf("expected", "dev", Trace + ".windows.csv.gz")), CompressionMode.Decompress));
        reader.ReadLine();
        Dictionary<long, (long, long)[]> rows = [];
        while (reader.ReadLine() is { } line)
        {
            long[] cells = [.. line.Split(',').Select(Number)];
            rows[cells[0]] = [.. cells.Skip(1).Chunk(2).Select(pair => (pair[0], pair[1]))];
        }

        return rows;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
