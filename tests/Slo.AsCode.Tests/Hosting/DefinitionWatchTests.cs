using Slo.AsCode.Hosting;
using Xunit;

namespace Slo.Tests.Hosting;

public sealed class DefinitionWatchTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task FilesThatHang_HoldOneThreadAndNotOneMoreAtEveryTick()
    {
        using SemaphoreSlim inside = new(0);
        using SemaphoreSlim answers = new(1);
        HandTimer timer = new();
        using DefinitionWatch watch = new("", Look, timer);
        await inside.WaitAsync(TestContext.Current.CancellationToken);

        Task tick = Task.Run(timer.Fire, TestContext.Current.CancellationToken);
        await inside.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Null(timer.Due);
        Assert.False(watch.GetChangeToken().HasChanged);

        answers.Release();
        await tick;
        Assert.Equal(Interval, timer.Due);

        string Look()
        {
            inside.Release();
            answers.Wait(TestContext.Current.CancellationToken);
            return "";
        }
    }

    [Fact]
    public void FilesThatFailInAnUnknownWay_EndNothingAndAreLookedAtAgain()
    {
        Func<string> look = () => "before";
        HandTimer timer = new();
        using DefinitionWatch watch = new("", () => look(), timer);
        var change = watch.GetChangeToken();

        look = () => throw new InvalidOperationException("a file system of its own kind");
        timer.Fire();
        Assert.False(change.HasChanged);

        look = () => "after";
        timer.Fire();
        Assert.True(change.HasChanged);
        Assert.False(watch.GetChangeToken().HasChanged);
    }

    [Fact]
    public void ListenerThatThrows_DoesNotEndTheWatch()
    {
        var looks = 0;
        HandTimer timer = new();
        using DefinitionWatch watch = new("", () => $"{looks++}", timer);
        watch.GetChangeToken().RegisterChangeCallback(_ => throw new InvalidOperationException("a listener"), null);

        timer.Fire();
        var change = watch.GetChangeToken();
        timer.Fire();

        Assert.True(change.HasChanged);
    }

    [Fact]
    public void DisposedWatch_LooksNoMore()
    {
        HandTimer timer = new();
        DefinitionWatch? watch = null;
        var looks = 0;
        watch = new("", Look, timer);
        timer.Fire();

        Assert.Null(timer.Due);

        // The second time it is disposed of while it looks.
        string Look()
        {
            if (looks++ == 1)
            {
                watch!.Dispose();
            }

            return $"{looks}";
        }
    }
}
