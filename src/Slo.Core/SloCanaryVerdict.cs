namespace Slo;

/// <summary>The verdict of the comparison of a canary with its baseline.</summary>
public enum SloCanaryVerdict
{
    /// <summary>Undecided so far: the comparison goes on.</summary>
    Hold,

    /// <summary>The planned sample is complete, and the canary was not found worse. It may still become
    /// <see cref="Rollback"/>.</summary>
    Promote,

    /// <summary>The canary is worse than the baseline, or burns its error budget above the limit. Final.</summary>
    Rollback,

    /// <summary>The planned sample was not complete within <see cref="SloCanaryOptions.Within"/>. The verdict may still become
    /// <see cref="Rollback"/>.</summary>
    Inconclusive,
}
