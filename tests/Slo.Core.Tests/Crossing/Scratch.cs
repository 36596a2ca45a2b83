using Xunit;
namespace Slo.Tests.Crossing;
public sealed class Scratch
{
    [Fact]
    public void One()
    {
        CrossingCase c = new() { Method = BudgetingMethodKind.Occurrences, Period = TimeSpan.FromDays(30), Unit = CalendarUnit.Month, Zone = "America/New_York",
            Start = new(2026, 11, 1, 3, 0, 0, TimeSpan.Zero), Target = 0.99m, Reading = UnobservedTime.Exclude, Interval = TimeSpan.FromMilliseconds(400), IsCompact = true };
        using CrossingWorld w = new(c);
        w.Play(new(CrossingBeatKind.Restart, 4, TimeSpan.FromMinutes(18), []));
        w.Play(new(CrossingBeatKind.Run, 2, default, [new(0, 0, 0, 3)]));
        w.Play(new(CrossingBeatKind.Late, 1, new TimeSpan(0, 3, 1, 49, 327), []));
        w.Play(new(CrossingBeatKind.Late, 1, new TimeSpan(0, 1, 47, 0), [new(2, 1, 5, 0)]));
        w.Play(new(CrossingBeatKind.Suspend, 1, new TimeSpan(1, 12, 6), []));
        var now = DateTimeOffset.UnixEpoch.AddTicks(w.Stream.Position);
        System.IO.File.WriteAllLines("/tmp/cross_scratch.txt", w.Tracker.GetSeries(c.Start, now, TimeSpan.FromMinutes(1)).Take(25).Select(p => $"{p.Time:O} {p.Events} {p.IsPartial} {p.IsInterpolated}").Append($"{now:O}"));
    }
}
