using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Properties;

public sealed class GoldenVectorTests
{
    private static readonly long[] Good = [2, 10, 12, 13, 13, 12, 13, 13, 12, 11];
    private static readonly long[] Valid = [4, 10, 12, 13, 14, 15, 14, 13, 12, 11];
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // The budget burned is (1 - compliance) / (1 - 0.95).
    [Theory]
    [InlineData(BudgetingMethodKind.Occurrences, 0.940677966, 1.186440678)]
    [InlineData(BudgetingMethodKind.RatioTimeslices, 0.915714286, 1.685714286)]
    [InlineData(BudgetingMethodKind.Timeslices, 0.6, 8)]
    public void TenSlices_ByEachMethod_GiveThePublishedCompliance(BudgetingMethodKind kind, double compliance, double burned)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("golden").TargetPercent(95).NoRules().Rolling(10 * Minute);
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add((kind switch
        {
            BudgetingMethodKind.Timeslices => builder.Timeslices(Minute, 0.95m),
            BudgetingMethodKind.RatioTimeslices => builder.RatioTimeslices(Minute),
            _ => builder,
        }).Build());

        for (var slice = 0; slice < Good.Length; slice++)
        {
            tracker.Record(Good[slice], Valid[slice] - Good[slice]);
            time.Advance(Minute);
            registry.Evaluate();
        }

        Assert.Equal(compliance, tracker.Status.ComplianceRatio!.Value, 9);
        Assert.Equal(burned, tracker.Status.PeriodBurnRate!.Value, 9);
        Assert.Equal(1 - burned, tracker.Status.ErrorBudgetRemainingRatio!.Value, 9);
        Assert.Equal(new SloEventCounts(111, 7), tracker.Status.Events);
    }
}
