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

    /// <summary>An override was taken back.</summary>
    OverrideRemoved,

    /// <summary>A calendar period of an objective is over, of a rolling one a calendar month (UTC); the details say what it came
    /// to.</summary>
    PeriodClosed,

    /// <summary>A reaction to an alert began, ran a step, or ended, or a person decided about it.</summary>
    Reaction,

    /// <summary>A chaos experiment began or ended; its hypothesis is the reason, and the details say what it cost.</summary>
    ChaosExperiment,

    /// <summary>A person acknowledged an incident, or commented on it; the reason is the text.</summary>
    Incident,

    /// <summary>A level of an error-budget policy came into force or ended; the reason says by which value.</summary>
    PolicyLevel,

    /// <summary>The release gate was overridden for a while, or the override was ended.</summary>
    GateOverride,
}
