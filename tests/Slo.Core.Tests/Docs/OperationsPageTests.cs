using Slo.Recording;
using Slo.Testing;
using Slo.Windows;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>What docs/operations.md says of slices, memory, clocks and rejections, against the code.</summary>
public sealed class OperationsPageTests
{
    private static readonly DocPage Page = DocPage.Read("operations.md");

    [Fact]
    public void Page_Prose_HoldsNoNumber() => Assert.DoesNotContain(Page.Prose, line => line.Any(char.IsAsciiDigit));

    [Fact]
    public void AccuracyOfWindows_Rows_AreTheTiersOfEachPeriod() => Assert.All(Page.Table("Accuracy of windows"), row => Assert.Equal(
        row["slices and how far they reach"],
        string.Join(", ", RingLayout.Create(row.Duration("period"), row["rings"] == "compact").Select(tier =>
            $"{SloDuration.Format(new TimeSpan(tier.Width))} to {SloDuration.Format(new TimeSpan(tier.Span - tier.Width))}"))));

    // A lump of events right after an evaluation is worst: up to the next one it may have come at any time.
    [Fact]
    public void AccuracyOfAnOldEdge_Rows_AreTheGreatestErrorMeasured() => Assert.All(Page.Table("Accuracy of an old edge"), row =>
    {
        TimeSpan slice = row.Duration("slices");
        TimeSpan interval = row.Duration("evaluated every");
        TimeSpan window = slice.TotalSeconds switch { 1 => TimeSpan.FromMinutes(5), 10 => TimeSpan.FromMinutes(30), _ => TimeSpan.FromHours(10) };
        TimeSpan greatest = default;
        for (var lump = 0; lump < slice / interval; lump++)
        {
            TimeSpan error = ErrorOf(window, slice, interval, interval - row.Duration("before the end of a slice"), lump);
            greatest = error > greatest ? error : greatest;
        }

        Assert.InRange(row.Duration("error at most") - greatest, TimeSpan.Zero, slice / 50);
    });

    [Fact]
    public void Memory_Rows_AreWhatFilledRingsHold() => Assert.All(Page.Table("Memory"), row =>
    {
        TimeSpan period = row.Duration("period");
        Assert.Equal(Kibibytes(Filled(period, compact: false)), row.Count("full"));
        Assert.Equal(Kibibytes(Filled(period, compact: true)), row.Count("compact"));
        Assert.Equal(Kibibytes(Filled(period, compact: false) + FilledWorth(period, compact: false)), row.Count("sliced"));
        Assert.Equal(Kibibytes(Filled(period, compact: true) + FilledWorth(period, compact: true)), row.Count("sliced and compact"));
    });

    [Fact]
    public void MemoryOfGroups_Rows_AreWhatAFilledGroupHolds() => Assert.All(Page.Table("Memory of groups and reasons"), row =>
    {
        TimeSpan period = row.Duration("period");
        Assert.Equal(Kibibytes(Fill(RingLayout.ForGroup(period), period)), row.Count("one group"));
        Assert.Equal(Kibibytes(Fill(RingLayout.ForReason(period), period)), row.Count("one reason"));
    });

    [Fact]
    public void MemoryOfCohorts_Row_IsWhatAFilledCohortHolds() => Assert.Equal(
        Kibibytes(Fill(RingLayout.ForCohort(TimeSpan.FromHours(1)), TimeSpan.FromHours(1))), Page.Table("Memory of cohorts").Single().Count("value"));

    [Fact]
    public void MemoryOfThreads_Rows_AreThoseOfABlock()
    {
        CellBlock block = new();
        var objectives = 0;
        while (block.TryAllocate(out _))
        {
            objectives++;
        }

        Assert.Equal([objectives, 24 + (sizeof(long) * block.OwnPage().Length)], Page.Table("Memory of threads").Select(row => row.Count("value")));
    }

    [Fact]
    public void Limits_ClockStep_IsTheGreatestWithoutAGap()
    {
        TimeSpan greatest = Limit("greatest step").Duration("value");
        Assert.Equal(TimeSpan.Zero, GapAfter(greatest));
        Assert.Equal(greatest + TimeSpan.FromTicks(1), GapAfter(greatest + TimeSpan.FromTicks(1)));

        static TimeSpan GapAfter(TimeSpan step)
        {
            ManualTime time = new();
            using SloRegistry registry = new(time);
            time.StepWall(step);
            return registry.Evaluate().Gap;
        }
    }

    [Fact]
    public void Limits_GapsRemembered_AreCountedApartUpToTheNumber()
    {
        var remembered = (int)Limit("gaps of observation").Count("value");
        Assert.Equal(0.5, CoverageAfter(remembered));
        Assert.True(CoverageAfter(remembered + 1) < 0.5);

        // Half of the time is a gap: one second in two.
        static double CoverageAfter(int gaps)
        {
            Observation observation = new(origin: 0);
            for (var gap = 0; gap < gaps; gap++)
            {
                observation.AddGap((2 * gap) + 1, (2 * gap) + 2);
            }

            return observation.Coverage(0, 2 * gaps);
        }
    }

    [Fact]
    public void Limits_SnappedEdge_IsTheNumberOfTheMathPage() => Assert.Equal(
        DocPage.Read("math.md").Table("Constants").Single(row => row["what"].StartsWith("slices", StringComparison.Ordinal)).Count("value"),
        Limit("slices in a window").Count("value"));

    [Fact]
    public void HealthChecks_States_AreAllThere() => Assert.Equal(
        Enum.GetNames<SloState>(), Page.Table("Health checks").Select(row => row["state"]).Where(state => Enum.TryParse<SloState>(state, out _)));

    [Fact]
    public void RejectedMeasurements_Rows_AreTheReasonsOfTheCode() => Assert.Equal(
        new RejectedMeasurements().All.Select(reason => reason.Reason),
        Page.Table("Rejected measurements").Select(row => row.Codes("reason").Single()));

    /// <summary>The longest time during which a window is wrong about a lump that leaves it.</summary>
    private static TimeSpan ErrorOf(TimeSpan window, TimeSpan slice, TimeSpan interval, TimeSpan phase, int ticksBefore)
    {
        using Cases.Scenario scenario = new(o => o.TargetPercent(99).Rolling(TimeSpan.FromDays(1)).NoRules(), "2026-01-01T00:00:00Z");
        scenario.Tick(1, TimeSpan.FromMinutes(1)).Tick(1, phase).Tick(ticksBefore, interval);
        DateTimeOffset at = scenario.Time.GetUtcNow();
        scenario.Tick(1, interval, good: 1_000_000).Tick((int)(3 * slice / interval), interval);
        scenario.Tick(1, window - (scenario.Time.GetUtcNow() - at) - (2 * slice));
        TimeSpan step = slice / 100;
        TimeSpan error = default;
        for (TimeSpan to = -2 * slice; to <= 3 * slice; to += step, scenario.Time.Advance(step))
        {
            var right = scenario.Time.GetUtcNow() - window <= at ? 1_000_000 : 0;
            var isWrong = Math.Abs(scenario.Tracker.GetEvents(window).Good - right) > 1;
            error = isWrong && to.Duration() > error ? to.Duration() : error;
        }

        return error;
    }

    private static DocRow Limit(string what) => Page.Table("Limits").Single(row => row["what"].StartsWith(what, StringComparison.Ordinal));

    private static long Filled(TimeSpan period, bool compact) => Fill(RingLayout.Create(period, compact), period);

    private static long FilledWorth(TimeSpan period, bool compact) =>
        Fill(RingLayout.Create(period, compact, finest: TimeSpan.FromMinutes(1)), period);

    private static long Fill(RingTier[] tiers, TimeSpan period)
    {
        CumulativeRing ring = new(tiers, start: default);
        ring.Advance(new Reading(2 * period.Ticks, default));
        return ring.AllocatedBytes;
    }

    private static long Kibibytes(long bytes) => (bytes + 1023) / 1024;
}
