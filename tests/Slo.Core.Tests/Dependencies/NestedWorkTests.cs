using System.Diagnostics;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>Work within work: an inner request of the same process, a job that calls another one.</summary>
[Collection("calls")]
public sealed class NestedWorkTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Calls_OfInnerWork_AreItsOwn_AndTheOuterGoesOn(bool hasOuterActivity, bool hasInnerActivity)
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World outer = new();
        using World inner = new();
        using Activity? root = hasOuterActivity ? new Activity("outer").Start() : null;
        SloCallScope scope = SloCalls.Begin();
        Call("a");
        using (Activity? child = hasInnerActivity ? new Activity("inner").Start() : null)
        {
            SloCallScope within = SloCalls.Begin();
            Call("b");
            await Task.Yield();
            Call("b");
            inner.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = within.End() });
            Call("c");
            Assert.Null(within.End());
        }

        Call("c");
        outer.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });

        Assert.Equal(["a 1", "c 2"], Dependencies(outer));
        Assert.Equal(["b 2"], Dependencies(inner));
        Assert.Null(scope.End());
    }

    // Work that is ended in the wrong order: the calls after it belong to none, and nothing is counted twice.
    [Fact]
    public void Outer_ThatEndsFirst_LeavesNoCallsBehind()
    {
        using IDisposable observation = SloDependency.Observe("none");
        SloCallScope outer = SloCalls.Begin();
        SloCallScope inner = SloCalls.Begin();
        Call("a");
        Assert.Null(outer.End());
        Call("b");
        Assert.Equal(2, inner.End()!.Count);
        Call("c");
        Assert.Null(SloCalls.Begin().End());
    }

    private static void Call(string name) => SloDependency.Start(name).Dispose();

    private static IEnumerable<string> Dependencies(World world) => world.Tracker.GetDependencies().Dependencies
        .Select(status => $"{status.Name} {status.TotalCalls.Total}").Order(StringComparer.Ordinal);
}
