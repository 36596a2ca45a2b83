using System.Globalization;
using System.Text;
using Slo;

namespace Shop;

/// <summary>The objectives as a table for a terminal.</summary>
internal static class StatusTable
{
    internal static string Of(SloRegistry registry)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"  {"objective",-24}{"state",-11}{"target",9}{"now",10}{"budget left",13}{"good",8}{"bad",6}  burning");
        foreach (SloTracker tracker in registry.Trackers)
        {
            SloStatus status = tracker.Status;
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {tracker.Objective.Name,-24}{status.State,-11}{tracker.Objective.TargetRatio * 100,7:0.##} %{Percent(status.ComplianceRatio),10}{Percent(status.ErrorBudgetRemainingRatio),13}{status.Events.Good,8}{status.Events.Bad,6}  {Burning(status)}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Percent(double? ratio) => ratio is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.00} %") : "-";

    private static string Burning(SloStatus status) =>
        status.Alert.Rules.FirstOrDefault(rule => rule.Holds) is { Rule: BurnRateRule rule, LongBurnRate: { } burnRate }
        ? string.Create(CultureInfo.InvariantCulture, $"{burnRate:0.0}x over {SloDuration.Format(rule.LongWindow)}: {rule.Severity}")
        : "";
}
