using Slo.Hosting.Reactions;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

public sealed class CallTriesTests
{
    // A reaction that is paused, or no longer leads, has a try that is due and not made. Its loop ran without a pause.
    [Fact]
    public void TryThatIsDueAndNotMade_WaitsForTheNextLook()
    {
        ManualTime time = new();
        CallTries tries = new(time);
        tries.Of("run", new(0, IsUndo: false));
        Assert.True(tries.Failed(TimeSpan.FromMinutes(1)));
        Assert.InRange(tries.Within(TimeSpan.FromSeconds(1)), TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(400));

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(1)), (tries.Remaining, tries.Within(TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public void CallWithoutAFailure_WaitsForTheNextLook()
    {
        CallTries tries = new(new ManualTime());
        tries.Of("run", new(0, IsUndo: false));
        Assert.Equal(TimeSpan.FromSeconds(1), tries.Within(TimeSpan.FromSeconds(1)));
    }
}
