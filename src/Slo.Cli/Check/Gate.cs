using System.Globalization;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Check;

/// <summary>The conditions under which an objective passes.</summary>
/// <param name="FailOn">exhausted, burning or never.</param>
/// <param name="LeastBudget">The share of the error budget that must be left; null: any.</param>
/// <param name="MostBurn">The burn rate that both windows of a rule may show; null: any.</param>
internal sealed record Gate(string FailOn, double? LeastBudget, double? MostBurn)
{
    /// <summary>Why an objective with data fails; empty if it passes.</summary>
    internal IEnumerable<string> Faults(ObjectiveStatus status)
    {
        if (FailOn is "exhausted" or "burning" && status.IsExhausted)
        {
            yield return $"its error budget is exhausted: {Display.Percent(status.BudgetRatio)} left";
        }

        if (FailOn == "burning" && status.Burning is { } rule)
        {
            yield return $"it burns: {rule.Text}";
        }

        if (status.BudgetRatio < LeastBudget)
        {
            yield return $"{Display.Percent(status.BudgetRatio)} of its error budget is left, below {Display.Percent(LeastBudget)}";
        }

        if (status.BurnRate > MostBurn)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"its burn rate is {status.BurnRate:0.##}, above {MostBurn:0.##}");
        }
    }
}
