using Slo.Dependencies;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>Verdicts on bad requests: the table of docs/insight.md.</summary>
public sealed class VerdictTests
{
    [Theory]
    [InlineData("nothing burns", false, 100, 900, 100, 900, SloDependencyVerdict.Healthy)]
    [InlineData("too few bad requests", true, 9, 900, 9, 0, SloDependencyVerdict.Unknown)]
    [InlineData("just enough", true, 10, 900, 10, 0, SloDependencyVerdict.Reporting)]
    [InlineData("no failed call", true, 100, 900, 0, 0, SloDependencyVerdict.Causing)]
    [InlineData("no failed call and no good request", true, 100, 0, 0, 0, SloDependencyVerdict.Causing)]
    [InlineData("all by the dependency", true, 100, 900, 100, 0, SloDependencyVerdict.Reporting)]
    [InlineData("half by the dependency", true, 100, 900, 50, 0, SloDependencyVerdict.Reporting)]
    [InlineData("less than half", true, 100, 900, 49, 0, SloDependencyVerdict.Unknown)]
    [InlineData("a fifth", true, 100, 900, 20, 0, SloDependencyVerdict.Causing)]
    [InlineData("it fails in good requests as often", true, 100, 900, 100, 900, SloDependencyVerdict.Causing)]
    [InlineData("it fails in half of the good requests", true, 100, 900, 100, 450, SloDependencyVerdict.Reporting)]
    [InlineData("nothing to compare with", true, 100, 9, 100, 0, SloDependencyVerdict.Unknown)]
    [InlineData("by chance", true, 10, 10, 7, 2, SloDependencyVerdict.Unknown)]
    public void Verdict_FollowsTheTable(
        string name, bool isBurning, long bad, long good, long troubledBad, long troubledGood, SloDependencyVerdict expected)
    {
        SloDependencyReport report = Judge(isBurning, new(good, bad), new(troubledGood, troubledBad), ("payments", new(troubledGood, troubledBad)));

        Assert.True(expected == report.Verdict, $"{name}: {report.Verdict}, {report.Reason}");
        Assert.Equal(expected == SloDependencyVerdict.Reporting, report.Dependencies.Any(status => status.IsCause));
        Assert.DoesNotContain('\n', report.Reason);
    }

    [Fact]
    public void Numbers_OfThePage_AreThoseOfTheRule()
    {
        var page = File.ReadAllText(Slo.Testing.Repository.PathOf("docs", "insight.md"));

        Assert.Equal((10, 0.5, 0.2, 0.1, 0.01, 64), (VerdictRule.LeastRequests, VerdictRule.Reporting, VerdictRule.Causing, VerdictRule.LeastShare, VerdictRule.LargestChance, SloDependencyStatus.MostDependencies));
        Assert.All(
            (string[])["fewer than 10 bad requests", "fewer than 10 good requests", "at least 50 %", "more than 10 %, with a chance of at most 1 %", "at most 20 %", "at most 64 dependencies", "counts of the last 64"],
            text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Reporting_NamesTheCausesOnly_AndSeveralTogether()
    {
        SloDependencyReport report = Judge(
            true, new(10_000, 100), new(100, 90), ("cache", new(100, 1)), ("payments", new(0, 45)), ("orders", new(0, 45)));

        Assert.Equal(SloDependencyVerdict.Reporting, report.Verdict);
        Assert.Equal(["orders", "payments"], report.Dependencies.Where(status => status.IsCause).Select(status => status.Name));
        Assert.Equal(
            "orders failed or was slow in 45 % of the bad requests and in 0 % of the good ones, "
            + "payments failed or was slow in 45 % of the bad requests and in 0 % of the good ones", report.Reason);
        Assert.InRange(report.ExplainedRatio!.Value, 0.889, 0.891);
    }

    private static SloDependencyReport Judge(
        bool isBurning, SloEventCounts events, SloEventCounts any, params (string Name, SloEventCounts Troubled)[] edges) =>
        VerdictRule.Judge(
            TimeSpan.FromHours(1), events, events.Good, any, isBurning,
            [.. edges.Select(edge => (new SloDependencyStatus(edge.Name, false, true) { TroubledRequests = edge.Troubled }, edge.Troubled))]);
}
