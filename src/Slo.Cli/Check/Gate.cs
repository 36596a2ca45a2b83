using System.Globalization;
using Slo.Cli.Conduct;
using Slo.Cli.Status;

namespace Slo.Cli.Check;

/// <summary>What an objective must be like for the gate to open.</summary>
/// <param name="FailOn">exhausted, burning or never.</param>
/// <param name="LeastBudget">The share of the error budget that must be left; null: any.</param>
/// <param name="MostBurn">The burn rate that both windows of a rule may show; null: any.</param>
internal sealed record Gate(string FailOn, double? LeastBudget, double? MostBurn)
{
    /// <summary>Why the gate stays shut for an objective that has data; nothing: it opens.</summary>
    internal IEnumerable<string> Faults(Standing standing)
    {
        if (FailOn is "exhausted" or "burning" && standing.IsExhausted)
        {
            yield return $"its error budget is exhausted: {Words.Percent(standing.BudgetRatio)} left";
        }

        if (FailOn == "burning" && standing.Burning is { } rule)
        {
            yield return $"it burns: {rule.Text}";
        }

        if (standing.BudgetRatio < LeastBudget)
        {
            yield return $"{Words.Percent(standing.BudgetRatio)} of its error budget is left, below {Words.Percent(LeastBudget)}";
        }

        if (standing.BurnRate > MostBurn)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"its burn rate is {standing.BurnRate:0.##}, above {MostBurn:0.##}");
        }
    }
}
