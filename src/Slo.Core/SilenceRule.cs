using Slo.Evaluation;

namespace Slo;

/// <summary>Holds if no event was counted for a time: no traffic, or no source of events. Without events there is no burn rate.</summary>
/// <remarks>Time that this process did not observe (before its start, a suspension) is not silence.</remarks>
public sealed record SilenceRule : AlertRule
{
    internal SilenceRule(AlertSeverity severity, TimeSpan after, AlertRuleSettings settings)
        : base(severity, settings) => After = after;

    /// <summary>The rule holds if no good and no bad event was counted for this time; whole seconds, at most the period.</summary>
    public TimeSpan After { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Severity.Word()} after {SloDuration.Format(After)} without events";
}
