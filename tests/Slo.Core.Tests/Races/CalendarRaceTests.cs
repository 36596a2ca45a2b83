using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Races;

[Collection(OneAtATime.Name)]
public sealed class CalendarRaceTests
{
    private const int Days = 1_500;

    private readonly FakeTimeProvider _time = new();

    // With the bounds read from the tracker's current period instead of the counted one, this fails within 4 s.
    [Fact]
    public void GetStatus_WhileThePeriodTurns_BelongsToOnePeriod()
    {
        using SloRegistry registry = new(_time);
        SloTracker tracker = registry.Add(Objectives.Named().Calendar(CalendarUnit.Day, "Europe/Berlin").NoRules().Build());
        var isOver = false;

        void Tick()
        {
            try
            {
                for (var quarter = 0; quarter < 4 * Days; quarter++)
                {
                    _time.Advance(TimeSpan.FromHours(6));
                    tracker.Record(good: true);
                    Assert.Null(registry.Evaluate().Error);
                }
            }
            finally
            {
                Volatile.Write(ref isOver, true);
            }
        }

        void Read()
        {
            while (!Volatile.Read(ref isOver))
            {
                SloStatus status = tracker.GetStatus();
                Assert.True(status.PeriodStart <= status.AsOf && status.AsOf < status.PeriodEnd, $"{status.AsOf:u} is not in {status.PeriodStart:u} to {status.PeriodEnd:u}");
                Assert.True(status.CoverageRatio is >= 0 and <= 1);
                Consistent.Within(status, tracker.Total);
            }
        }

        Threads.Run(Tick, Read);
        Assert.Equal(4 * Days, tracker.Total.Total);
    }
}
