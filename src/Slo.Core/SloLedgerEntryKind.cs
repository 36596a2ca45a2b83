namespace Slo;

/// <summary>What an entry of the ledger is about. Stored and shown by its name, so a new kind is one more line here.</summary>
public enum SloLedgerEntryKind
{
    /// <summary>A version of the service was deployed.</summary>
    Deployment,

    /// <summary>The declared target of an objective changed.</summary>
    TargetChanged,

    /// <summary>A stretch of time was excluded, such as maintenance.</summary>
    ExclusionAdded,

    /// <summary>An exclusion was taken back.</summary>
    ExclusionRemoved,

    /// <summary>A target was overridden for a while.</summary>
    OverrideAdded,

    /// <summary>An override was ended.</summary>
    OverrideRemoved,

    /// <summary>A calendar period of an objective has ended; for a rolling period, a calendar month (UTC). The details contain its
    /// results.</summary>
    PeriodClosed,

    /// <summary>A reaction to an alert began, ran a step, or ended, or a person decided about it.</summary>
    Reaction,

    /// <summary>A chaos experiment began or ended; the reason is its hypothesis, and the details contain its cost.</summary>
    ChaosExperiment,

    /// <summary>A person acknowledged an incident, or commented on it; the reason is the text.</summary>
    Incident,

    /// <summary>A level of an error-budget policy came into force or ended; the reason contains its value.</summary>
    PolicyLevel,

    /// <summary>The release gate was overridden for a while, or the override was ended.</summary>
    GateOverride,
}
