using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Slo.Evaluation;
using Slo.Recording;
using Slo.Tests.Evaluation;
using Slo.Windows;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>Every number of docs/math.md against the code that it describes.</summary>
public sealed class MathPageTests
{
    private static readonly DocPage Page = DocPage.Read("math.md");

    private static readonly string[] Asserted =
    [
        "Compliance", "Error budget", "Budget in events", "Unobserved time by example", "Targets over time", "Budget in time", "Burn rate", "State", "State examples", "Factor of a rule",
        "When a rule holds", "Rules that can never hold", "Default rules", "Detection and reset", "Time to exhaustion", "Slices of time",
        "Slices of time compared", "Coverage and bounds", "Calendar periods", "Nominal lengths", "Constants",
    ];

    [Fact]
    public void Page_Tables_AreAllAsserted() => Assert.Equal(Asserted, Page.Headings);

    [Fact]
    public void Page_Prose_HoldsNoNumber() => Assert.DoesNotContain(Page.Prose, line => line.Any(char.IsAsciiDigit));

    [Fact]
    public void Compliance_Rows_AreWhatTheCodeSays() => Assert.All(
        Page.Table("Compliance"), row => row.Shows("compliance", ErrorBudget.Compliance(Events(row))));

    [Fact]
    public void ErrorBudget_Rows_AreWhatTheCodeSays() => Assert.All(Page.Table("Error budget"), row =>
    {
        row.Shows("budget ratio", (double)Budget(row).ToDecimal());
        row.Shows("highest burn rate", ErrorBudget.BurnRate(new SloEventCounts(0, 1), new AllowedBad(1, Budget(row))));
    });

    [Fact]
    public void BudgetInEvents_Rows_AreWhatTheCodeSays() => Assert.All(Page.Table("Budget in events"), row =>
    {
        SloStatus status = StatusOf(row, TimeSpan.FromDays(30));
        row.Shows("allowed bad", status.ErrorBudgetRemainingEvents + status.Events.Bad);
        row.Shows("events left", status.ErrorBudgetRemainingEvents);
        row.Shows("remaining ratio", status.ErrorBudgetRemainingRatio);
        Assert.Equal(row["met"], status.IsMet switch { true => "yes", false => "no", null => "none" });
    });

    [Fact]
    public void TargetsOverTime_Rows_AreWhatATrackerSays() => Assert.All(Page.Table("Targets over time"), row =>
    {
        var first = decimal.Parse(row["target then"], CultureInfo.InvariantCulture);
        using World world = new(builder => builder.TargetRatio(first).NoRules().UnobservedTime(UnobservedTime.Exclude));
        world.After(row.Count("events first"), 0);
        DateTimeOffset from = world.Time.GetUtcNow();
        if (decimal.TryParse(row["target then or excluded"], CultureInfo.InvariantCulture, out var later))
        {
            world.Registry.Replace([SloObjectiveBuilder.From(world.Tracker.Objective).TargetRatio(later).Build()]);
        }
        else
        {
            Assert.Equal("excluded", row["target then or excluded"]);
            world.Registry.Exclude(new() { When = SloSchedule.Once(from, from.AddHours(1)) });
        }

        SloStatus status = world.After(row.Count("events later"), 0);
        Assert.Equal(row.Count("events counted"), status.Events.Total);
        row.Shows("allowed bad", status.ErrorBudgetRemainingEvents);
    });

    [Fact]
    public void UnobservedTimeByExample_Rows_AreWhatAYoungTrackerSays() => Assert.All(Page.Table("Unobserved time by example"), row =>
    {
        TimeSpan minute = TimeSpan.FromMinutes(1);
        FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using SloRegistry registry = new(time);
        SloObjectiveBuilder objective = Objective(row).NoRules().UnobservedTime(row.Word<UnobservedTime>("reading"));
        objective = row["period"] == "Month" ? objective.Calendar(CalendarUnit.Month) : objective.Rolling(row.Duration("period"));
        objective = row["method"] == "Timeslices" ? objective.Timeslices(minute, 0.95m) : objective;
        SloTracker tracker = registry.Add(objective.Build());
        var bad = row.Count("bad");
        for (long left = row.Count("good") + bad; left > 0; left--)
        {
            tracker.Record(good: left > bad);
            time.Advance(minute);
            registry.Evaluate();
        }

        Assert.Equal(row.Duration("observed"), time.GetUtcNow() - time.Start);
        row.Shows("compliance", tracker.Status.ComplianceRatio);
        row.Shows("remaining ratio", tracker.Status.ErrorBudgetRemainingRatio);
        Assert.Equal(row.Answer("met"), tracker.Status.IsMet);
        Assert.Equal(row["state"], tracker.Status.State.ToString());
    });

    [Fact]
    public void BudgetInTime_Rows_AreWhatTheCodeSays() => Assert.All(Page.Table("Budget in time"), row =>
    {
        using SloRegistry registry = new(new FakeTimeProvider());
        SloTracker tracker = registry.Add(Objective(row).Rolling(row.Duration("period")).NoRules().Build());
        tracker.Record(good: true);
        row.Shows("budget as time", tracker.GetStatus().ErrorBudgetRemainingTime);
    });

    [Fact]
    public void BurnRate_Rows_AreWhatTheCodeSays() => Assert.All(Page.Table("Burn rate"), row =>
    {
        SloEventCounts events = Events(row);
        row.Shows("bad ratio", 1 - ErrorBudget.Compliance(events));
        row.Shows("burn rate", ErrorBudget.BurnRate(events, new AllowedBad(events.Total, Budget(row))));
    });

    [Fact]
    public void State_Rows_NameTheStatesAndTheirLimits()
    {
        Assert.Equal(Enum.GetNames<SloState>().Order(), Page.Table("State").Select(row => row["state"]).Order());
        var limit = ErrorBudget.AtRiskBelow.ToString(CultureInfo.InvariantCulture);
        Assert.Equal($"remaining ratio below {limit}, or a page rule holds", Page.Table("State").Single(row => row["state"] == "AtRisk")["when"]);
        Assert.Equal("remaining ratio below 0", Page.Table("State").Single(row => row["state"] == "Exhausted")["when"]);
    }

    [Fact]
    public void StateExamples_Rows_AreWhatTheCodeSays() => Assert.All(Page.Table("State examples"), row =>
    {
        SloEventCounts events = Events(row);
        SloState state = ErrorBudget.State(events, ErrorBudget.RemainingRatio(events, new AllowedBad(events.Total, Budget(row))), row.Answer("page rule holds"));
        Assert.Equal(row.Word<SloState>("state"), state);
    });

    [Fact]
    public void Factor_Rows_FollowFromTheFractionAndBack() => Assert.All(Page.Table("Factor of a rule"), row =>
    {
        TimeSpan period = row.Duration("period");
        BurnRateRule byFraction = Rule(period, BurnRateRule.DefineByBudget(AlertSeverity.Page, row.Number("budget fraction"), row.Duration("long")));
        BurnRateRule byFactor = Rule(period, BurnRateRule.Define(AlertSeverity.Page, row.Number("factor"), row.Duration("long")));
        row.Shows("factor", (double)byFraction.Factor);
        row.Shows("budget fraction", (double)byFactor.BudgetFraction);
        row.Shows("short", byFraction.ShortWindow);
    });

    [Fact]
    public void WhenARuleHolds_Rows_AreWhatTheCodeSays() => Assert.All(Page.Table("When a rule holds"), row =>
    {
        EvaluationPlan plan = new(Objective(row).BurnRateRule(
            AlertSeverity.Page, row.Number("factor"), TimeSpan.FromHours(1), comparison: row.Word<ThresholdComparison>("comparison")).Build());
        EvaluationBuffer readings = new();
        Array.Fill(readings.WindowEvents, Events(row));
        Array.Fill(readings.WindowBudgets, Events(row));
        Assert.Equal(row.Answer("holds"), plan.Holding(readings, held: 0) != 0);
    });

    [Fact]
    public void RulesThatCanNeverHold_Rows_AreTheEdge() => Assert.All(Page.Table("Rules that can never hold"), row =>
    {
        var factor = row.Number("factor");
        var least = 100 - (100 / factor);
        row.Shows("least target %", (double)least);
        Assert.Single(Build(decimal.Round(least, 6) + 0.000001m).Rules);
        Assert.Equal(
            SloFindingCodes.UnreachableRule,
            Assert.Single(Assert.Throws<SloDefinitionException>(() => Build(decimal.Round(least, 6) - 0.000001m)).Findings).Code);

        SloObjective Build(decimal percent) =>
            new SloObjectiveBuilder("edge").TargetPercent(percent).BurnRateRule(AlertSeverity.Page, factor, TimeSpan.FromHours(1)).Build();
    });

    [Fact]
    public void DefaultRules_Rows_AreTheRulesOfEachPeriod() => Assert.All(
        Page.Table("Default rules").GroupBy(row => row.Duration("period")),
        period =>
        {
            IReadOnlyList<BurnRateRule> rules = new SloObjectiveBuilder("rules").TargetPercent(99.9m).Rolling(period.Key).Build().BurnRateRules;
            Assert.Equal(period.Count(), rules.Count);
            Assert.All(period.Zip(rules), pair =>
            {
                (DocRow row, BurnRateRule rule) = pair;
                Assert.Equal(row.Word<AlertSeverity>("severity"), rule.Severity);
                row.Shows("factor", (double)rule.Factor);
                row.Shows("long", rule.LongWindow);
                row.Shows("short", rule.ShortWindow);
                row.Shows("budget fraction", (double)rule.BudgetFraction);
            });
        });

    [Fact]
    public void TimeToExhaustion_Rows_AreWhatTheCodeSays() => Assert.All(Page.Table("Time to exhaustion"), row => row.Shows(
        "time to exhaustion",
        Forecast.Of(row.Number("remaining ratio"), row.Number("burn rate"), row.Duration("period"))));

    [Fact]
    public void SlicesOfTime_Rows_AreWorthWhatTheCodeSays() => Assert.All(Page.Table("Slices of time"), row =>
    {
        TimeSpan slice = TimeSpan.FromMinutes(1);
        SloEventCounts ratio = SliceWorth.For(BudgetingMethod.RatioTimeslices(slice))(Events(row));
        SloEventCounts whole = SliceWorth.For(BudgetingMethod.Timeslices(slice, row.Number("slice target %") / 100))(Events(row));
        row.Shows("ratio", (double)ratio.Good / SliceWorth.Unit);
        Assert.Equal(row["by Timeslices"] == "good" ? new SloEventCounts(1, 0) : new SloEventCounts(0, 1), whole);
    });

    [Fact]
    public void SlicesOfTimeCompared_Rows_AreWhatATrackerSaysAfterTheSlices() => Assert.All(Page.Table("Slices of time compared"), row =>
    {
        IReadOnlyList<DocRow> slices = Page.Table("Slices of time");
        SloObjectiveBuilder objective = Objective(row).Rolling(TimeSpan.FromMinutes(slices.Count)).NoRules();
        _ = row.Word<BudgetingMethodKind>("method") switch
        {
            BudgetingMethodKind.Timeslices => objective.Timeslices(TimeSpan.FromMinutes(1), slices[0].Number("slice target %") / 100),
            BudgetingMethodKind.RatioTimeslices => objective.RatioTimeslices(TimeSpan.FromMinutes(1)),
            _ => objective,
        };
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(objective.Build());
        foreach (DocRow slice in slices)
        {
            tracker.Record(slice.Count("good"), slice.Count("bad"));
            time.Advance(TimeSpan.FromMinutes(1));
            registry.Evaluate();
        }

        row.Shows("compliance", tracker.Status.ComplianceRatio);
        row.Shows("budget spent", 1 - tracker.Status.ErrorBudgetRemainingRatio);
    });

    [Fact]
    public void CoverageAndBounds_Rows_AreWhatAYoungTrackerSays() => Assert.All(Page.Table("Coverage and bounds"), row =>
    {
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("young").TargetPercent(99).Rolling(row.Duration("period")).Build());
        time.Advance(row.Duration("observed") - TimeSpan.FromSeconds(1));
        registry.Evaluate();
        tracker.Record(row.Count("good"), row.Count("bad"));
        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        row.Shows("coverage", tracker.Status.CoverageRatio);
        row.Shows("lower bound", tracker.Status.ComplianceLowerBound);
        row.Shows("upper bound", tracker.Status.ComplianceUpperBound);
    });

    [Fact]
    public void CalendarPeriods_Rows_AreWhatTheCodeSays() => Assert.All(Page.Table("Calendar periods"), row =>
    {
        (DateTimeOffset start, DateTimeOffset end) = SloPeriod.Calendar(row.Word<CalendarUnit>("unit"), row["zone"]).Containing(Instant("instant"));
        Assert.Equal(Instant("start"), start);
        Assert.Equal(Instant("end"), end);
        row.Shows("length", end - start);

        DateTimeOffset Instant(string column) => DateTimeOffset.Parse(row[column], CultureInfo.InvariantCulture);
    });

    [Fact]
    public void NominalLengths_Rows_AreThoseOfEveryUnit()
    {
        Assert.Equal(Enum.GetNames<CalendarUnit>(), Page.Table("Nominal lengths").Select(row => row["unit"]));
        Assert.All(Page.Table("Nominal lengths"), row =>
            row.Shows("nominal length", SloPeriod.Calendar(row.Word<CalendarUnit>("unit")).Length));
    }

    [Fact]
    public void Constants_Rows_AreThoseOfTheCode()
    {
        Assert.Equal(
            [
                (decimal)ErrorBudget.AtRiskBelow,
                SliceWorth.Unit,
                EventCells.MaximumCount,
                Enumerable.Range(1, 10_000).First(IsSnapped),
            ],
            Page.Table("Constants").Select(row => row.Number("value")));

        static bool IsSnapped(int slices)
        {
            WindowEdge edge = new(Start: 0, Length: 10, AtStart: default, AtEnd: new SloEventCounts(10, 0));
            return edge.At(position: 5, window: slices * 10) == default;
        }
    }

    private static SloEventCounts Events(DocRow row) => new(row.Count("good"), row.Count("bad"));

    // The rows are about counts, however long they were observed.
    private static SloObjectiveBuilder Objective(DocRow row) =>
        new SloObjectiveBuilder("example").TargetPercent(row.Number("target %")).UnobservedTime(UnobservedTime.Exclude);

    private static BurnRateRule Rule(TimeSpan period, AlertRuleDefinition rule) =>
        (new SloDefinition { Name = "rule", TargetRatio = 0.999m, Period = SloPeriod.Rolling(period), Rules = [rule] }).Resolve().BurnRateRules[0];

    private static Fraction Budget(DocRow row) => Objective(row).NoRules().Build().Budget;

    private static SloStatus StatusOf(DocRow row, TimeSpan period)
    {
        using SloRegistry registry = new(new FakeTimeProvider());
        SloTracker tracker = registry.Add(Objective(row).Rolling(period).Build());
        tracker.Record(row.Count("good"), row.Count("bad"));
        return tracker.GetStatus();
    }
}
