using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Slo.Hosting.Alerting;

/// <summary>
/// Counts outcomes by name for an observable counter. Counting runs no code of a meter listener, which might block: alerts are counted
/// under locks and on the thread of an evaluation. Names are few: handlers and targets.
/// </summary>
internal sealed class OutcomeCounter
{
    private readonly ConcurrentDictionary<(string Name, string Outcome), long> _counts = new();

    internal OutcomeCounter(Meter? meter, string instrument, string unit, string description, string nameTag, string outcomeTag) =>
        meter?.CreateObservableCounter(
            instrument,
            () => _counts.Select(count => new Measurement<long>(
                count.Value, new(nameTag, count.Key.Name), new(outcomeTag, count.Key.Outcome))),
            unit,
            description);

    internal void Add(string name, string outcome) => _counts.AddOrUpdate((name, outcome), 1, static (_, before) => before + 1);
}
