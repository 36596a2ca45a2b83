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
        var fault = $"slice {shown}: must be whole minutes, at least 1m, for example 5m";

        Assert.Equal(fault, Definition.Fault(builder => builder.Timeslices(TimeSpan.FromSeconds(seconds), 0.95m)));
        Assert.Equal(fault, Definition.Fault(builder => builder.RatioTimeslices(TimeSpan.FromSeconds(seconds))));
    }

    [Fact]
    public void SliceTarget_BeyondItsEdges_IsRefused()
    {
        var slice = TimeSpan.FromMinutes(5);

        Assert.Equal("slice target 0: must be a ratio above 0 and up to 1, for example 0.95", Definition.Fault(builder => builder.Timeslices(slice, 0)));
        Assert.Equal("slice target -0.5: must be a ratio above 0 and up to 1, for example 0.95", Definition.Fault(builder => builder.Timeslices(slice, -0.5m)));
        Assert.Equal("slice target 95: must be a ratio above 0 and up to 1, for example 0.95; did you mean 0.95?", Definition.Fault(builder => builder.Timeslices(slice, 95)));
    }

    [Fact]
    public void Slice_ThatDoesNotFitThePeriod_IsRefused()
    {
        Assert.Equal("slice 7m: does not divide the period 1h; choose one that does, for example 1m or 5m",
            Definition.Fault(builder => builder.Rolling(TimeSpan.FromHours(1)).RatioTimeslices(TimeSpan.FromMinutes(7))));
        Assert.Equal("slice 2h: is longer than the period 1h",
            Definition.Fault(builder => builder.Rolling(TimeSpan.FromHours(1)).RatioTimeslices(TimeSpan.FromHours(2))));
    }
}
