using Slo.Hosting.Reactions;
using Slo.Hosting.Tests.Docs;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>A store that hangs is not asked again at once, and one that fails at once is.</summary>
public sealed class StorePauseTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0.3)]
    [InlineData(10, 30)]
    [InlineData(20, 60)]
    [InlineData(300, 60)]
    public void Pause_IsThreeTimesAsLongAsTheWait_AndBounded(double waited, double pause)
    {
        ManualTime time = new();
        StorePause store = new(time);
        Assert.False(store.IsOn);
        var started = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(waited));
        store.Failed(started);

        Assert.Equal(pause > 0, store.IsOn);
        time.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromTicks(pause > 0 ? 1 : 0));
        Assert.Equal(pause > 0, store.IsOn);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.False(store.IsOn);
    }

    [Fact]
    public void Answer_EndsThePause()
    {
        ManualTime time = new();
        StorePause store = new(time);
        var started = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(10));
        store.Failed(started);
        store.Answered();

        Assert.False(store.IsOn);
    }

    [Fact]
    public void Page_HasTheNumbersOfTheCode()
    {
        Assert.Equal((3, TimeSpan.FromMinutes(1)), (StorePause.Factor, StorePause.Longest));
        Assert.Contains("three times as long as it was waited for, at most a minute", DocFiles.Read("reactions.md"), StringComparison.Ordinal);
    }
}
