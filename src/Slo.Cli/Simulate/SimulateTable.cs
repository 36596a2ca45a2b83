using Slo.Cli.Infrastructure;

namespace Slo.Cli.Simulate;

/// <summary>An <see cref="Outage"/> for people: what the engine did, beside the formula.</summary>
internal static class SimulateTable
{
    internal static void Write(Screen screen, Outage outage)
    {
        screen.Line($"{Display.Percent(outage.Objective.TargetRatio)} over {outage.Objective.Period}: "
            + $"{Display.Percent(outage.BadRatio)} bad for {SloDuration.Format(outage.Duration)} spends "
                + $"{Display.Percent(outage.BudgetSpent)} of the budget");
        screen.Line();
        if (outage.Rules.Count == 0)
        {
            screen.Line("no rules");
            return;
        }

        screen.Table(["rule", ">fires after", ">formula", ">resets after", ">formula"],
            outage.Rules.Select(rule => Cells(rule, outage.Duration)));
    }

    private static string[] Cells(SimulatedRule rule, TimeSpan duration)
    {
        var isExpected = rule.Formula is { Detection: { } detection } && detection <= duration;
        return
        [
            rule.Rule.ToString()!,
            Display.Time(rule.Fired),
            rule.Formula is null ? "" : Display.Time(isExpected ? rule.Formula.Value.Detection : null),
            rule.Fired is null ? "" : Display.Time(rule.Reset),
            rule.Formula is null || !isExpected ? "" : Display.Time(rule.Formula.Value.Reset),
        ];
    }
}
