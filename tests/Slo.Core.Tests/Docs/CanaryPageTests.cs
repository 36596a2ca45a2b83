using System.Globalization;
using Slo.Evaluation;
using Slo.Grouping;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>What docs/canary.md says of options and of the planned sample, against the code; what was measured there is not.</summary>
public sealed class CanaryPageTests
{
    private static readonly DocPage Page = DocPage.Read("canary.md");

    [Fact]
    public void Options_Rows_AreTheDefaults()
    {
        SloCanaryOptions options = new();

        Assert.Equal(
            [
                ("`LevelRatio`", options.LevelRatio.ToString(CultureInfo.InvariantCulture)),
                ("`PowerRatio`", options.PowerRatio.ToString(CultureInfo.InvariantCulture)),
                ("`DetectableFactor`", options.DetectableFactor.ToString(CultureInfo.InvariantCulture)),
                ("`MinimumEvents`", options.MinimumEvents.ToString(CultureInfo.InvariantCulture)),
                ("`Within`", SloDuration.Format(options.Within)),
                ("`BurnRateLimit`", options.BurnRateLimit.ToString(CultureInfo.InvariantCulture)),
            ],
            Page.Table("Options").Select(row => (row["option"], row["default"])));
    }

    [Fact]
    public void Cohorts_OnThePage_HaveTheLimitsOfTheCode()
    {
        var page = Page.Text.ReplaceLineEndings(" ");

        Assert.Contains($"An objective keeps {Dimension.Cohorts.MaximumValues} cohorts with names of up to {Dimension.Cohorts.LongestValue} characters", page, StringComparison.Ordinal);
        Assert.Contains($"or its first {Dimension.Cohorts.LongestValue} characters", page, StringComparison.Ordinal);
        string[] words = [.. page.Split("whose name contains")[1].Split(", in any case")[0].Split('`').Where((_, index) => index % 2 == 1)];
        Assert.Equal(SloSecretNames.Words, words);
        Assert.All(words, word => Assert.Equal(word, SloCohortSource.SecretWordOf($"header:x-{word.ToUpperInvariant()}-y")));
    }

    [Fact]
    public void Tests_Rows_ShareTheLevel()
    {
        var shares = Page.Table("The test").Select(row => double.Parse(row["share of the level"].Split(' ')[0], CultureInfo.InvariantCulture) / 100).ToArray();
        CanaryPlan plan = CanaryPlan.Default;

        Assert.Equal(1, shares.Sum(), 1e-12);
        Assert.Equal(plan.FinalLevel, shares[0] * plan.Options.LevelRatio, 1e-12);
        Assert.Equal([1 / plan.EvidenceNeeded, 1 / plan.EvidenceNeeded], shares[1..].Select(share => Math.Round(share * plan.Options.LevelRatio, 12)));
    }

    [Fact]
    public void Sample_Rows_AreThoseOfTheFormula() => Assert.All(Page.Table("The planned sample"), row =>
    {
        var bad = 1 - (Percent(row["target"]) / 100);
        var share = Percent(row["share of the canary"]) / 100;
        var events = new SloCanaryOptions().GetRequiredEvents(Math.Round(bad, 9), share);

        Assert.Equal(
            (Count(CanaryPlan.Default.BadEvents(share)), Count(events), Count(events * share)),
            (row["bad events"], row["events of both"], row["events of the canary"]));
    });

    [Fact]
    public void Measured_Samples_AreThoseOfTheFormula() => Assert.All(Page.Table("Measured"), row => Assert.Equal(
        Count(new SloCanaryOptions().GetRequiredEvents(Percent(row["bad events of the baseline"]) / 100, Percent(row["share of the canary"]) / 100)),
        row["sample"]));

    [Fact]
    public void Factor_OfFour_NeedsAsManyEventsAsThePageSays()
    {
        var two = Count(new SloCanaryOptions().GetRequiredEvents(0.001, 0.05));
        var four = Count(new SloCanaryOptions { DetectableFactor = 4 }.GetRequiredEvents(0.001, 0.05));

        Assert.Contains($"{four} events instead of {two}", Page.Text, StringComparison.Ordinal);
    }

    private static double Percent(string cell) => double.Parse(cell.Replace(" %", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static string Count(double count) => Math.Ceiling(count).ToString("N0", CultureInfo.InvariantCulture);
}
