using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class SloRegistryRedefineTests
{
    [Theory]
    [InlineData("edited", 99, 1, true)]
    [InlineData("", 99.5, 1, true)]
    [InlineData("", 99, 2, false)]
    public void Replace_WithFewerEventsThanARuleWants_KeepsWhatHeldUnlessTheRuleIsAnother(string description, double target, int hours, bool holds)
    {
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        registry.Replace([Objective("", 99, hours: 1)]);
        SloTracker tracker = registry.Get("checkout");
        tracker.Record(0, 100);
        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        tracker.Record(90, 1);
        time.Advance(TimeSpan.FromMinutes(61));
        registry.Evaluate();
        Assert.Equal(AlertSeverity.Page, tracker.Status.Severity);

        SloDefinitionChanges changes = registry.Replace([Objective(description, (decimal)target, hours)]);
        registry.Evaluate();

        Assert.Equal(["checkout"], changes.Redefined);
        Assert.Equal(holds, tracker.Status.Severity is not null);
    }

    private static SloObjective Objective(string description, decimal target, int hours) => Objectives.Named().Description(description).TargetPercent(target)
        .BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromHours(hours), minimumEvents: 100).Build();
}
