using System.Threading.Channels;
using Slo.Testing;

namespace Slo.Tests;

/// <summary>One objective, its tracker and a clock that moves when told.</summary>
internal sealed class World : IDisposable
{
    private readonly ChannelReader<SloAlertTransition> _changes;

    internal World(Func<SloObjectiveBuilder, SloObjectiveBuilder>? declare = null)
    {
        Registry = new SloRegistry(Time);
        _changes = Registry.SubscribeToAlerts();
        Tracker = Registry.Add(Definition.Build(declare));
    }

    internal ManualTime Time { get; } = new();

    internal SloRegistry Registry { get; }

    internal SloTracker Tracker { get; }

    public void Dispose() => Registry.Dispose();

    /// <summary>Lets time pass, evaluates, and gives what was published.</summary>
    internal SloStatus After(TimeSpan by)
    {
        Time.Advance(by);
        Changes();
        return Tracker.Status;
    }

    /// <summary>The status a second after these events.</summary>
    internal SloStatus After(long good, long bad)
    {
        Tracker.Record(good, bad);
        return After(TimeSpan.FromSeconds(1));
    }

    /// <summary>Evaluates, and gives the changes of alerts since the last evaluation.</summary>
    internal List<SloAlertTransition> Changes()
    {
        Registry.Evaluate();
        List<SloAlertTransition> changes = [];
        while (_changes.TryRead(out SloAlertTransition? change))
        {
            changes.Add(change);
        }

        return changes;
    }
}
