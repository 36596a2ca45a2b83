using Slo.Polly.Chaos;

namespace Slo;

/// <summary>The record of one run of a chaos experiment. Immutable.</summary>
public sealed record SloChaosRecord
{
    /// <summary>The name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The name of the objective.</summary>
    public required string Objective { get; init; }

    /// <summary>The hypothesis.</summary>
    public required string Hypothesis { get; init; }

    /// <summary>The person who started it; null if not known.</summary>
    public string? Actor { get; init; }

    /// <summary>When it started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended; null while it runs.</summary>
    public SloChaosEnd? EndedBy { get; init; }

    /// <summary>The verdict; null while it runs.</summary>
    public SloChaosVerdict? Verdict { get; init; }

    /// <summary>The share of the error budget of the period that it may spend, in (0, 0.5].</summary>
    public required double AllowedBudgetRatio { get; init; }

    /// <summary>The share of the error budget of the period that was spent during the run, from 0; above 1 if more than the budget was
    /// spent.</summary>
    public double SpentBudgetRatio { get; init; }

    /// <summary>The number of calls during the run, without those of <see cref="HeldBack"/>.</summary>
    public long Calls { get; init; }

    /// <summary>The number of calls that came while the experiment waited until its last faults had settled
    /// (<see cref="SloChaosOptions.SettlesWithin"/>). They got no fault, and are not counted in <see cref="Calls"/>.</summary>
    public long HeldBack { get; init; }

    /// <summary>The number of calls with an injected fault.</summary>
    public long Injected { get; init; }

    /// <summary>The number of bad events of the objective during the run, from any cause.</summary>
    public long BadEvents { get; init; }

    /// <summary>The share of calls into which faults are injected, in (0, 1].</summary>
    public required double InjectionRate { get; init; }

    /// <summary>The seed of the random numbers that selected the calls with faults.</summary>
    public required int Seed { get; init; }

    /// <summary>A description of the faults, from <see cref="SloChaosExperiment.Guard"/>.</summary>
    public string Chaos { get; init; } = "";

    /// <summary>Reads a record from an entry of the ledger.</summary>
    /// <param name="entry">An entry.</param>
    /// <returns>The record; null if the entry is not about a chaos experiment, or cannot be read.</returns>
    public static SloChaosRecord? FromEntry(SloLedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return ChaosLedger.Read(entry);
    }

    /// <summary>Creates a replay for a test, with faults in the same calls, by their order (docs/chaos.md).</summary>
    /// <exception cref="InvalidOperationException">The run has not ended; read the record from the ledger entry of its end.</exception>
    public SloChaosReplay ToReplay() => EndedBy is not null ? SloChaosReplay.Of(this) : throw new InvalidOperationException(
        $"The run of '{Experiment}' that started at {StartedAt:u} has not ended, so its calls are not known; take the entry of its end.");
}
