namespace Slo;

/// <summary>What tells bad events apart when a cause is looked for (<see cref="SloTracker.GetContributors"/>).</summary>
public enum SloDimension
{
    /// <summary>Why it is bad: <see cref="SloEvent.Reason"/>. 64 values.</summary>
    Reason,

    /// <summary>The route or method: <see cref="SloEvent.Operation"/>. 200 values.</summary>
    Operation,

    /// <summary>What failed on the way: <see cref="SloEvent.Dependency"/>. 64 values.</summary>
    Dependency,

    /// <summary>The version: <see cref="SloEvent.Cohort"/>. 32 values.</summary>
    Cohort,

    /// <summary>The process or host: <see cref="SloEvent.Instance"/>. 64 values.</summary>
    Instance,

    /// <summary>The kind of client: <see cref="SloEvent.Caller"/>. 64 values.</summary>
    Caller,

    /// <summary>The value of the objective's grouping: <see cref="SloEvent.Group"/>. 200 values.</summary>
    Group,
}
