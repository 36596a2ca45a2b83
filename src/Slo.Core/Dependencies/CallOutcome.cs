namespace Slo.Dependencies;

/// <summary>How a call to a dependency ended.</summary>
internal enum CallOutcome
{
    Succeeded,
    Failed,

    /// <summary>Its caller ended it: by a time-out, because it no longer needs the answer, or because another call failed.</summary>
    Cancelled,
}
