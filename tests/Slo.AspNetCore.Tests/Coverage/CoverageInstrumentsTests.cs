using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Coverage;
using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Coverage;

/// <summary>The counter of covered and uncovered requests.</summary>
public sealed class CoverageInstrumentsTests
{
    [Fact]
    public async Task Counter_HasTheNameAndTheAttributesOfThePage_AndNeverFalls()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddHttp("orders", http => http.Route("GET", "/orders")),
            web =>
            {
                web.MapGet("/orders", () => "");
                web.MapGet("/payments", () => "");
            });
        IMeterFactory meters = app.Services.GetRequiredService<IMeterFactory>();
        string[] none = Collect(meters);
        await SendAsync(app, "/orders", "/payments", "/payments");
        string[] before = Collect(meters);
        app.Time.Advance(TimeSpan.FromHours(1));
        app.Registry.Add(new SloObjectiveBuilder("payments").TargetPercent(99).HttpServer(http => http.Route("/payments")).Build());
        string[] changed = Collect(meters);
        await SendAsync(app, "/payments", "/nothing");

        Assert.Equal(["True 0", "False 0"], none);
        Assert.Equal(["True 1", "False 2"], before);
        Assert.Equal(before, changed);
        Assert.Equal(["True 2", "False 3"], Collect(meters));
    }

    [Fact]
    public void Page_HasTheInstrument()
    {
        using TestMeters meters = new();
        _ = new CoverageInstruments(meters, () => new(default, 0, 0, []), lifetime: null);
        Instrument instrument = Assert.Single(meters.Published("slo.requests"));

        Assert.Contains(
            $"| `{instrument.Name}` | {instrument.GetType().Name.Split('`')[0]} | `{instrument.Unit}` | `slo.request.covered` | never | `slo_requests_total` |",
            File.ReadAllText(Repository.PathOf("docs", "metrics.md")), StringComparison.Ordinal);
    }

    // The code of the app fails once: the next collection reads again.
    [Fact]
    public void Counter_AfterAFailedReading_GoesOn()
    {
        using TestMeters meters = new();
        var fails = true;
        _ = new CoverageInstruments(meters, () => fails ? throw new InvalidOperationException() : new(default, 3, 4, []), lifetime: null);

        Assert.ThrowsAny<Exception>(() => Collect(meters));
        fails = false;

        Assert.Equal(["True 3", "False 4"], Collect(meters));
    }

    // A reading that takes long, and another collection: it has what is known, and the sum is right afterwards.
    [Fact]
    public void Counter_OfTwoCollectionsAtATime_CountsOnce()
    {
        using TestMeters meters = new();
        string[]? inner = null;
        CoverageReport report = new(default, 3, 4, []);
        _ = new CoverageInstruments(
            meters,
            () =>
            {
                inner ??= Collect(meters);
                return report;
            },
            lifetime: null);

        Assert.Equal(["True 3", "False 4"], Collect(meters));
        Assert.Equal(["True 0", "False 0"], Assert.IsType<string[]>(inner));
        Assert.Equal(["True 3", "False 4"], Collect(meters));
    }

    [SeededProperties(MaxTest = 100)]
    public sealed class Properties
    {
        // Requests, collections and changes of the objectives in any order: what is collected is what was there at each collection.
        [FsCheck.Xunit.Property]
        public static Property Counter_IsTheNaiveSum() => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, 3))), actions =>
        {
            using TestMeters meters = new();
            var (since, covered, uncovered) = (0, 0L, 0L);
            (long Covered, long Uncovered) lost = default, all = default, seen = default;
            _ = new CoverageInstruments(meters, () => new(new(since, TimeSpan.Zero), covered, uncovered, []), lifetime: null);
            foreach (var action in actions)
            {
                switch (action)
                {
                    case 0:
                        (covered, all.Covered) = (covered + 1, all.Covered + 1);
                        break;
                    case 1:
                        (uncovered, all.Uncovered) = (uncovered + 1, all.Uncovered + 1);
                        break;
                    case 2:
                        // What nobody has collected since the last time is lost.
                        lost = (lost.Covered + covered - seen.Covered, lost.Uncovered + uncovered - seen.Uncovered);
                        (since, covered, uncovered, seen) = (since + 1, 0, 0, default);
                        break;
                    default:
                        seen = (covered, uncovered);
                        Assert.Equal(
                            [FormattableString.Invariant($"True {all.Covered - lost.Covered}"), FormattableString.Invariant($"False {all.Uncovered - lost.Uncovered}")],
                            Collect(meters));
                        break;
                }
            }
        });
    }

    private static string[] Collect(IMeterFactory meters)
    {
        ConcurrentQueue<string> seen = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "slo.requests" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => seen.Enqueue(FormattableString.Invariant($"{tags[0].Value} {value}")));
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. seen];
    }

    private static async Task SendAsync(KestrelApp app, params string[] paths)
    {
        foreach (var path in paths)
        {
            await app.SendAsync(HttpMethod.Get, path);
        }

        await app.CountsAsync("orders");
    }

    private sealed class TestMeters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            Meter meter = new(new MeterOptions(options.Name) { Scope = this });
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());

        internal List<Instrument> Published(string name)
        {
            List<Instrument> all = [];
            using MeterListener listener = new()
            {
                InstrumentPublished = (instrument, _) =>
                {
                    if (instrument.Name == name && ReferenceEquals(instrument.Meter.Scope, this))
                    {
                        all.Add(instrument);
                    }
                },
            };
            listener.Start();
            return all;
        }
    }
}
