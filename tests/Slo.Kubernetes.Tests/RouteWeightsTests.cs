using FsCheck;
using FsCheck.Xunit;
using Slo.Kubernetes.Routes;
using Slo.Testing;
using Xunit;

namespace Slo.Kubernetes.Tests;

[SeededProperties]
public sealed class RouteWeightsTests
{
    [Theory]
    [InlineData(new[] { 90, 10 }, 1, 0, new[] { 100, 0 })]
    [InlineData(new[] { 90, 10 }, 1, 25, new[] { 75, 25 })]
    [InlineData(new[] { 60, 30, 10 }, 2, 0, new[] { 67, 33, 0 })]
    [InlineData(new[] { 1, 1, 1, 1 }, 0, 0, new[] { 0, 34, 33, 33 })]
    [InlineData(new[] { 9, 1 }, 1, 100, new[] { 0, 100 })]
    [InlineData(new[] { 5, 0, 95 }, 2, 50, new[] { 50, 0, 50 })]
    [InlineData(new[] { 100 }, 0, 100, new[] { 100 })]
    public void With_AShare_LeavesTheProportionsOfTheOthers(int[] weights, int index, int share, int[] expected) =>
        Assert.Equal(expected, Of(weights).With(index, share)!.Values);

    [Theory]
    [InlineData(new[] { 100 }, 0, 0)]
    [InlineData(new[] { 0, 100 }, 1, 99)]
    public void With_NobodyToTakeTheRest_IsRefused(int[] weights, int index, int share) => Assert.Null(Of(weights).With(index, share));

    [Property]
    public bool With_AnyWeights_AddsUpTo100AndIsTheSameTwice(NonNegativeInt[] some, byte index, byte share)
    {
        int[] weights = [.. some.Select(weight => weight.Get % 1001), 7];
        index = (byte)(index % weights.Length);
        share = (byte)(share % 101);
        if (Of(weights).With(index, share) is not { } result)
        {
            return weights.Where((_, i) => i != index).Sum() == 0 && share < 100;
        }

        return result.Values.Sum() == 100 && result.Values[index] == share && result.Values.All(weight => weight >= 0)
            && weights.Select((weight, i) => weight > 0 || i == index || result.Values[i] == 0).All(holds => holds)
            && result.With(index, share)!.Values.SequenceEqual(result.Values);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Memo_IsReadAsItWasWritten(bool hasSet)
    {
        RouteWeights weights = new(["a/\"b", "c:80"], [3, null], 1);

        RouteMemo read = RouteMemo.Of(new RouteMemo(weights, hasSet ? weights.With(0, 25) : null).ToString())!;

        Assert.Equal(weights.Names, read.Before.Names);
        Assert.Equal(weights.Written, read.Before.Written);
        Assert.Equal([3, 1], read.Before.Values);
        Assert.Equal(hasSet ? [25, 75] : null, read.Set?.Values);
    }

    [Fact]
    public void Memo_OfTheFirstVersion_HasTheWeightsBefore()
    {
        RouteMemo read = RouteMemo.Of("""[1,[["a",3],["b",null]]]""")!;

        Assert.Equal(["a", "b"], read.Before.Names);
        Assert.Equal([3, 1], read.Before.Values);
        Assert.Null(read.Set);
    }

    private static RouteWeights Of(int[] weights) => new([.. weights.Select((_, i) => $"d{i}")], [.. weights.Select(weight => (int?)weight)], 1);
}
