using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Evaluation;
using Slo.History;
using Slo.Testing;
using Slo.Tests.Properties;
using Slo.Windows;
using Xunit;

namespace Slo.Tests.History;

[SeededProperties]
public sealed class ObjectiveHistoryTests
{
    private static readonly SloEventCounts Before = new(123_456_789, 4_321);

    private static readonly TimeSpan[] Windows = [TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(5), TimeSpan.FromHours(3), TimeSpan.FromDays(2)];

    // Counts that were restored are of the past, but of no window: a ring that began at zero would show them all as one second's events.
    [Property(MaxTest = 120, Arbitrary = [typeof(Kinds), typeof(ForwardScript)])]
    public void History_ThatBeginsWithCounts_AnswersLikeOneThatBeginsAtZero(string kind, Step[] script)
    {
        SloObjective objective = Declare(kind);
        ManualTime time = new();
        Timeline timeline = new(time);
        ObjectiveHistory fresh = Create(objective, timeline, default);
        ObjectiveHistory continued = Create(objective, timeline, Before);
        HistoryEdges edges = new(1, fresh.IsSliced);
        HistoryEdges continuedEdges = new(1, fresh.IsSliced);
        SloEventCounts counts = default;
        foreach (Step line in script)
        {
            counts += new SloEventCounts(line.Good, line.Bad);
            Move(time, line);
            TimelineStep step = timeline.Advance();
            Reading now = fresh.Advance(step, counts);
            Reading later = continued.Advance(step, Before + counts);

            Assert.Equal(fresh.Period(now, timeline.InstantOf(now.Position), edges, 0), continued.Period(later, timeline.InstantOf(now.Position), continuedEdges, 0));
            Assert.Equal(fresh.SilentSince(now), continued.SilentSince(later));
            Assert.All(Windows, window => Assert.Equal(fresh.Window(now, window.Ticks), continued.Window(later, window.Ticks)));
            var position = now.Position - (line.Kind == StepKind.Read ? line.Time.Ticks : TimeSpan.TicksPerMinute);
            Assert.Equal(Before, continued.At(position, later).Events - fresh.At(position, now).Events);
        }
    }

    // Each line of a script takes a second, so that none is of the instant of the one before.
    private static void Move(ManualTime time, Step line)
    {
        time.Advance(TimeSpan.FromSeconds(1) + (line.Kind == StepKind.Advance ? line.Time : TimeSpan.Zero));
        if (line.Kind == StepKind.StepWall)
        {
            time.StepWall(line.Time);
        }
    }

    private static SloObjective Declare(string kind)
    {
        SloObjectiveBuilder builder = Objectives.Named();
        _ = kind.Contains("calendar", StringComparison.Ordinal) ? builder.Calendar(CalendarUnit.Day) : builder.Rolling(TimeSpan.FromDays(7));
        _ = kind.StartsWith("slices", StringComparison.Ordinal) ? builder.Timeslices(TimeSpan.FromMinutes(1), 0.99m) : builder;
        return builder.NoRules().Build();
    }

    private static ObjectiveHistory Create(SloObjective objective, Timeline timeline, SloEventCounts counted) => new(
        objective, objective.Method.Slice == TimeSpan.Zero ? null : SliceWorth.For(objective.Method), timeline, keepsEveryMinute: true,
        new Reading(timeline.Now, counted));

    private static class Kinds
    {
        public static Arbitrary<string> Kind() => Gen.Elements("rolling", "calendar", "slices", "slices in a calendar").ToArbitrary();
    }
}
