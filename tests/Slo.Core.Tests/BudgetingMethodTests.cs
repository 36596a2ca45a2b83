using Xunit;

namespace Slo.Tests;

public sealed class BudgetingMethodTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(400 * 24 * 3600)]
    public void Slice_AtItsEdges_IsAccepted(int seconds)
    {
        var slice = TimeSpan.FromSeconds(seconds);

        Assert.Equal(slice, BudgetingMethod.Timeslices(slice, 1).Slice);
        Assert.Equal(slice, BudgetingMethod.RatioTimeslices(slice).Slice);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(90, "1m30s")]
    [InlineData(-60, "-1m")]
    [InlineData((400 * 24 * 3600) + 60, "400d1m")]
    public void Slice_BeyondItsEdges_IsRefused(int seconds, string shown)
    {
        (string, string?) error = (SloFindingCodes.OutOfRange, "slice");

        Assert.Equal(error, Definition.Error(builder => builder.Timeslices(TimeSpan.FromSeconds(seconds), 0.95m), $"slice {shown}:"));
        Assert.Equal(error, Definition.Error(builder => builder.RatioTimeslices(TimeSpan.FromSeconds(seconds)), $"slice {shown}:"));
    }

    [Fact]
    public void SliceTarget_BeyondItsEdges_IsRefused()
    {
        var slice = TimeSpan.FromMinutes(5);

        Assert.Equal((SloFindingCodes.OutOfRange, "slice target"), Definition.Error(builder => builder.Timeslices(slice, 0), "slice target 0:"));
        Assert.Equal((SloFindingCodes.OutOfRange, "slice target"), Definition.Error(builder => builder.Timeslices(slice, -0.5m), "slice target -0.5:"));
        Assert.Equal((SloFindingCodes.OutOfRange, "slice target"), Definition.Error(builder => builder.Timeslices(slice, 95), "slice target 95:"));
    }

    [Fact]
    public void Slice_ThatDoesNotFitThePeriod_IsRefused()
    {
        Assert.Equal((SloFindingCodes.SliceMismatch, "slice"),
            Definition.Error(builder => builder.Rolling(TimeSpan.FromHours(1)).RatioTimeslices(TimeSpan.FromMinutes(7))));
        Assert.Equal((SloFindingCodes.SliceMismatch, "slice"),
            Definition.Error(builder => builder.Rolling(TimeSpan.FromHours(1)).RatioTimeslices(TimeSpan.FromHours(2))));
    }
}
