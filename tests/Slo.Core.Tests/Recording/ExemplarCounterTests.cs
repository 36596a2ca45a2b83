using System.Diagnostics.Metrics;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Recording;

/// <summary>The counter of bad events that is incremented while they are recorded.</summary>
public sealed class ExemplarCounterTests
{
    [Fact]
    public void BadEvents_WithProperties_AreCountedWhileTheyAreRecorded_OnlyIfSomethingListens()
    {
        using Meters world = new();
        using Meters other = new();
        List<(long Value, string? Name)> heard = [];
        Record(world.Tracker);
        using (Listen(world, (value, name) => heard.Add((value, name))))
        {
            Record(world.Tracker);
            Record(other.Tracker);
        }

        Record(world.Tracker);
        Assert.Equal([(1, "x"), (1, "x")], heard);

        static void Record(SloTracker tracker)
        {
            tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "500" });
            tracker.Record(new SloEvent(SloOutcome.Good));
            tracker.Record(TimeSpan.FromSeconds(2));
            tracker.Record(TimeSpan.FromMilliseconds(2));
            tracker.Record(SloOutcome.Ignored);
            tracker.Record(0, 5);
        }
    }

    [Fact]
    public void Listener_ThatThrows_FailsNoRecording_AndIsReported()
    {
        using Meters world = new();
        using (Listen(world, (_, _) => throw new InvalidTimeZoneException()))
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad));
        }

        Assert.Equal(1, world.Tracker.Total.Bad);
        Assert.IsType<InvalidTimeZoneException>(world.Registry.Evaluate().Error);
        Assert.Null(world.Registry.Evaluate().Error);
    }

    // An objective whose events are these measurements, each of them bad.
    [Fact]
    public void Listener_ThatRecordsABadEvent_DoesNotCallItself()
    {
        using Meters world = new();
        using (Listen(world, (_, _) => world.Tracker.Record(new SloEvent(SloOutcome.Bad))))
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad));
        }

        Assert.Equal(2, world.Tracker.Total.Bad);
    }

    [Fact]
    public void GoodEvents_WhileSomethingListens_AllocateNothing()
    {
        using Meters world = new();
        using MeterListener listener = Listen(world, (_, _) => { });

        Assert.Equal(0, Allocations.Of(() => world.Tracker.Record(new SloEvent(SloOutcome.Good) { Elapsed = TimeSpan.FromSeconds(1) })));
    }

    private static MeterListener Listen(Meters meters, Action<long, string?> measured)
    {
        MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == SloTelemetry.ExemplarMeterName && instrument.Meter.Scope == meters)
            {
                Assert.Equal("slo.events.bad", instrument.Name);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => measured(value, tags[0].Value as string));
        listener.Start();
        return listener;
    }

    // Other tests have meters of the same name.
    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _all = [];

        internal Meters()
        {
            Registry = new SloRegistry(new ManualTime(), this);
            Tracker = Registry.Add(Definition.Build(builder => builder.FasterThan(TimeSpan.FromSeconds(1))));
        }

        internal SloRegistry Registry { get; }

        internal SloTracker Tracker { get; }

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            Meter meter = new(options);
            _all.Add(meter);
            return meter;
        }

        public void Dispose()
        {
            Registry.Dispose();
            _all.ForEach(meter => meter.Dispose());
        }
    }
}
