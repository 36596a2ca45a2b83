using Slo.Cli.Infrastructure;

namespace Slo.Cli.Simulate;

/// <summary>An <see cref="Outage"/> for people: what the engine did, beside the formula.</summary>
internal static class SimulateTable
{
    internal static void Write(Screen screen, Outage outage)
    {
        screen.Line($"{Display.Percent(outage.Objective.TargetRatio)} over {outage.Objective.Period}: "
            + $"{Display.Percent(outage.BadRatio)} bad for {SloDuration.Format(outage.Duration)}"
            + $"{(outage.IsCold ? " from a cold start" : "")} spends "
            + $"{Display.Percent(outage.BudgetSpent)} of the budget");
        screen.Line();
        if (outage.Rules.Count == 0)
        {
            screen.Line("no rules");
            return;
        }

        screen.Table(["rule", ">fires after", ">formula", ">budget spent", ">resets after", ">formula"], outage.Rules.Select(Cells));
    }

    private static string[] Cells(SimulatedRule rule) =>
    [
        rule.Rule.ToString()!,
        Display.Time(rule.Fired),
        rule.Formula is { } formula ? Display.Time(formula.Detection) : "",
        rule.Fired is null ? "" : Display.Percent(rule.BudgetSpent),
        rule.Fired is null ? "" : Display.Time(rule.Reset),
        rule.Formula is { Detection: not null } detected ? Display.Time(detected.Reset) : "",
    ];
}
