using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.Evaluation;

public sealed class EvaluationPlanTests
{
    private static readonly SloEventCounts Nothing = new(0, 0);
    private static readonly SloEventCounts Below = new(9_857, 143);
    private static readonly SloEventCounts At = new(9_856, 144);
    private static readonly SloEventCounts Above = new(9_855, 145);
    private static readonly SloEventCounts Few = new(4, 5);

    // At 14.4 times of 0.1 %: 144 of 10,000.
    public static TheoryData<string, long, long, bool, bool> States => new()
    {
        { "no events in both windows", 0, 0, false, false },
        { "no events in the long window", 0, 145, false, false },
        { "no events in the short window", 145, 0, false, false },
        { "both below", 143, 143, false, false },
        { "both exactly at", 144, 144, true, false },
        { "both above", 145, 145, true, true },
        { "long above, short below", 145, 143, false, false },
        { "long below, short above", 143, 145, false, false },
        { "long at, short above", 144, 145, true, false },
        { "long above, short at", 145, 144, true, false },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void Rule_ByBothWindows_HoldsAsDocumented(string state, long badInLong, long badInShort, bool atOrAbove, bool above)
    {
        Assert.NotEmpty(state);
        foreach (var held in (bool[])[false, true])
        {
            Assert.Equal(atOrAbove, Holds(ThresholdComparison.AtOrAbove, Counts(badInLong), Counts(badInShort), held));
            Assert.Equal(above, Holds(ThresholdComparison.Above, Counts(badInLong), Counts(badInShort), held));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rule_BelowItsMinimumEvents_KeepsItsState(bool held)
    {
        Assert.Equal(held, Holds(ThresholdComparison.AtOrAbove, Few, Few, held, minimumEvents: 10));
        Assert.False(Holds(ThresholdComparison.AtOrAbove, Nothing, Nothing, held, minimumEvents: 1));
        Assert.False(Holds(ThresholdComparison.AtOrAbove, new(9, 0), new(9, 0), held, minimumEvents: 10));
        Assert.True(Holds(ThresholdComparison.AtOrAbove, Few, Few, held, minimumEvents: 9));
        Assert.False(Holds(ThresholdComparison.AtOrAbove, Below, Few, held, minimumEvents: 10));
    }

    [Fact]
    public void Plan_OfRulesThatShareWindows_ReadsEachOnce()
    {
        EvaluationPlan plan = new(Definition.Build());

        Assert.Equal(["5m", "30m", "1h", "2h", "6h", "1d", "3d"], plan.Windows.Select(window => SloDuration.Format(new TimeSpan(window))));
        Assert.Equal([(2, 0), (4, 1), (5, 3), (6, 4)], plan.Rules.Cast<BurnRatePlan>().Select(rule => (rule.Long, rule.Short)));
        Assert.Equal(2, plan.ForecastWindow);
        Assert.Equal(-1, new EvaluationPlan(Definition.Build(builder => builder.NoRules())).ForecastWindow);
    }

    [Fact]
    public void Holding_OfSeveralRules_HasABitEach()
    {
        EvaluationPlan plan = new(Definition.Build());
        EvaluationBuffer readings = new();
        for (var i = 0; i < plan.Windows.Length; i++)
        {
            Read(readings, plan, i, At);
        }

        Assert.Equal(0b1111UL, plan.Holding(readings, held: 0));
        Read(readings, plan, 0, Nothing);
        Assert.Equal(0b1110UL, plan.Holding(readings, held: 0));
        Assert.True(plan.PageHolds(0b0001));
        Assert.True(plan.PageHolds(0b1010));
        Assert.False(plan.PageHolds(0b1100));
        Assert.False(plan.PageHolds(0));
    }

    [Fact]
    public void Rule_OfTheGreatestCounts_ComparesExactly()
    {
        const long most = 1L << 61;

        Assert.True(Holds(ThresholdComparison.AtOrAbove, new(most, most), new(most, most), held: false));
        Assert.False(Holds(ThresholdComparison.AtOrAbove, new(most, 0), new(most, most), held: false));
    }

    [Fact]
    public void Rule_WithoutBadEvents_NeverHolds()
    {
        Assert.False(Holds(ThresholdComparison.AtOrAbove, new(1, 0), new(1, 0), held: true));
        Assert.True(Holds(ThresholdComparison.Above, Above, Above, held: false));
    }

    private static void Read(EvaluationBuffer readings, EvaluationPlan plan, int window, SloEventCounts counts)
    {
        readings.WindowEvents[window] = readings.WindowBudgets[window] = counts;
    }

    private static SloEventCounts Counts(long bad) => bad == 0 ? Nothing : new(10_000 - bad, bad);

    private static bool Holds(
        ThresholdComparison comparison, SloEventCounts inLong, SloEventCounts inShort, bool held, long minimumEvents = 0)
    {
        EvaluationPlan plan = new(Definition.Build(builder => builder.BurnRateRule(
            AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), minimumEvents: minimumEvents, comparison: comparison)));
        EvaluationBuffer readings = new();
        Read(readings, plan, 0, inShort);
        Read(readings, plan, 1, inLong);
        return plan.Holding(readings, held ? 1UL : 0) == 1;
    }
}
