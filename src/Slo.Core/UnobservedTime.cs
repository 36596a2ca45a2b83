namespace Slo;

/// <summary>How time that was not observed counts: before the process started, in a suspension, and what is still to come of a calendar
/// period.</summary>
public enum UnobservedTime
{
    /// <summary>As good, at the traffic seen: the error budget is a share of the events expected in the whole period, and the burn rate
    /// of a window is scaled by the share of it that was observed. A few bad events right after a start spend little.</summary>
    AssumeGood,

    /// <summary>Not at all, as in Prometheus: budget and burn rates are shares of the events seen, however short the time.</summary>
    Exclude,
}
