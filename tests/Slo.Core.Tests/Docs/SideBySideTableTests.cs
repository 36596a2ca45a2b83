using Xunit;

namespace Slo.Tests.Docs;

/// <summary>The table "Beside Prometheus and Alertmanager" of docs/alerting.md: measured once, but for the formula.</summary>
public sealed class SideBySideTableTests
{
    private const string Fires = "fires after the outage began, s";
    private const string Resolves = "resolves after it ended, s";

    private static readonly IReadOnlyList<DocRow> Rows = DocPage.Read("alerting.md").Table("Beside Prometheus and Alertmanager");

    [Fact]
    public void Formula_IsThatOfTheRule()
    {
        SloObjective objective = new SloObjectiveBuilder("rule").TargetPercent(99.9m)
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).Build();
        BurnRateRule rule = Assert.Single(objective.BurnRateRules);
        var threshold = rule.Factor * (1 - objective.TargetRatio);

        Assert.Equal(threshold * (decimal)rule.LongWindow.TotalSeconds, Rows[0].Number(Fires));
        Assert.Equal((1 - threshold) * (decimal)rule.ShortWindow.TotalSeconds, Rows[0].Number(Resolves));
    }

    [Fact]
    public void Process_WasWithinASecondAndASliceOfTheFormula_AndFiredFirst()
    {
        Assert.All([Fires, Resolves], column => Assert.InRange(Rows[1].Number(column) - Rows[0].Number(column), 0, 2));
        Assert.True(Rows[1].Number(Fires) < Rows[2].Number(Fires));
    }
}
