using Slo.AspNetCore.Requests;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class ObservedRequestPoolTests
{
    [Fact]
    public void Rent_AfterReturn_GivesTheSameObservationWithoutAllocation()
    {
        (ObservedRequest First, ObservedRequest Second, long Allocated) seen = OnNewThread(() =>
        {
            ObservedRequest first = ObservedRequestPool.Rent();
            ObservedRequestPool.Return(first);
            var before = GC.GetAllocatedBytesForCurrentThread();
            ObservedRequest second = ObservedRequestPool.Rent();
            return (first, second, GC.GetAllocatedBytesForCurrentThread() - before);
        });

        Assert.Same(seen.First, seen.Second);
        Assert.Equal(0, seen.Allocated);
    }

    [Fact]
    public void Rent_WhileOthersAreInUse_GivesEachRequestItsOwn()
    {
        ObservedRequest[] inUse = [.. Enumerable.Range(0, 100).Select(_ => ObservedRequestPool.Rent())];

        Assert.Equal(100, inUse.Distinct().Count());
        Assert.All(inUse, request => Assert.True(request.IsInUse));
    }

    [Fact]
    public void Return_OnAnotherThread_LetsTheThreadOfTheStartUseItAgain()
    {
        (ObservedRequest First, ObservedRequest Second) seen = OnNewThread(() =>
        {
            ObservedRequest first = ObservedRequestPool.Rent();
            OnNewThread(() =>
            {
                ObservedRequestPool.Return(first);
                return true;
            });
            return (first, ObservedRequestPool.Rent());
        });

        Assert.Same(seen.First, seen.Second);
    }

    // A thread of the pool may have a request of another test.
    private static T OnNewThread<T>(Func<T> run)
    {
        T result = default!;
        Thread thread = new(() => result = run());
        thread.Start();
        thread.Join();
        return result;
    }
}
