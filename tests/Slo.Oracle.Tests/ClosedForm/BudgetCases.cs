using Slo.Tests.Evaluation;
using Xunit;

namespace Slo.Tests.ClosedForm;

/// <summary>Cases about an objective's budget: what was burnt, what is left, how long it lasts.</summary>
internal static class BudgetCases
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    internal static void BurnTable(ClosedFormCase item)
    {
        SloStatus status = Measured.StatusAt(item.Target, Month, item.Number("error_rate_percent") / 100);

        Assert.Equal(item.Number("error_budget_percent") / 100, new Rational(status.Objective.Budget.Numerator, status.Objective.Budget.Denominator));
        item.Equals("burn_rate", status.PeriodBurnRate);
        item.Equals("budget_consumed_percent", 100 * status.PeriodBurnRate);
        Assert.Equal(1 - status.PeriodBurnRate!.Value, status.ErrorBudgetRemainingRatio!.Value, 1e-12);
    }

    /// <summary>From a full budget: what remains x period / burn rate.</summary>
    internal static void Exhaustion(ClosedFormCase item)
    {
        SloStatus status = Measured.StatusAt(item.Target, item.Period, item.Number("error_rate_percent") / 100);
        item.Equals("burn_rate", status.PeriodBurnRate);
        item.Equals("days_to_exhaustion", Forecast.Of(remaining: 1, (decimal)status.PeriodBurnRate!.Value, item.Period)?.TotalDays);
    }

    internal static void BudgetLeft(ClosedFormCase item)
    {
        var good = item.Number("good").ToInt64();
        SloStatus status = Measured.Status(item.Target, Month, good, item.Number("total").ToInt64() - good);

        item.Equals("compliance", status.ComplianceRatio);
        item.Equals("budget_remaining", status.ErrorBudgetRemainingRatio);
        if (item.Expects("slo_met"))
        {
            Assert.Equal(item.ExpectedBoolean("slo_met"), status.IsMet);
        }
    }

    /// <summary>One event a second, so that the outage is as many bad events as it has seconds.</summary>
    internal static void FiveMinuteOutage(ClosedFormCase item)
    {
        var outage = (long)item.Duration("outage").TotalSeconds;
        var period = (long)item.Period.TotalSeconds;
        SloStatus status = Measured.Status(item.Target, item.Period, period - outage, outage);
        var consumed = 100 * (1 - status.ErrorBudgetRemainingRatio);

        item.Equals("burn_rate_during", Measured.Status(item.Target, item.Period, 0, outage).PeriodBurnRate);
        item.Equals("budget_consumed_percent", consumed);
        Assert.Equal(item.ExpectedNumber("budget_consumed_percent_approx").ToDouble(), Math.Round(consumed!.Value, 3));
    }

    internal static void LowTraffic(ClosedFormCase item)
    {
        var good = item.Number("good").ToInt64();
        SloStatus hour = Measured.Status(item.Target, item.Period, good, item.Number("total").ToInt64() - good);
        var events = item.Number("requests_per_hour").ToInt64() * (long)item.Period.TotalHours;

        item.Equals("error_ratio_1h", 1 - hour.ComplianceRatio);
        item.Equals("burn_rate_1h", hour.PeriodBurnRate);
        item.Equals("budget_consumed_by_one_failure", 1 - Measured.Status(item.Target, item.Period, events - 1, 1).ErrorBudgetRemainingRatio);
        item.Equals("allowed_failures_per_period", Measured.Status(item.Target, item.Period, events, 0).ErrorBudgetRemainingEvents);
    }

    internal static void Downtime(ClosedFormCase item) =>
        item.Equals("allowed_seconds", Measured.Status(item.Target, item.Period, 1000, 0).ErrorBudgetRemainingTime?.TotalSeconds);
}
