using Slo.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class SloRegistryRedefineTests
{
    [Theory]
    [InlineData("edited", 99, true)]
    [InlineData("", 99.5, false)]
    public void Replace_WithFewerEventsThanARuleWants_KeepsWhatHeldUnlessItIsJudgedAnew(string description, double target, bool holds)
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        registry.Replace([Objective("", 99)]);
        SloTracker tracker = registry.Get("checkout");
        tracker.Record(0, 100);
        registry.Evaluate();
        time.Advance(TimeSpan.FromHours(2));
        registry.Evaluate();
        Assert.Equal(AlertSeverity.Page, tracker.Status.Severity);

        SloDefinitionChanges changes = registry.Replace([Objective(description, (decimal)target)]);
        registry.Evaluate();

        Assert.Equal(["checkout"], changes.Redefined);
        Assert.Equal(holds, tracker.Status.Severity is not null);
    }

    private static SloObjective Objective(string description, decimal target) => Objectives.Named().Description(description).TargetPercent(target)
        .BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromHours(1), minimumEvents: 100).Build();
}
