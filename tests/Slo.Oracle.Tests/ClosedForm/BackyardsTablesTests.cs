using System.Globalization;
using Slo.Tests.Traces;
using Xunit;

namespace Slo.Tests.ClosedForm;

/// <summary>The two tables of the article "SLOs and burn rates", as printed there.</summary>
public sealed class BackyardsTablesTests
{
    [Theory]
    [InlineData("0.1", "0.1", "100", "1")]
    [InlineData("0.03", "0.1", "30", "0.3")]
    [InlineData("0.5", "0.1", "500", "5")]
    [InlineData("0.1", "0.2", "50", "0.5")]
    [InlineData("0.3", "0.2", "150", "1.5")]
    public void Status_AtErrorRate_HasPrintedConsumptionAndBurnRate(string errorPercent, string budgetPercent, string consumedPercent, string burnRate)
    {
        Rational target = (Rational)1 - (Rational.Parse(budgetPercent) / 100);
        SloStatus status = Measured.StatusAt(target, TimeSpan.FromDays(7), Rational.Parse(errorPercent) / 100);

        Assert.Equal(Number(burnRate), status.PeriodBurnRate);
        Assert.Equal(Number(consumedPercent) / 100, 1 - status.ErrorBudgetRemainingRatio!.Value, 1e-12);
    }

    [Theory]
    [InlineData("2/100", "30d", "1h", "14.4")]
    [InlineData("5/100", "30d", "6h", "6")]
    [InlineData("10/100", "30d", "3d", "1")]
    [InlineData("2/100", "7d", "12m", "16.8")]
    [InlineData("5/100", "7d", "1h", "8.4")]
    [InlineData("1/7", "7d", "1d", "1")]
    public void Rule_OfBudgetAndWindow_HasPrintedBurnRate(string budget, string period, string window, string burnRate)
    {
        BurnRateRule rule = RuleOf.Period(
            OracleWindow.Read(period),
            BurnRateRule.DefineByBudget(AlertSeverity.Page, Rational.Parse(budget).ToDecimal(), OracleWindow.Read(window)));

        Assert.Equal(Number(burnRate), (double)rule.Factor, 1e-12);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
