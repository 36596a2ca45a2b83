namespace Slo;

/// <summary>A chaos experiment: what it is to show, and what it may cost. Immutable.</summary>
public sealed record SloChaosOptions
{
    /// <summary>The name of the objective whose budget the experiment spends: that of the users, not that of the dependency into which
    /// faults are injected.</summary>
    public required string Objective { get; init; }

    /// <summary>What should hold although faults are injected, in a sentence of at most 1,000 characters: <c>Checkout stays within its
    /// objective when a tenth of the payment calls fail</c>.</summary>
    public required string Hypothesis { get; init; }

    /// <summary>The share of calls into which faults are injected, above 0 and up to 1. Default 0.05.</summary>
    public double InjectionRate { get; init; } = 0.05;

    /// <summary>The share of the error budget of the period that may be spent while the experiment runs, above 0 and up to 0.5. Default
    /// 0.01. All events of the objective count that are bad in this time, whoever caused them.</summary>
    public double AllowedBudgetRatio { get; init; } = 0.01;

    /// <summary>Nothing is injected, and the experiment ends, with less of the budget left than this, from 0 to 1. Default 0.5.</summary>
    public double MinimumBudgetRatio { get; init; } = 0.5;

    /// <summary>Nothing is injected, and the experiment ends, when a rule of this severity or above holds or fires. Default
    /// <see cref="AlertSeverity.Ticket"/>.</summary>
    public AlertSeverity Severity { get; init; } = AlertSeverity.Ticket;

    /// <summary>How long it runs. Default 10 min; from 1 s to 1 d.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Below this number of injected faults it shows nothing. Default 20; from 1 to 1,000,000.</summary>
    public int MinimumInjections { get; init; } = 20;

    /// <summary>
    /// How long after a fault was injected a bad event may follow. Default 10 s; from 0 to 10 min. So long, each fault counts as if it had
    /// spent its part of the allowance, and none is injected for which no allowance would be left.
    /// </summary>
    public TimeSpan SettlesWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Chooses the calls into which faults are injected: the same seed chooses the same calls. Default: by chance.</summary>
    public int? Seed { get; init; }

    /// <summary>Whose events decide. Default null: those of the fleet where there is one that evaluates the objective, otherwise those of
    /// this instance.</summary>
    public SloScope? Scope { get; init; }
}
