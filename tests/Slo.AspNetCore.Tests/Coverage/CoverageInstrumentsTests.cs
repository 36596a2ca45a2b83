using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Coverage;
using Slo.AspNetCore.Requests;
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
        _ = new CoverageInstruments(meters, () => default);
        Instrument instrument = Assert.Single(meters.Published("slo.requests"));

        Assert.Contains(
            $"| `{instrument.Name}` | {instrument.GetType().Name.Split('`')[0]} | `{instrument.Unit}` | `slo.request.covered` | never | `slo_requests_total` |",
            File.ReadAllText(Repository.PathOf("docs", "metrics.md")), StringComparison.Ordinal);
    }

    [SeededProperties(MaxTest = 100)]
    public sealed class Properties
    {
        // Requests, collections and changes of the objectives in any order: no change loses a request, whenever the counter was read last.
        [FsCheck.Xunit.Property]
        public static Property Counter_IsTheNaiveSum() => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, 3))), actions =>
        {
            using TestMeters meters = new();
            using SloRegistry registry = new();
            CurrentObjectives current = TestObjectives.Current(registry);
            _ = new CoverageInstruments(meters, () => current.Requests);
            EndpointObjectives none = new(null, EndpointTraits.None, []);
            var (covered, uncovered) = (0L, 0L);
            foreach (var action in actions)
            {
                switch (action)
                {
                    case 0:
                        current.Get().Coverage.CountCovered();
                        covered++;
                        break;
                    case 1:
                        current.Get().Coverage.CountUncovered(none, "GET", isError: false);
                        uncovered++;
                        break;
                    case 2:
                        registry.Add(new SloObjectiveBuilder($"objective-{registry.Version}").TargetPercent(99).HttpServer(_ => { }).Build());
                        break;
                    default:
                        Assert.Equal([FormattableString.Invariant($"True {covered}"), FormattableString.Invariant($"False {uncovered}")], Collect(meters));
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
