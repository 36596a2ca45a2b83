using Polly.Simmy;
using Slo.Polly.Chaos;

namespace Slo;

/// <summary>
/// Replays failures of production in a test: injects faults into the same calls, by their order. The source is the record of an
/// experiment, or the history of a dependency that failed.
/// </summary>
/// <remarks>
/// Thread-safe. The selection of the calls depends only on their order, not on time, random numbers or threads. The fault itself is code,
/// so the test declares it; <see cref="SloChaosRecord.Chaos"/> describes the fault of the experiment.
/// </remarks>
/// <example><code>
/// SloChaosReplay replay = record.ToReplay();
/// pipeline.AddRetry(…).AddChaosFault(replay.Apply(new ChaosFaultStrategyOptions { FaultGenerator = … }));
/// // … run replay.Calls calls …
/// Assert.Equal(SloChaosVerdict.Confirmed, replay.Judge(tracker.Objective, tracker.Total));
/// </code></example>
public sealed class SloChaosReplay
{
    private readonly Lock _gate = new();
    private readonly Func<long, bool> _chooses;
    private readonly long _faults;
    private long _done;
    private long _injected;

    private SloChaosReplay(long calls, long faults, Func<long, bool> chooses)
    {
        Calls = calls;
        _faults = faults;
        _chooses = chooses;
    }

    /// <summary>The number of calls of the replay. Further calls get no fault.</summary>
    public long Calls { get; }

    /// <summary>The number of faults injected so far.</summary>
    public long Injected
    {
        get
        {
            lock (_gate)
            {
                return _injected;
            }
        }
    }

    /// <summary>Whether all calls of the replay have been made.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _done >= Calls;
            }
        }
    }

    /// <summary>
    /// Creates a replay of the failures of a dependency. For each step, as many calls fail as there were bad events, evenly distributed.
    /// Take the steps of an incident from <see cref="SloObjectiveState.GetSteps"/>, <c>slo export</c> or
    /// <c>GET v1/slos/{name}/history</c>.
    /// </summary>
    /// <param name="steps">The steps, in order of time.</param>
    /// <exception cref="ArgumentException">A step has a negative count.</exception>
    public static SloChaosReplay FromSteps(IEnumerable<SloHistoryStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        List<(long Until, SloEventCounts Events)> parts = [];
        SloEventCounts sum = default;
        foreach (SloHistoryStep step in steps)
        {
            if (step.Events.Good < 0 || step.Events.Bad < 0)
            {
                throw new ArgumentException($"A count is negative, at {step.From:O}.", nameof(steps));
            }

            sum += step.Events;
            parts.Add((sum.Total, step.Events));
        }

        return new(sum.Total, sum.Bad, call => IsBad(parts, call));
    }

    internal static SloChaosReplay Of(SloChaosRecord record) =>
        new(record.Calls, record.Injected, call => ChaosDraw.Of(record.Seed, call) < record.InjectionRate);

    /// <summary>Makes a chaos strategy of Polly inject faults into the selected calls of the replay only.</summary>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    /// <param name="options">The options of the strategy. Their <c>EnabledGenerator</c> and <c>InjectionRateGenerator</c> are
    /// replaced.</param>
    /// <returns>The same options.</returns>
    public TOptions Apply<TOptions>(TOptions options) where TOptions : ChaosStrategyOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        options.EnabledGenerator = _ => ValueTask.FromResult(true);
        options.InjectionRateGenerator = _ => ValueTask.FromResult(Next() ? 1.0 : 0.0);
        return options;
    }

    /// <summary>Judges whether the target of an objective was met despite the faults.</summary>
    /// <param name="objective">The objective of the users.</param>
    /// <param name="events">The events of this objective in the test.</param>
    /// <returns><see cref="SloChaosVerdict.Inconclusive"/> before all calls have been made, without events, and if no fault was
    /// injected.</returns>
    public SloChaosVerdict Judge(SloObjective objective, SloEventCounts events)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return !IsOver || events.Total == 0 || Injected == 0 ? SloChaosVerdict.Inconclusive
            : events.Good >= objective.TargetRatio * events.Total ? SloChaosVerdict.Confirmed
            : SloChaosVerdict.Refuted;
    }

    private bool Next()
    {
        lock (_gate)
        {
            if (_done >= Calls)
            {
                return false;
            }

            var injects = _injected < _faults && _chooses(_done);
            _done++;
            _injected += injects ? 1 : 0;
            return injects;
        }
    }

    // Of a step with m bad events, the n-th is the call at which the share of calls reaches n / m.
    private static bool IsBad(List<(long Until, SloEventCounts Events)> parts, long call)
    {
        (long Until, SloEventCounts Events) part = parts.Find(part => call < part.Until);
        var index = (Int128)(call - (part.Until - part.Events.Total));
        return (index + 1) * part.Events.Bad / part.Events.Total > index * part.Events.Bad / part.Events.Total;
    }
}
