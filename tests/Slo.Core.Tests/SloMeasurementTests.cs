using Xunit;

namespace Slo.Tests;

public sealed class SloMeasurementTests
{
    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(300, 1, 0)]
    [InlineData(301, 0, 1)]
    public void Dispose_AfterATime_CountsItAgainstTheThreshold(int milliseconds, long good, long bad)
    {
        using World world = new(builder => builder.FasterThan(TimeSpan.FromMilliseconds(300)));

        using (SloMeasurement work = world.Tracker.Start())
        {
            world.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            work.MarkGood();
            Assert.Equal(default, world.Tracker.Total);
        }

        Assert.Equal(new SloEventCounts(good, bad), world.Tracker.Total);
    }

    [Fact]
    public void Dispose_Twice_CountsOnce()
    {
        using World world = new();
        SloMeasurement work = world.Tracker.Start();

        work.MarkGood();
        work.Dispose();
        work.MarkBad();
        work.Dispose();

        Assert.Equal(new SloEventCounts(1, 0), world.Tracker.Total);
    }

    [Fact]
    public void MarkBad_OfFastWork_CountsItBad()
    {
        using World world = new(builder => builder.FasterThan(TimeSpan.FromSeconds(1)));

        using (SloMeasurement work = world.Tracker.Start())
        {
            work.MarkBad();
        }

        Assert.Equal(new SloEventCounts(0, 1), world.Tracker.Total);
    }

    // Dispose cannot know whether an exception is on its way: only the mark tells success from failure.
    [Fact]
    public void Dispose_AfterAnException_CountsItBad()
    {
        using World world = new();

        Assert.Throws<TimeoutException>(() =>
        {
            using SloMeasurement work = world.Tracker.Start();
            Fail();
            work.MarkGood();
        });

        Assert.Equal(new SloEventCounts(0, 1), world.Tracker.Total);
        Assert.Equal(new SloReasonStatus(SloMeasurement.Unfinished, 1, 1000), Assert.Single(world.Tracker.GetReasons()));

        static void Fail() => throw new TimeoutException();
    }

    [Fact]
    public void Dispose_OfWorkOfAGroup_CountsItThere()
    {
        using World world = new(builder => builder.GroupBy("tenant"));

        using (SloMeasurement work = world.Tracker.Start())
        {
            work.Group = "acme";
            work.MarkBad("quota");
        }

        Assert.Equal(("acme", new SloEventCounts(0, 1)), (world.Tracker.GetGroups()[0].Name, world.Tracker.GetGroups()[0].Events));
        Assert.Equal("quota", world.Tracker.GetReasons()[0].Reason);
    }

    [Fact]
    public void MarkIgnored_OfWork_CountsItApart()
    {
        using World world = new();

        using (SloMeasurement work = world.Tracker.Start())
        {
            work.MarkIgnored();
        }

        Assert.Equal(default, world.Tracker.Total);
        Assert.Equal(1, world.Tracker.IgnoredTotal);
    }

    [Fact]
    public void Dispose_AfterTheWallClockWentBack_UsesMonotonicTime()
    {
        using World world = new(builder => builder.FasterThan(TimeSpan.FromSeconds(1)));

        using (SloMeasurement work = world.Tracker.Start())
        {
            world.Time.StepWall(TimeSpan.FromHours(-1));
            world.Time.StepWall(TimeSpan.FromHours(3));
            work.MarkGood();
        }

        Assert.Equal(new SloEventCounts(1, 0), world.Tracker.Total);
    }
}
