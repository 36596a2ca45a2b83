namespace Slo;

/// <summary>The hypothesis, the faults and the limits of a chaos experiment (docs/chaos.md). Immutable.</summary>
public sealed record SloChaosOptions
{
    /// <summary>The name of the objective whose error budget the experiment spends: an objective of the users, not one of the dependency
    /// whose calls get the faults.</summary>
    public required string Objective { get; init; }

    /// <summary>The hypothesis, as a sentence of 1 to 1,000 characters, for example <c>Checkout stays within its objective when a tenth of
    /// the payment calls fail</c>.</summary>
    public required string Hypothesis { get; init; }

    /// <summary>The share of calls into which faults are injected, above 0 and up to 1. Default 0.05.</summary>
    public double InjectionRate { get; init; } = 0.05;

    /// <summary>The share of the error budget of the period that may be spent during the experiment, above 0 and up to 0.5. Default 0.01.
    /// All bad events of the objective during the experiment count, including those that it did not cause.</summary>
    public double AllowedBudgetRatio { get; init; } = 0.01;

    /// <summary>The experiment does not start, and ends, if less than this share of the error budget is left, from 0 to 1. Default
    /// 0.5.</summary>
    public double MinimumBudgetRatio { get; init; } = 0.5;

    /// <summary>The experiment does not start, and ends, if a rule of this severity or above holds or fires. Default
    /// <see cref="AlertSeverity.Ticket"/>.</summary>
    public AlertSeverity Severity { get; init; } = AlertSeverity.Ticket;

    /// <summary>How long it runs at most. Default 10 min; from 1 s to 1 d.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>With fewer injected faults the verdict is <see cref="SloChaosVerdict.Inconclusive"/>. Default 20; from 1 to
    /// 1,000,000.</summary>
    public int MinimumInjections { get; init; } = 20;

    /// <summary>
    /// How long after a fault was injected the bad event that it causes may be recorded. Default 10 s; from 0 to 10 min. For this time each
    /// fault counts as one bad event, and no fault is injected that the rest of the allowance does not cover.
    /// </summary>
    public TimeSpan SettlesWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The seed of the random numbers that select the calls with faults. The same seed selects the same calls, by their order.
    /// Default: a random seed for each run.</summary>
    public int? Seed { get; init; }

    /// <summary>The events that count: those of the fleet, or of this instance. Default null: those of the fleet if it evaluates the
    /// objective and is not stale at the start, otherwise those of this instance. With <see cref="SloScope.Fleet"/> the experiment does not
    /// start without the events of the fleet.</summary>
    public SloScope? Scope { get; init; }
}
