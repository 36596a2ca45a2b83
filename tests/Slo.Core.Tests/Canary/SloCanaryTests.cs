using Slo.Testing;
using Xunit;

namespace Slo.Tests.Canary;

public sealed class SloCanaryTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Canary_WithoutEvents_IsHeld()
    {
        SloCanaryReport report = new SloCanary(0.001).GetReport();

        Assert.Equal((SloCanaryVerdict.Hold, 0L, null, null, null), (report.Verdict, report.ComparedEvents, report.RequiredEvents, report.ChanceRatio, report.BurnRate));
    }

    // However bad: with fewer events than the minimum nothing is said.
    [Theory]
    [InlineData(49, SloCanaryVerdict.Hold)]
    [InlineData(50, SloCanaryVerdict.Rollback)]
    public void Canary_ThatFailsWholly_IsRolledBackFromTheMinimumOn(int events, SloCanaryVerdict expected)
    {
        SloCanary canary = new(0.001);
        for (var i = 0; i < events; i++)
        {
            canary.Add(new(20, 0), new(0, 1), Second);
        }

        Assert.Equal(expected, canary.Verdict);
    }

    // The comparison needs the minimum of both. The limit of the burn rate cannot be reached here.
    [Theory]
    [InlineData(49, 200, SloCanaryVerdict.Hold)]
    [InlineData(50, 200, SloCanaryVerdict.Rollback)]
    [InlineData(200, 49, SloCanaryVerdict.Hold)]
    [InlineData(200, 50, SloCanaryVerdict.Rollback)]
    public void Canary_ThatIsWorse_IsRolledBackFromTheMinimumOfBothOn(int baseline, int canary, SloCanaryVerdict expected)
    {
        SloCanary comparison = new(0.1);

        comparison.Add(new(baseline, 0), new(0, canary), Second);

        Assert.Equal(expected, comparison.Verdict);
    }

    [Fact]
    public void Canary_WithItsSample_IsPromotedOnceAndMayStillFail()
    {
        SloCanary canary = new(0.01);
        var sample = new SloCanaryOptions().GetRequiredEvents(0.01, 0.5);
        List<SloCanaryVerdict> verdicts = [];
        for (long events = 0; events < sample; events += 200)
        {
            verdicts.Add(canary.Verdict);
            canary.Add(new(99, 1), new(99, 1), Second);
        }

        Assert.All(verdicts, verdict => Assert.Equal(SloCanaryVerdict.Hold, verdict));
        Assert.Equal(SloCanaryVerdict.Promote, canary.Verdict);
        Assert.Contains("not found worse", canary.GetReport().Reason, StringComparison.Ordinal);

        // Sums that would have failed the test of the sample do not fail it afterwards: it was looked at once.
        for (var i = 0; i < 40; i++)
        {
            canary.Add(new(99, 1), new(98, 2), Second);
        }

        Assert.InRange(canary.GetReport().ChanceRatio!.Value, 0, 0.008);
        Assert.Equal(SloCanaryVerdict.Promote, canary.Verdict);

        canary.Add(new(1_000, 0), new(0, 100), Second);
        Assert.Equal(SloCanaryVerdict.Rollback, canary.Verdict);
        canary.Add(new(1_000_000, 0), new(1_000_000, 0), Second);
        Assert.Equal(SloCanaryVerdict.Rollback, canary.Verdict);
    }

    [Fact]
    public void Canary_WithoutItsSampleInTime_IsInconclusive()
    {
        SloCanary canary = new(0.001, new SloCanaryOptions { Within = TimeSpan.FromMinutes(10) });
        canary.Add(new(1_000, 0), new(1_000, 0), TimeSpan.FromMinutes(10));
        Assert.Equal(SloCanaryVerdict.Hold, canary.Verdict);

        canary.Add(default, default, TimeSpan.FromMinutes(10) + Second);
        Assert.Equal(SloCanaryVerdict.Inconclusive, canary.Verdict);
        Assert.Contains("within 10m", canary.GetReport().Reason, StringComparison.Ordinal);

        // The sample came too late.
        canary.Add(new(10_000_000, 0), new(10_000_000, 0), TimeSpan.FromMinutes(11));
        Assert.Equal(SloCanaryVerdict.Inconclusive, canary.Verdict);
    }

    // Both are equally bad, and worse than any budget allows.
    [Fact]
    public void Canary_ThatBurnsAboveTheLimit_IsRolledBackWhateverTheBaselineDoes()
    {
        SloCanary canary = new(0.001);
        canary.Add(new(900, 100), new(900, 100), Second);

        Assert.Equal(SloCanaryVerdict.Rollback, canary.Verdict);
        Assert.Contains("burn rate is above the limit of 14.4", canary.GetReport().Reason, StringComparison.Ordinal);
        Assert.Equal(100, canary.GetReport().BurnRate!.Value, 6);
    }

    // Above the limit by chance is not certainly above it.
    [Fact]
    public void Canary_WhoseFewEventsBurnAboveTheLimit_IsHeld()
    {
        SloCanary canary = new(0.001);
        canary.Add(new(98, 2), new(98, 2), Second);

        Assert.Equal((SloCanaryVerdict.Hold, true), (canary.Verdict, canary.GetReport().BurnRate > 14.4));
    }

    // Batches of single events are put together until both cohorts have some.
    [Fact]
    public void Canary_WithAnEventPerBatch_IsComparedNevertheless()
    {
        SloCanary canary = new(0.01);
        for (var i = 0; i < 3_000; i++)
        {
            var isBad = i % 100 == 0;
            canary.Add(i % 2 == 0 ? new(isBad ? 0 : 1, isBad ? 1 : 0) : default, i % 2 == 1 ? new(1, 0) : default, Second);
        }

        Assert.InRange(canary.GetReport().ComparedEvents, 2_980, 3_000);
    }

    [Fact]
    public void Add_OfHugeCounts_StaysANumber()
    {
        SloCanary canary = new(0.5);
        canary.Add(new(long.MaxValue / 8, long.MaxValue / 8), new(long.MaxValue / 8, long.MaxValue / 8), Second);
        canary.Add(new(0, 1_000_000), new(1_000_000, 0), Second);
        canary.Add(new(1_000_000, 0), new(0, 1_000_000), Second);

        SloCanaryReport report = canary.GetReport();
        Assert.InRange(report.ChanceRatio!.Value, 0, 1);
        Assert.Equal(SloCanaryVerdict.Rollback, report.Verdict);
    }

    [Fact]
    public void Add_AllocatesNothing()
    {
        SloCanary canary = new(0.01);

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                canary.Add(new(99, 1), new(99, 1), Second);
            }
        }));
    }

    [Fact]
    public void Arguments_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SloCanary(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SloCanary(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SloCanary(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SloCanary(0.1).Add(new(-1, 0), default, Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SloCanary(0.1).Add(default, new(0, -1), Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SloCanaryOptions().GetRequiredEvents(0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SloCanaryOptions().GetRequiredEvents(0.5, 1));
    }

    public static TheoryData<SloCanaryOptions, string?> Options => new()
    {
        { new() { LevelRatio = 0.000001 }, null },
        { new() { LevelRatio = 0.0000009 }, "LevelRatio" },
        { new() { LevelRatio = 0.2 }, null },
        { new() { LevelRatio = 0.21 }, "LevelRatio" },
        { new() { LevelRatio = double.NaN }, "LevelRatio" },
        { new() { PowerRatio = 0.5 }, null },
        { new() { PowerRatio = 0.49 }, "PowerRatio" },
        { new() { PowerRatio = 0.9999 }, null },
        { new() { PowerRatio = 1 }, "PowerRatio" },
        { new() { DetectableFactor = 1.1 }, null },
        { new() { DetectableFactor = 1 }, "DetectableFactor" },
        { new() { DetectableFactor = 100 }, null },
        { new() { DetectableFactor = 101 }, "DetectableFactor" },
        { new() { MinimumEvents = 1 }, null },
        { new() { MinimumEvents = 0 }, "MinimumEvents" },
        { new() { Within = TimeSpan.FromSeconds(1) }, null },
        { new() { Within = TimeSpan.Zero }, "Within" },
        { new() { Within = TimeSpan.FromDays(31) }, "Within" },
        { new() { BurnRateLimit = 1 }, null },
        { new() { BurnRateLimit = 0.9 }, "BurnRateLimit" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Options_AtAndBeyondTheirLimits_AreAcceptedAndRefused(SloCanaryOptions options, string? fault)
    {
        Assert.Equal(fault, options.GetFaults().SingleOrDefault()?.Path);
        if (fault is null)
        {
            Assert.True(options.GetRequiredEvents(0.001, 0.1) > 0);
        }
        else
        {
            Assert.Equal(SloFindingCodes.OutOfRange, Assert.Throws<SloDefinitionException>(() => new SloCanary(0.1, options)).Findings.Single().Code);
        }
    }
}
