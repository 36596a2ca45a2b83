using System.Globalization;
using Slo.Testing;

namespace Slo.Tests.Cases;

/// <summary>One objective on a clock that the test drives: record, let time pass, evaluate.</summary>
internal sealed class Scenario : IDisposable
{
    internal Scenario(Func<SloObjectiveBuilder, SloObjectiveBuilder> declare, string start = "2026-01-01T00:00:00Z")
    {
        Time = new ManualTime(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture));
        Registry = new SloRegistry(Time);
        Tracker = Registry.Add(declare(new SloObjectiveBuilder("o")).Build());
    }

    internal ManualTime Time { get; }

    internal SloRegistry Registry { get; }

    internal SloTracker Tracker { get; }

    internal SloStatus Status => Tracker.Status;

    public void Dispose() => Registry.Dispose();

    /// <summary>So many times: these events, then so much time, then an evaluation.</summary>
    internal Scenario Tick(int times, TimeSpan by, long good = 0, long bad = 0)
    {
        for (var i = 0; i < times; i++)
        {
            Tracker.Record(good, bad);
            Time.Advance(by);
            Registry.Evaluate();
        }

        return this;
    }
}
