using Slo.Hosting.Fleet;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>What is published beside the exchanges: one call at a time, and a failure is told and tried again.</summary>
public sealed class FleetPublisherTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();
    private readonly List<string> _events = [];
    private readonly FleetPublisher<string> _publisher;
    private Func<CancellationToken, Task> _write = _ => Task.CompletedTask;
    private string? _next = "counts";

    public FleetPublisherTests() => _publisher = new(
        isLast => isLast ? "last" : _next,
        (published, token) =>
        {
            Add("write " + published);
            return _write(token);
        },
        published => Add("written " + published), exception => Add("failed " + exception.GetType().Name), Timeout, _time);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _publisher.Dispose();

    [Fact]
    public async Task Start_WhileAWriteIsUnderWay_DoesNothing()
    {
        TaskCompletionSource answer = new();
        _write = _ => answer.Task;

        _publisher.Start(Cancelled);
        await UntilAsync("write counts");
        _publisher.Start(Cancelled);
        answer.SetResult();
        await _publisher.PublishLastAsync(Cancelled);

        Assert.Equal(["write counts", "written counts", "write last", "written last"], Events());
    }

    [Fact]
    public async Task Store_ThatHangs_IsGivenUp_AndTriedAgain()
    {
        _write = new TaskCompletionSource().Task.WaitAsync;
        _publisher.Start(Cancelled);
        await UntilAsync("write counts");
        _time.Advance(Timeout);
        await UntilAsync("failed TaskCanceledException", "failed OperationCanceledException");

        _write = _ => Task.CompletedTask;
        await Eventually.TrueAsync(
            () =>
            {
                _publisher.Start(Cancelled);
                return Events().Contains("written counts");
            },
            "it is published");
    }

    [Fact]
    public async Task Store_ThatFails_IsTold_AlsoOfTheLast()
    {
        _write = _ => throw new IOException("no answer");
        _publisher.Start(Cancelled);
        await UntilAsync("failed IOException");
        await _publisher.PublishLastAsync(Cancelled);

        Assert.Equal(["write counts", "failed IOException", "write last", "failed IOException"], Events());
    }

    // The host stops: that is no failure.
    [Fact]
    public async Task Write_ThatIsCancelled_IsNoFailure()
    {
        using CancellationTokenSource stop = new();
        _write = new TaskCompletionSource().Task.WaitAsync;
        _publisher.Start(stop.Token);
        await UntilAsync("write counts");
        await stop.CancelAsync();
        _write = _ => Task.CompletedTask;
        await _publisher.PublishLastAsync(Cancelled);

        Assert.Equal(["write counts", "write last", "written last"], Events());
    }

    [Fact]
    public async Task WithoutAnythingToPublish_TheStoreIsNotAsked()
    {
        _next = null;
        _publisher.Start(Cancelled);
        await _publisher.PublishLastAsync(Cancelled);

        Assert.Equal(["write last", "written last"], Events());
    }

    private Task UntilAsync(params string[] any) => Eventually.TrueAsync(() => Events().Intersect(any).Any(), any[0]);

    private void Add(string what)
    {
        lock (_events)
        {
            _events.Add(what);
        }
    }

    private string[] Events()
    {
        lock (_events)
        {
            return [.. _events];
        }
    }
}
