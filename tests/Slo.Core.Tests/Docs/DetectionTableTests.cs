using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>The table "Detection and reset" of docs/math.md: its formulas, and outages replayed against a tracker.</summary>
public sealed class DetectionTableTests
{
    private const int EventsPerSecond = 1000;

    private static readonly IReadOnlyList<DocRow> Rows = DocPage.Read("math.md").Table("Detection and reset");

    [Fact]
    public void Rows_Rules_AreTheDefaultsOfThirtyDays()
    {
        Assert.Equal(
            new SloObjectiveBuilder("rules").TargetPercent(99.9m).Build().BurnRateRules.Select(rule => (rule.Severity, rule.Factor, rule.LongWindow, rule.ShortWindow)),
            Rows.Select(row => (row.Word<AlertSeverity>("severity"), row.Number("factor"), row.Duration("long"), row.Duration("short"))));
        Assert.All(Rows, row => Assert.Equal(99.9m, row.Number("target %")));
    }

    [Theory]
    [InlineData("all bad", 1)]
    [InlineData("one in ten bad", 10)]
    [InlineData("one in a hundred bad", 100)]
    public void Rows_Outage_IsDetectedAtTheFormulasInstant(string column, int oneIn) => Assert.All(Rows, row =>
    {
        TimeSpan longWindow = row.Duration("long");
        TimeSpan formula = longWindow * (double)(row.Number("factor") * (1 - (row.Number("target %") / 100)) * oneIn);
        if (formula > longWindow)
        {
            Assert.Equal("never", row[column]);
            Assert.Null(FirstChange(Start(row), oneIn, until: longWindow * 2, holds: true));
            return;
        }

        row.Shows(column, formula);
        AssertNear(formula, FirstChange(Start(row), oneIn, until: longWindow, holds: true), longWindow);
    });

    [Fact]
    public void Rows_EndOfATotalOutage_ResetsAtTheFormulasInstant() => Assert.All(Rows, row =>
    {
        TimeSpan shortWindow = row.Duration("short");
        TimeSpan formula = shortWindow * (double)(1 - (row.Number("factor") * (1 - (row.Number("target %") / 100))));
        row.Shows("reset", formula);

        var outage = Start(row);
        Pass(outage, TimeSpan.FromHours(6), badPerSecond: EventsPerSecond);
        Assert.True(outage.Tracker.Status.Alert.Rules[0].Holds);
        AssertNear(formula, FirstChange(outage, oneIn: int.MaxValue, until: shortWindow, holds: false), shortWindow);
    });

    // The first evaluation at or after the instant; where the old edge lies inside a slice, a thousandth of the window around it.
    private static void AssertNear(TimeSpan formula, TimeSpan? replayed, TimeSpan window)
    {
        Assert.NotNull(replayed);
        TimeSpan slack = window / 1000;
        Assert.InRange(replayed.Value, formula - slack, formula + slack + TimeSpan.FromSeconds(1));
    }

    private static (FakeTimeProvider Time, SloRegistry Registry, SloTracker Tracker) Start(DocRow row)
    {
        FakeTimeProvider time = new();
        SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("outage").TargetPercent(row.Number("target %"))
            .BurnRateRule(row.Word<AlertSeverity>("severity"), row.Number("factor"), row.Duration("long"), row.Duration("short")).Build());
        var clean = (time, registry, tracker);
        Pass(clean, row.Duration("long") * 1.5, badPerSecond: 0);
        return clean;
    }

    // Even traffic, in steps as long as may be: late evaluations lose nothing.
    private static void Pass((FakeTimeProvider Time, SloRegistry Registry, SloTracker Tracker) run, TimeSpan time, int badPerSecond)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(1))
        {
            Step(run, badPerSecond, TimeSpan.FromMinutes(1));
        }
    }

    private static TimeSpan? FirstChange((FakeTimeProvider Time, SloRegistry Registry, SloTracker Tracker) run, int oneIn, TimeSpan until, bool holds)
    {
        using SloRegistry registry = run.Registry;
        for (TimeSpan passed = TimeSpan.FromSeconds(1); passed <= until; passed += TimeSpan.FromSeconds(1))
        {
            Step(run, EventsPerSecond / oneIn, TimeSpan.FromSeconds(1));
            if (run.Tracker.Status.Alert.Rules[0].Holds == holds)
            {
                return passed;
            }
        }

        return null;
    }

    private static void Step((FakeTimeProvider Time, SloRegistry Registry, SloTracker Tracker) run, int badPerSecond, TimeSpan step)
    {
        var seconds = (long)step.TotalSeconds;
        run.Tracker.Record((EventsPerSecond - badPerSecond) * seconds, badPerSecond * seconds);
        run.Time.Advance(step);
        run.Registry.Evaluate();
    }
}
