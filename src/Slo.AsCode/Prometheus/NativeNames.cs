using Slo.Shared;

namespace Slo.AsCode.Prometheus;

/// <summary>What the native flavour records, by the words of this library; docs/prometheus.md has the table.</summary>
internal static class NativeNames
{
    internal const string Target = "slo:target:ratio";
    internal const string Budget = "slo:error_budget:ratio";
    internal const string PeriodDays = "slo:period:days";
    internal const string Factor = "slo:factor:ratio";
    internal const string Info = "slo_info";
    internal const string BadRatio = "slo:bad:ratio";
    internal const string Events = "slo:events:increase";
    internal const string BadEvents = "slo:bad_events:increase";
    internal const string Slices = "slo:slices:count";
    internal const string BurnRate = "slo:burn_rate:ratio";
    internal const string Compliance = "slo:compliance:ratio";
    internal const string Remaining = "slo:error_budget_remaining:ratio";
    internal const string Exhaustion = "slo:error_budget_exhaustion:seconds";

    internal const string Name = AlertNames.Objective;
    internal const string Service = AlertNames.Service;
    internal const string Owner = AlertNames.Owner;
    internal const string Window = "slo_window";
    internal const string LongWindow = "slo_long_window";
    internal const string ShortWindow = "slo_short_window";
    internal const string RuleFactor = "slo_factor";

    /// <summary>The record with the number of what the budget of an objective counts.</summary>
    internal static string UnitsOf(SloObjective objective) => objective.Method.Slice == TimeSpan.Zero ? Events : Slices;
}
