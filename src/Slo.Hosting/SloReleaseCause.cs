namespace Slo;

/// <summary>Why the release gate is closed for an objective.</summary>
public enum SloReleaseCause
{
    /// <summary>The error budget of its period is overspent.</summary>
    BudgetExhausted,

    /// <summary>A rule of severity page fires.</summary>
    PageFiring,

    /// <summary>A level of an error-budget policy is in force.</summary>
    Policy,
}
