using Xunit;

namespace Slo.Hosting.Tests;

public sealed class SloBudgetSignalTests
{
    [Theory]
    [InlineData("checkout", 0.42, SloState.AtRisk, "checkout;remaining=0.42;state=burning")]
    [InlineData("checkout", 1.0, SloState.Healthy, "checkout;remaining=1.0;state=ok")]
    [InlineData("checkout", -2.5, SloState.Exhausted, "checkout;remaining=-2.5;state=exhausted")]
    [InlineData("checkout", null, SloState.NoData, "checkout;state=unknown")]
    [InlineData("9-lives", 0.9999, SloState.Healthy, "\"9-lives\";remaining=0.999;state=ok")]
    public void ToString_OfASignal_IsAMemberOfAStructuredField(string name, double? remaining, SloState state, string text)
    {
        SloBudgetSignal signal = new(name, remaining, state);

        Assert.Equal(text, signal.ToString());
        SloBudgetSignal read = Assert.Single(SloBudgetSignal.ReadAll(text));
        Assert.Equal((name, state), (read.Objective, read.State));
        Assert.Equal(remaining is null ? null : Math.Floor(remaining.Value * 1000) / 1000, read.RemainingRatio);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" , ;;, ;remaining=1")]
    public void ReadAll_OfNothing_IsEmpty(string? header) => Assert.Empty(SloBudgetSignal.ReadAll(header));

    [Theory]
    [InlineData("a;remaining=x;state=ok", null, SloState.Healthy)]
    [InlineData("a;remaining=1e5", null, SloState.NoData)]
    [InlineData("a;state=melting;remaining=0.5", 0.5, SloState.NoData)]
    public void ReadAll_OfWhatIsMalformed_LeavesItOut(string header, double? remaining, SloState state)
    {
        SloBudgetSignal signal = Assert.Single(SloBudgetSignal.ReadAll(header));

        Assert.Equal((remaining, state), (signal.RemainingRatio, signal.State));
    }

    [Fact]
    public void ReadAll_OfSeveral_HasAll()
    {
        IReadOnlyList<SloBudgetSignal> signals = SloBudgetSignal.ReadAll("a;remaining=0.1;state=burning, b;state=ok");

        Assert.Equal(["a", "b"], signals.Select(signal => signal.Objective));
        Assert.Equal([true, false], signals.Select(signal => signal.IsBurning));
        Assert.True(SloBudgetSignal.ReadAll(string.Join(',', Enumerable.Repeat("a", 10_000))).Count <= 2_000);
    }
}
