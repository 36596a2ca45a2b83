using Slo.Polly.Chaos;

namespace Slo;

/// <summary>One run of a chaos experiment: what was tried, what it cost, and what it showed. Immutable.</summary>
public sealed record SloChaosRecord
{
    /// <summary>The name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The name of the objective.</summary>
    public required string Objective { get; init; }

    /// <summary>What should hold.</summary>
    public required string Hypothesis { get; init; }

    /// <summary>Who started it; null if not known.</summary>
    public string? Actor { get; init; }

    /// <summary>When it started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended; null while it runs.</summary>
    public SloChaosEnd? EndedBy { get; init; }

    /// <summary>What it showed; null while it runs.</summary>
    public SloChaosVerdict? Verdict { get; init; }

    /// <summary>The share of the error budget of the period that it may spend, in (0, 0.5].</summary>
    public required double AllowedBudgetRatio { get; init; }

    /// <summary>The share of the error budget that was spent while it ran, from 0.</summary>
    public double SpentBudgetRatio { get; init; }

    /// <summary>Calls that passed the chaos strategies while a fault could be injected: without those that came while the experiment waited
    /// for what its last faults cost.</summary>
    public long Calls { get; init; }

    /// <summary>Calls that came while the experiment waited for what its last faults cost. They are not among <see cref="Calls"/>, and got
    /// no fault.</summary>
    public long HeldBack { get; init; }

    /// <summary>Calls into which a fault was injected.</summary>
    public long Injected { get; init; }

    /// <summary>Events of the objective that were bad while it ran.</summary>
    public long BadEvents { get; init; }

    /// <summary>The share of calls into which faults are injected, in (0, 1].</summary>
    public required double InjectionRate { get; init; }

    /// <summary>What chose the calls.</summary>
    public required int Seed { get; init; }

    /// <summary>What was injected, as <see cref="SloChaosExperiment.Guard"/> was told.</summary>
    public string Chaos { get; init; } = "";

    /// <summary>The run that an entry of the ledger tells of.</summary>
    /// <param name="entry">An entry.</param>
    /// <returns>Null if the entry is not of a chaos experiment, or cannot be read.</returns>
    public static SloChaosRecord? FromEntry(SloLedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return ChaosLedger.Read(entry);
    }

    /// <summary>The same chaos again, for a test: faults in the same calls, by their order (docs/chaos.md).</summary>
    /// <exception cref="InvalidOperationException">The run has not ended: the entry of its end has the calls.</exception>
    public SloChaosReplay ToReplay() => EndedBy is not null ? SloChaosReplay.Of(this) : throw new InvalidOperationException(
        $"The run of '{Experiment}' that started at {StartedAt:u} has not ended, so its calls are not known; take the entry of its end.");
}
