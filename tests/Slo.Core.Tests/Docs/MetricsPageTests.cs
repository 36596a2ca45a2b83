using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Slo.Recording;
using Slo.Telemetry;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>The tables of docs/metrics.md against the instruments that the meter really creates, and what they really report.</summary>
public sealed class MetricsPageTests
{
    private static readonly DocPage Page = DocPage.Read("metrics.md");

    [Fact]
    public void Instruments_Rows_AreExactlyTheInstrumentsOfTheMeter()
    {
        using OneMeter meter = new();
        List<Instrument> instruments = [];
        using MeterListener listener = meter.Listen((instrument, _) => instruments.Add(instrument));
        using SloRegistry registry = new(new FakeTimeProvider(), meter);
        listener.Start();

        Assert.Equal(
            instruments.Select(instrument => (instrument.Name, Kind(instrument), instrument.Unit)).Order(),
            Page.Table("Instruments").Select(row => (row.Codes("name").Single(), row["kind"], row.Codes("unit").SingleOrDefault())).Order());
    }

    [Fact]
    public void Instruments_Attributes_AreExactlyThoseReported()
    {
        var reported = Report();
        Assert.All(Page.Table("Instruments"), row => Assert.Equal(
            row.Codes("attributes").Order(),
            reported.Where(tag => tag.Instrument == row.Codes("name").Single()).Select(tag => tag.Attribute).Distinct().Order()));
    }

    [Fact]
    public void Attributes_Rows_NameTheValuesReported()
    {
        var reported = Report();
        Assert.Equal(
            reported.Select(tag => tag.Attribute).Distinct().Order(),
            Page.Table("Attributes").Select(row => row.Codes("attribute").Single()).Order());
        Assert.All(Page.Table("Attributes").Where(row => row.Codes("values").Length > 0), row => Assert.Equal(
            row.Codes("values").Order(),
            reported.Where(tag => tag.Attribute == row.Codes("attribute").Single()).Select(tag => tag.Value).Distinct().Order()));
    }

    [Fact]
    public void Instruments_PrometheusNames_FollowFromNameKindAndUnit() => Assert.All(Page.Table("Instruments"), row =>
    {
        var name = row.Codes("name").Single().Replace('.', '_');
        var expected = (row["kind"], row.Codes("unit").Single()) switch
        {
            ("ObservableCounter" or "Counter", _) => name + "_total",
            (_, "s") => name + "_seconds",
            ("ObservableGauge", "1") when !name.EndsWith("_ratio", StringComparison.Ordinal) => name + "_ratio",
            _ => name,
        };
        Assert.Equal(expected, row.Codes("Prometheus name").Single());
    });

    [Fact]
    public void Instruments_AbsentColumn_SaysWhatAnUntouchedObjectiveLacks()
    {
        using OneMeter meter = new();
        ConcurrentBag<string> seen = [];
        using MeterListener listener = meter.Listen((instrument, listener) => listener.EnableMeasurementEvents(instrument));
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => seen.Add(instrument.Name));
        listener.SetMeasurementEventCallback<int>((instrument, _, _, _) => seen.Add(instrument.Name));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => seen.Add(instrument.Name));
        using SloRegistry registry = new(new FakeTimeProvider(), meter);
        registry.Add(new SloObjectiveBuilder("untouched").TargetPercent(99).Build());
        listener.Start();
        listener.RecordObservableInstruments();

        // An objective without events, but with rules.
        Assert.Equal(
            Page.Table("Instruments").Where(row => row["absent"] is "never" or "without rules of the severity").Select(row => row.Codes("name").Single()).Order(),
            seen.Distinct().Order());
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0];

    /// <summary>Every attribute that the instruments report when there is something to say for each of them.</summary>
    private static List<(string Instrument, string Attribute, string Value)> Report()
    {
        ConcurrentBag<(string, string, string)> tags = [];
        FakeTimeProvider time = new();
        using OneMeter meter = new();
        using MeterListener listener = meter.Listen((instrument, listener) => listener.EnableMeasurementEvents(instrument));
        listener.SetMeasurementEventCallback<long>((instrument, _, attributes, _) => Add(instrument, attributes));
        listener.SetMeasurementEventCallback<int>((instrument, _, attributes, _) => Add(instrument, attributes));
        listener.SetMeasurementEventCallback<double>((instrument, _, attributes, _) => Add(instrument, attributes));
        using SloRegistry registry = new(time, meter);
        listener.Start();
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("checkout").TargetPercent(99).UnobservedTime(UnobservedTime.Exclude)
            .FasterThan(TimeSpan.FromSeconds(1))
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).BurnRateRule(AlertSeverity.Ticket, 1, TimeSpan.FromHours(1)).Build());

        registry.Add(new SloObjectiveBuilder("tenants").TargetPercent(99).NoRules().GroupBy("tenant", 10).Build());

        // A ticket, a page, a ticket again, nothing.
        foreach (var (good, bad) in ((long, long)[])[(90, 10), (0, 10), (900, 50), (1000, 0)])
        {
            tracker.Record(good, bad);

            // The score of latency needs durations.
            tracker.Record(TimeSpan.FromMilliseconds(10));
            time.Advance(TimeSpan.FromMinutes(6));
            registry.Evaluate();
        }

        // Enough slices for a score.
        for (var i = 0; i < 300; i++)
        {
            tracker.Record(1000, i == 299 ? 300 : 1);
            time.Advance(TimeSpan.FromMinutes(5));
            registry.Evaluate();
        }

        listener.RecordObservableInstruments();

        // An objective that failed, reported as an evaluation reports it.
        using SloInstruments instruments = new(registry, meter, new RejectedMeasurements(), new ExemplarCounter());
        instruments.Evaluated(TimeSpan.Zero, clockWentForward: false, clockWentBack: false, new InvalidOperationException());

        // These two are recorded from the thread pool.
        Eventually.TrueBlocking(
            () => tags.Any(tag => tag.Item1 == "slo.evaluation.duration")
                && tags.Any(tag => tag is ("slo.alert.transitions", "slo.alert.transition", "resolved")),
            "the measurements");
        return [.. tags];

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> attributes)
        {
            foreach (var (name, value) in attributes)
            {
                // The label of a grouping has the name that the app gives it.
                if (name != "tenant")
                {
                    tags.Add((instrument.Name, name, value?.ToString() ?? ""));
                }
            }
        }
    }
}
