namespace Slo;

/// <summary>When the state of a set is saved, and what is kept besides.</summary>
public sealed class SloStoreOptions
{
    /// <summary>How often what is new is saved: at most so much is lost if the process is killed. Default 10 s; from 1 s to 1 h.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often all of an objective is saved, which takes the place of what was added since. Default 6 h; from 1 min to 1 d.
    /// </summary>
    public TimeSpan CompleteInterval { get; set; } = TimeSpan.FromHours(6);

    /// <summary>The time-out of a call of the store. Default 10 s; from 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a state is kept that can no longer count: of an objective that is gone, or of what it counted before its indicator,
    /// threshold, period or budgeting changed. It can count for a period of the objective, and is kept for so much longer.
    /// Default 0; up to 3,650 d.
    /// </summary>
    public TimeSpan StateRetention { get; set; }

    /// <summary>How long incidents and entries of the ledger are kept. Default 400 d; from 1 d to 3,650 d.</summary>
    public TimeSpan LedgerRetention { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Whether a deployment is noted in the ledger when another version runs than the last time. Default true.</summary>
    public bool MarkDeployments { get; set; } = true;

    /// <summary>
    /// The version that runs. Default: <c>service.version</c> of <c>OTEL_RESOURCE_ATTRIBUTES</c>, else the informational version of the
    /// entry assembly.
    /// </summary>
    public string? ServiceVersion { get; set; }
}
