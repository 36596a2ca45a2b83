using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Gates;

/// <summary>The gates of a set. Declared gates are created at start, others when they are first used.</summary>
internal sealed class SloGates : ISloGate
{
    /// <summary>The maximum number of gates that are kept. Further gates, for example of a caller that creates options for each call, have
    /// no state.</summary>
    internal const int Most = 1_000;

    private readonly ConcurrentDictionary<GateKey, Gate> _gates = new();

    // The objectives of which it is logged that they are not declared: once for each name, whatever the options.
    private readonly ConcurrentDictionary<string, bool> _unknown = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _adding = new();
    private volatile bool _isFull;
    private readonly SloRegistry _registry;
    private readonly SloFleet? _fleet;
    private readonly IReadOnlyDictionary<string, SloGateOptions> _declared;
    private readonly ILogger _logger;

    /// <param name="registry">The objectives of this instance.</param>
    /// <param name="fleet">The fleet, if there is one.</param>
    /// <param name="declared">The options of the declared gates, by the name of the objective.</param>
    /// <param name="logger">A logger that does not block.</param>
    internal SloGates(
        SloRegistry registry, SloFleet? fleet, IReadOnlyDictionary<string, SloGateOptions> declared, ILogger logger)
    {
        _registry = registry;
        _fleet = fleet;
        _declared = declared;
        _logger = logger;
        foreach (var objective in declared.Keys)
        {
            Find(objective, null);
        }
    }

    public bool IsOpen(string objective, SloGateOptions? options = null) => Find(objective, options).Verdict.IsOpen;

    public SloGateVerdict GetVerdict(string objective, SloGateOptions? options = null) => Find(objective, options).Verdict;

    /// <summary>Judges all gates after an evaluation, so that a gate without reads does not miss an alert.</summary>
    internal void Look()
    {
        foreach ((GateKey _, Gate gate) in _gates)
        {
            _ = gate.Verdict;
        }
    }

    private Gate Find(string? objective, SloGateOptions? options)
    {
        var name = objective ?? "";
        GateKey key = new(name, options ?? _declared.GetValueOrDefault(name) ?? SloGateOptions.Default);
        return _gates.TryGetValue(key, out Gate? gate) ? gate : Create(key);
    }

    private Gate Create(GateKey key)
    {
        if (!_isFull)
        {
            var isFirst = false;
            lock (_adding)
            {
                if (_gates.Count < Most)
                {
                    return _gates.GetOrAdd(key, new Gate(key, _registry, _fleet, _unknown, _logger));
                }

                isFirst = !_isFull;
                _isFull = true;
            }

            if (isFirst)
            {
                _logger.TooManyGates(Most);
            }
        }

        return new(key, _registry, _fleet, _unknown, NullLogger.Instance);
    }
}
