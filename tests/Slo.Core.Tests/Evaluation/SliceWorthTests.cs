using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.Evaluation;

public sealed class SliceWorthTests
{
    private static readonly long[] Good = [2, 10, 12, 13, 13, 12, 13, 13, 12, 11];
    private static readonly long[] Valid = [4, 10, 12, 13, 14, 15, 14, 13, 12, 11];

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(95, 5, true)]
    [InlineData(9_499, 501, false)]
    [InlineData(1, 0, true)]
    [InlineData(0, 1, false)]
    public void Timeslice_AgainstItsTarget_IsGoodOrBadAsAWhole(long good, long bad, bool isGood)
    {
        Func<SloEventCounts, SloEventCounts> worth = SliceWorth.For(BudgetingMethod.Timeslices(TimeSpan.FromMinutes(1), 0.95m));

        Assert.Equal(isGood ? new SloEventCounts(1, 0) : new SloEventCounts(0, 1), worth(new(good, bad)));
    }

    [Fact]
    public void RatioTimeslice_WithoutEventsOrOnlyBadOnes_IsWhollyGoodOrBad()
    {
        Assert.Equal(new SloEventCounts(SliceWorth.Unit, 0), Ratio(default));
        Assert.Equal(new SloEventCounts(0, SliceWorth.Unit), Ratio(new(0, (1L << 62) - 1)));
    }

    [Property(Arbitrary = [typeof(Counts)])]
    public bool RatioTimeslice_OfAnyCounts_IsOneSliceInAll(SloEventCounts slice) => Ratio(slice).Total == SliceWorth.Unit
        && (slice.Total == 0 || Math.Abs((Ratio(slice).Bad / (double)SliceWorth.Unit) - (slice.Bad / (double)slice.Total)) < 1e-12);

    [Fact]
    public void Methods_OnThePublishedSlices_GiveThePublishedCompliance()
    {
        var slice = TimeSpan.FromMinutes(1);

        Assert.Equal(111 / 118d, Play(builder => builder).ComplianceRatio!.Value, 1e-12);
        Assert.Equal(1.186440678, Play(builder => builder).PeriodBurnRate!.Value, 1e-9);
        Assert.Equal(0.915714286, Play(builder => builder.RatioTimeslices(slice)).ComplianceRatio!.Value, 1e-9);
        Assert.Equal(1.685714286, Play(builder => builder.RatioTimeslices(slice)).PeriodBurnRate!.Value, 1e-9);
        Assert.Equal(0.6, Play(builder => builder.Timeslices(slice, 0.95m)).ComplianceRatio!.Value, 1e-12);
    }

    private static SloEventCounts Ratio(SloEventCounts slice) => SliceWorth.For(BudgetingMethod.RatioTimeslices(TimeSpan.FromMinutes(1)))(slice);

    private static SloStatus Play(Func<SloObjectiveBuilder, SloObjectiveBuilder> method)
    {
        using World world = new(builder => method(builder.TargetPercent(95).NoRules()));
        for (var i = 0; i < Good.Length; i++)
        {
            world.Tracker.Record(Good[i], Valid[i] - Good[i]);
            world.After(TimeSpan.FromMinutes(1));
        }

        return world.Tracker.Status;
    }

    private static class Counts
    {
        public static Arbitrary<SloEventCounts> Of() => Arb.From(
            from good in Gen.Choose(0, int.MaxValue)
            from bad in Gen.Choose(0, int.MaxValue)
            select new SloEventCounts(good, bad));
    }
}
