using Slo.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class SloTrackerTests
{
    [Fact]
    public void Status_AfterEvaluation_CountsEveryEvent()
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("checkout").TargetPercent(99).Build());
        for (var i = 0; i < 98; i++)
        {
            tracker.Record(good: true);
        }

        tracker.Record(good: false);
        tracker.Record(good: 0, bad: 1);
        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();

        Assert.Equal(new SloEventCounts(98, 2), tracker.Status.Events);
        Assert.Equal(0.98, tracker.Status.ComplianceRatio);
        Assert.Equal(-1, tracker.Status.ErrorBudgetRemainingRatio);
        Assert.Equal(SloState.Exhausted, tracker.Status.State);
    }
}
