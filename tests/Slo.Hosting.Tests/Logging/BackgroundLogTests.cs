using System.Globalization;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Logging;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Logging;

public sealed class BackgroundLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_FromOneThread_AreWrittenInOrder()
    {
        LogRecorder recorder = new();
        BackgroundLogger logger = new(recorder.CreateLogger("Slo.Test"));
        for (var i = 0; i < BackgroundLog.Capacity / 2; i++)
        {
            Write(logger, i);
        }

        await logger.Written.WaitAsync(Cancel);
        Assert.Equal(Enumerable.Range(0, BackgroundLog.Capacity / 2).Select(Text), recorder.Messages(1));
    }

    [Fact]
    public async Task Messages_BeyondTheCapacity_AreCountedAndTheLossIsSaidInItsPlace()
    {
        LogRecorder recorder = new();
        BackgroundLog log = new();
        using ManualResetEventSlim entered = new();
        using ManualResetEventSlim open = new();
        BackgroundLogger logger = new(recorder.CreateLogger("Slo.Test"), log);
        log.Post(logger, Block);
        entered.Wait(Cancel);
        for (var i = 0; i < BackgroundLog.Capacity + 7; i++)
        {
            Write(logger, i);
        }

        open.Set();
        await logger.Written.WaitAsync(Cancel);
        Write(logger, 5000);
        await logger.Written.WaitAsync(Cancel);

        Assert.Equal([.. Enumerable.Range(0, BackgroundLog.Capacity).Select(Text), Text(5000)], recorder.Messages(1));
        Assert.Equal(["7 log messages were dropped, because the log was too slow"], recorder.Messages(23));
        Assert.Equal(23, recorder.Lines[^2].Id.Id);

        void Block()
        {
            entered.Set();
            open.Wait(Cancel);
        }
    }

    [Fact]
    public async Task Sink_ThatThrows_LosesItsOwnMessageOnly()
    {
        LogRecorder recorder = new();
        BackgroundLog log = new();
        log.Post(recorder.CreateLogger("Slo.Test"), () => throw new IOException("No space left on device"));
        Write(new BackgroundLogger(recorder.CreateLogger("Slo.Test"), log), 2);

        await log.Written.WaitAsync(Cancel);
        Assert.Equal([Text(2)], recorder.Messages(1));
    }

    // What flows with the first message would be there for all that are written by the same thread: the scopes of a request, for example.
    [Fact]
    public async Task Context_OfTheFirstMessage_IsNotThatOfTheNext()
    {
        AsyncLocal<string?> scope = new() { Value = "a request" };
        string? seen = "nothing";
        BackgroundLog log = new();
        log.Post(new LogRecorder().CreateLogger("Slo.Test"), () => seen = scope.Value);

        await log.Written.WaitAsync(Cancel);
        Assert.Null(seen);
    }

    private static void Write(BackgroundLogger logger, int number) =>
        logger.Log(LogLevel.Information, new EventId(1), number, null, (state, _) => Text(state));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
