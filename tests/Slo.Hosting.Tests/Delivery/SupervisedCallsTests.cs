using Slo.Hosting.Delivery;
using Xunit;

namespace Slo.Hosting.Tests.Delivery;

/// <summary>Calls that do not end hold memory, and perhaps a thread each: without a bound they would hold all there is.</summary>
public sealed class SupervisedCallsTests
{
    [Fact]
    public async Task Calls_ThatHang_AreLeftBehindUpToABound()
    {
        SupervisedCalls calls = new(TimeProvider.System);
        TaskCompletionSource<DeliveryResult> hang = new();
        CancellationToken cut = new(canceled: true);
        for (var i = 0; i <= SupervisedCalls.MaximumLeftBehind; i++)
        {
            Task enter = calls.EnterAsync(TestContext.Current.CancellationToken);
            Assert.True(enter.IsCompletedSuccessfully);
            DeliveryResult result = await calls.RunAsync(_ => hang.Task, TimeSpan.FromMinutes(1), cut);
            Assert.Equal(DeliveryVerdict.Failed, result.Verdict);
        }

        Task further = calls.EnterAsync(TestContext.Current.CancellationToken);
        Assert.False(further.IsCompleted);
        hang.SetResult(new(DeliveryVerdict.Delivered));
        await further.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
