using System.Globalization;

namespace Slo.Hosting.Policies;

/// <summary>Decides whether a level is in force, as a pure function of its previous state and the current value.</summary>
internal static class PolicyRules
{
    /// <param name="level">The level.</param>
    /// <param name="value">The budget left, or the burn rate; null without events.</param>
    /// <param name="before">Whether it was in force.</param>
    internal static bool IsInForce(SloPolicyLevel level, double? value, bool before) => level.IsOfBudget
        ? value < level.Limit || (before && value < level.End)
        : value >= level.Limit || (before && value >= level.End);

    internal static string Reason(SloPolicyStatus status) => status.Level.IsOfBudget ? OfBudget(status) : OfBurn(status);

    private static string OfBudget(SloPolicyStatus status)
    {
        if (status.Value is not { } left)
        {
            return "no events in the period: the level is not in force";
        }

        var value = $"{SloText.BudgetLeft(left)} of the error budget is left";
        return !status.IsInForce ? $"{value}, not below {Percent(status.Limit)}"
            : left < status.Limit ? $"{value}, below {Percent(status.Limit)}"
            : $"{value}; it was below {Percent(status.Limit)}, and the level ends at {Percent(status.End)}";
    }

    private static string OfBurn(SloPolicyStatus status)
    {
        var window = SloDuration.Format(status.Level.Window);
        if (status.Value is not { } rate)
        {
            return $"no events in {window}: the level is not in force";
        }

        var value = $"the burn rate over {window} is {Number(rate)}";
        return !status.IsInForce ? $"{value}, below {Number(status.Limit)}"
            : rate >= status.Limit ? $"{value}, at or above {Number(status.Limit)}"
            : $"{value}; it was at or above {Number(status.Limit)}, and the level ends below {Number(status.End)}";
    }

    private static string Percent(double ratio) => PolicyText.Percent(ratio).Replace("%", " %", StringComparison.Ordinal);

    // Rounded down, so that a value below a limit is not shown as the limit.
    private static string Number(double value) =>
        (Math.Floor((value * 100) + 1e-6) / 100).ToString("#,0.##", CultureInfo.InvariantCulture);
}
