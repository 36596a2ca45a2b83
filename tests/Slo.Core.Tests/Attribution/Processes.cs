using Slo.Testing;

namespace Slo.Tests.Attribution;

/// <summary>Several processes with one objective each, and a registry over the events of all.</summary>
internal sealed class Processes : IDisposable
{
    private readonly Func<SloObjectiveBuilder, SloObjectiveBuilder> _declare;
    private readonly Dictionary<string, (SloRegistry Registry, SloTracker Tracker, SloEventCounts Fed)> _running = [];
    private readonly List<SloBadEvents> _ended = [];
    private readonly string _name;

    internal Processes(Func<SloObjectiveBuilder, SloObjectiveBuilder> declare, params string[] names)
    {
        _declare = declare;
        Fleet = new SloRegistry(Time, scope: SloScope.Fleet);
        _name = Fleet.Add(Definition.Build(declare)).Objective.Name;
        Array.ForEach(names, Start);
    }

    internal ManualTime Time { get; } = new();

    internal SloRegistry Fleet { get; }

    internal SloTracker Joined => Fleet.Get(_name);

    internal IEnumerable<string> Names => [.. _running.Keys];

    internal SloTracker this[string process] => _running[process].Tracker;

    public void Dispose()
    {
        Fleet.Dispose();
        foreach (SloRegistry registry in _running.Values.Select(one => one.Registry))
        {
            registry.Dispose();
        }
    }

    internal void Start(string process)
    {
        SloRegistry registry = new(Time);
        _running[process] = (registry, registry.Add(Definition.Build(_declare)), default);
    }

    /// <summary>Ends a process. What it kept stays known, unless it gave nothing.</summary>
    internal void End(string process, bool isKnown = true)
    {
        if (isKnown)
        {
            _ended.Add(_running[process].Tracker.CaptureBadEvents(process));
        }

        _running.Remove(process, out (SloRegistry Registry, SloTracker Tracker, SloEventCounts Fed) ended);
        ended.Registry.Dispose();
    }

    /// <summary>Lets time pass, and adds what was counted meanwhile to the registry over all.</summary>
    internal void After(TimeSpan by)
    {
        DateTimeOffset from = Time.GetUtcNow();
        Time.Advance(by);
        SloEventCounts all = default;
        foreach ((string name, (SloRegistry registry, SloTracker tracker, SloEventCounts fed)) in _running)
        {
            registry.Evaluate();
            all += tracker.Total - fed;
            _running[name] = (registry, tracker, tracker.Total);
        }

        Fleet.Feed(_name, [new SloHistoryStep(from, Time.GetUtcNow(), all)], Time.GetUtcNow());
    }

    /// <summary>Gives the registry over all what each process keeps, by way of bytes.</summary>
    internal void Share(string? except = null) => Fleet.FeedBadEvents(
        _name, [.. _running.Where(one => one.Key != except).Select(one => SloBadEvents.FromBytes(one.Value.Tracker.CaptureBadEvents(one.Key).ToBytes())), .. _ended]);

    /// <summary>The names of the contributors of the alert over all.</summary>
    internal string Contributors()
    {
        Share();
        return string.Join("; ", Joined.GetAlertContributors()!.Contributors.Select(one => one.Name));
    }
}
