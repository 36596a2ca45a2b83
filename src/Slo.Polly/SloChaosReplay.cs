using Polly.Simmy;
using Slo.Polly.Chaos;

namespace Slo;

/// <summary>
/// Chaos from production in a test: faults in the same calls, by their order. From the record of an experiment, or from the history of a
/// dependency that failed by itself.
/// </summary>
/// <remarks>
/// Thread-safe. Which calls get a fault does not depend on time, chance or threads. What is injected the test says itself, because a fault
/// is code; <see cref="SloChaosRecord.Chaos"/> names what it was.
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

    /// <summary>How many calls it has. Further calls get no fault.</summary>
    public long Calls { get; }

    /// <summary>How many faults were injected so far.</summary>
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

    /// <summary>Whether all its calls were made.</summary>
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
    /// The failures of a dependency as calls: of each step as many calls fail as were bad in it, evenly spread. The steps are those of an
    /// incident, as <see cref="SloObjectiveState.GetSteps"/>, <c>slo export</c> or <c>GET v1/slos/{name}/history</c> give them.
    /// </summary>
    /// <param name="steps">In order of time.</param>
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

    /// <summary>Lets a chaos strategy of Polly inject into the calls of the replay, and into no others.</summary>
    /// <typeparam name="TOptions">The kind of chaos.</typeparam>
    /// <param name="options">The options of the strategy. What they say about the rate and about when they are enabled is replaced.</param>
    /// <returns>The same options.</returns>
    public TOptions Apply<TOptions>(TOptions options) where TOptions : ChaosStrategyOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        options.EnabledGenerator = _ => ValueTask.FromResult(true);
        options.InjectionRateGenerator = _ => ValueTask.FromResult(Next() ? 1.0 : 0.0);
        return options;
    }

    /// <summary>Whether the objective was met although the faults were injected.</summary>
    /// <param name="objective">The objective of the users.</param>
    /// <param name="events">Their events in the test.</param>
    /// <returns>Inconclusive before all calls were made, without events, and if no fault was injected.</returns>
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

    // The n-th of m bad events stands where the share of calls reaches n / m.
    private static bool IsBad(List<(long Until, SloEventCounts Events)> parts, long call)
    {
        (long Until, SloEventCounts Events) part = parts.Find(part => call < part.Until);
        var index = (Int128)(call - (part.Until - part.Events.Total));
        return (index + 1) * part.Events.Bad / part.Events.Total > index * part.Events.Bad / part.Events.Total;
    }
}
