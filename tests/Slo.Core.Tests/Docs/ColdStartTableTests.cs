using Slo.Testing;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>The table "Cold start" of docs/alerting.md: its formulas, and what a registry does that has just started.</summary>
public sealed class ColdStartTableTests
{
    private const int Rules = 4;

    private static readonly IReadOnlyList<DocRow> Rows = DocPage.Read("alerting.md").Table("Cold start");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    [Fact]
    public void Rows_Cases_AreAllThatAreTested() => Assert.Equal(5 * Rules, Rows.Count);

    [Theory]
    [InlineData("total outage", 0, 10, 0, 10, 0)]
    [InlineData("one bad request of two, then good ones", 1, 1, 10, 0, 0)]
    [InlineData("one bad request of two, then none", 1, 1, 0, 0, 0)]
    [InlineData("one in a hundred bad", 99, 1, 99, 1, 0)]
    [InlineData("no traffic for an hour, then a total outage", 0, 10, 0, 10, 3600)]
    public void Rows_Case_FiresWhenThePageSays(string what, int firstGood, int firstBad, int good, int bad, int quietSeconds)
    {
        DocRow[] rows = [.. Rows.Where(row => row["what happens"] == what)];
        Assert.Equal(Rules, rows.Length);
        foreach (UnobservedTime reading in Enum.GetValues<UnobservedTime>())
        {
            (AlertRule Rule, TimeSpan? Fired)[] results = Run(reading, (firstGood, firstBad), (good, bad), quietSeconds * Second);
            Assert.Equal(rows.Select(row => row["rule"]), results.Select(result => result.Rule.ToString()));
            foreach ((DocRow row, (AlertRule rule, TimeSpan? fired)) in rows.Zip(results))
            {
                // With good events to follow, the ratio of the beginning does not last.
                double? ratio = good > 0 && bad == 0 ? null : (double)firstBad / (firstGood + firstBad);
                TimeSpan? formula = reading == UnobservedTime.Exclude
                    ? Formula((BurnRateRule)rule, (double)firstBad / (firstGood + firstBad), Longest)
                    : Formula((BurnRateRule)rule, ratio, quietSeconds * Second);
                row.Shows($"{reading} by formula", formula);
                row.Shows(reading.ToString(), fired);
                Assert.Equal(formula is { } time ? Math.Max(1, Math.Ceiling(time.TotalSeconds)) : null, fired?.TotalSeconds);
            }
        }
    }

    /// <summary>factor x budget x long window / bad ratio, less the time that was observed before.</summary>
    private static TimeSpan? Formula(BurnRateRule rule, double? badRatio, TimeSpan observed)
    {
        var threshold = (double)(rule.Factor * 0.001m);
        if (!(threshold <= badRatio))
        {
            return null;
        }

        TimeSpan time = (rule.LongWindow * (threshold / badRatio.Value)) - observed;
        return time > TimeSpan.Zero ? time : TimeSpan.Zero;
    }

    /// <summary>When each rule first fired, from the first event on.</summary>
    private static (AlertRule Rule, TimeSpan? Fired)[] Run(
        UnobservedTime reading, (int Good, int Bad) first, (int Good, int Bad) then, TimeSpan quiet)
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("cold").TargetPercent(99.9m).UnobservedTime(reading).Build());
        for (TimeSpan passed = TimeSpan.Zero; passed < quiet; passed += Second)
        {
            time.Advance(Second);
            registry.Evaluate();
        }

        var fired = new TimeSpan?[Rules];
        for (TimeSpan passed = Second; passed <= Longest && fired.Contains(null); passed += Second)
        {
            (int good, int bad) = passed == Second ? first : then;
            tracker.Record(good, bad);
            time.Advance(Second);
            registry.Evaluate();
            foreach ((int i, AlertRuleStatus rule) in tracker.Status.Alert.Rules.Index())
            {
                fired[i] ??= rule.State == AlertState.Firing ? passed : null;
            }
        }

        return [.. tracker.Objective.Rules.Zip(fired)];
    }
}
