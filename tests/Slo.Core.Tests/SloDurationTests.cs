using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace Slo.Tests;

public sealed class SloDurationTests
{
    [Theory]
    [InlineData("28d", 28 * 86_400_000L)]
    [InlineData("1w", 7 * 86_400_000L)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("300ms", 300)]
    [InlineData("1w2d3h4m5s6ms", 788_645_006)]
    [InlineData("0s", 0)]
    [InlineData("90m", 5_400_000)]
    public void TryParse_OfADuration_ReadsIt(string text, long milliseconds)
    {
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Definition.InEveryCulture(() => SloDuration.TryParse(text, out TimeSpan read) ? read : (TimeSpan?)null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("30")]
    [InlineData("24:00:00")]
    [InlineData("1:00")]
    [InlineData("PT5M")]
    [InlineData("P30D")]
    [InlineData("-1d")]
    [InlineData("+1d")]
    [InlineData("1.5h")]
    [InlineData("1,5h")]
    [InlineData("1 h")]
    [InlineData("1h ")]
    [InlineData("1H")]
    [InlineData("1M")]
    [InlineData("1Y")]
    [InlineData("d")]
    [InlineData("1m1h")]
    [InlineData("1h1h")]
    [InlineData("1_000s")]
    [InlineData("0x1s")]
    [InlineData("١d")]
    [InlineData("10675200d")]
    [InlineData("10675199d3h")]
    [InlineData("99999999999999999999s")]
    public void TryParse_OfAnythingElse_Refuses(string? text)
    {
        Assert.False(Definition.InEveryCulture(() => SloDuration.TryParse(text, out _)));
        Assert.True(SloDuration.TryParse(text, out TimeSpan read) || read == TimeSpan.Zero);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ms")]
    [InlineData(-60_000, "-1m")]
    [InlineData(604_800_000, "7d")]
    [InlineData(5_400_001, "1h30m1ms")]
    public void Format_OfADuration_WritesTheLargestUnitsFirst(long milliseconds, string text)
    {
        Assert.Equal(text, Definition.InEveryCulture(() => SloDuration.Format(TimeSpan.FromMilliseconds(milliseconds))));
    }

    [Fact]
    public void Format_OfExtremes_Works()
    {
        Assert.Equal("10675199d2h48m5s477ms", SloDuration.Format(TimeSpan.MaxValue));
        Assert.Equal("-10675199d2h48m5s477ms", SloDuration.Format(TimeSpan.MinValue));
        Assert.Equal("0s", SloDuration.Format(TimeSpan.FromTicks(9_999)));
        Assert.Equal("0s", SloDuration.Format(TimeSpan.FromTicks(-9_999)));
    }

    [Property(Arbitrary = [typeof(WholeMilliseconds)])]
    public bool TryParse_OfEveryFormattedDuration_GivesItBack(TimeSpan duration) =>
        SloDuration.TryParse(SloDuration.Format(duration), out TimeSpan read) && read == duration;

    [Property]
    public bool TryParse_OfAnyText_NeverThrows(string? text) => SloDuration.TryParse(text, out TimeSpan read) ? read >= TimeSpan.Zero : read == TimeSpan.Zero;

    private static class WholeMilliseconds
    {
        public static Arbitrary<TimeSpan> Of() => Arb.From(
            from one in Gen.Choose(0, int.MaxValue)
            from other in Gen.Choose(0, int.MaxValue)
            select TimeSpan.FromMilliseconds((long)one * other % (TimeSpan.MaxValue.Ticks / 10_000)));
    }
}
