using System.Reflection;
using Slo.Alerting;
using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.Docs;

public sealed class AlertingPageTests
{
    private static readonly DocPage Page = DocPage.Read("alerting.md");

    [Fact]
    public void OneAlert_BudgetSpent_IsTheFormulas() => Assert.All(Page.Table("One alert per objective"), row =>
    {
        Fraction budget = Fraction.From(1 - (row.Number("target %") / 100));
        var outage = (long)row.Duration("outage").TotalSeconds;

        row.Shows("burn rate", ErrorBudget.BurnRate(new(0, outage), new AllowedBad(outage, budget)));
        row.Shows("budget spent %", 100 * ErrorBudget.SpentRatio(outage, new AllowedBad((long)row.Duration("period").TotalSeconds, budget)));
    });

    [Fact]
    public void Rules_Builders_Exist() => Assert.All(
        Page.Table("Kinds of rules").SelectMany(row => row.Codes("builder")),
        name => Assert.Contains(typeof(SloObjectiveBuilder).GetMethods(), method => method.Name == name));

    [Fact]
    public void Guards_Settings_AreThoseOfARule()
    {
        IEnumerable<string> own = typeof(AlertRuleSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
        string[] settings = [.. own, nameof(BurnRateRule.MinimumEvents)];

        Assert.Equal(settings.Order(), Page.Table("Guards").Select(row => row.Codes("setting").Single()).Order());
        Assert.All(Page.Table("Guards"), row => Assert.Equal(row.Codes("setting").Single() == nameof(AlertRuleSettings.Confidence) ? "none" : "0", row["default"]));
    }

    [Fact]
    public void Guards_Bounds_AreWilsons() => Assert.All(Page.Table("The confidence bound"), row =>
    {
        SloEventCounts counts = new(row.Count("good"), row.Count("bad"));

        row.Shows("bad ratio", (double)counts.Bad / counts.Total);
        row.Shows("bound at 95 %", WilsonBound.Lower(counts.Bad, counts.Total, SloStatistics.NormalQuantile(0.95)));
    });

    [Fact]
    public void Life_EveryRow_IsWhatTheMachineDoes() => Assert.All(Page.Table("The life of a rule"), row =>
    {
        TimeSpan guard = TimeSpan.FromMinutes(10);
        var isGuarded = row["guard"].Split(',')[0];
        AlertRuleSettings settings = new()
        {
            Hold = isGuarded == "hold" ? guard : TimeSpan.Zero,
            KeepFiring = isGuarded == "keep firing" ? guard : TimeSpan.Zero,
            CoolDown = isGuarded == "cool-down" ? guard : TimeSpan.Zero,
        };
        TimeSpan passed = row["guard"] switch
        {
            "shown for 5m" => TimeSpan.FromMinutes(5),
            "shown for less than 5m" => TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1),
            var text when text.EndsWith("not over", StringComparison.Ordinal) => guard - TimeSpan.FromSeconds(1),
            _ => guard,
        };

        RuleState next = new RuleState(row.Word<AlertState>("from"), 0, 0).Next(row.Answer("holds"), passed.Ticks, settings);

        Assert.Equal(row.Word<AlertState>("to"), next.State);
    });

    [Fact]
    public void SelfTest_OfTheDefaultRules_SaysWhatThePageSays()
    {
        var rows = Page.Table("Does my alarm work?");
        IReadOnlyList<SloSelfTestResult> results = SloSelfTest.Run(new SloObjectiveBuilder("x").TargetPercent(99.9m).Build());

        Assert.Equal(results.Select(result => result.Rule.ToString()), rows.Select(row => row["rule"]));
        Assert.All(results.Zip(rows), item =>
        {
            item.Second.Shows("formula", item.First.ExpectedDetection);
            item.Second.Shows("fired after", item.First.Detection);
            item.Second.Shows("ended after", item.First.Reset);
        });
    }
}
