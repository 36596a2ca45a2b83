using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Testing;
using Slo.Tests.Properties;
using Xunit;

namespace Slo.Tests.State;

/// <summary>An objective that goes on in another process, against one whose process never ended.</summary>
[SeededProperties]
public sealed class RestoreTests
{
    private static readonly TimeSpan[] Windows =
        [TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(61), TimeSpan.FromHours(3), TimeSpan.FromDays(2), TimeSpan.FromDays(6)];

    // Without time in between, a restart changes nothing: no window, no budget, no alert and none of its transitions.
    [Property(MaxTest = 200, Arbitrary = [typeof(Kinds), typeof(AnyScript)])]
    public void Registry_RestartedAtAnyEvaluation_AnswersLikeOneThatWasNot(string kind, Step[] script)
    {
        ManualTime time = new();
        SloObjective objective = Declare(kind);
        using SloRegistry lasting = new(time);
        SloRegistry restarted = new(time);
        lasting.Add(objective);
        restarted.Add(objective);
        List<byte[]> parts = [];
        foreach (Step line in script)
        {
            Record(lasting, line);
            Record(restarted, line);
            Move(time, line);
            if (line.Kind is StepKind.Evaluate or StepKind.Read or StepKind.StepWall)
            {
                lasting.Evaluate();
                restarted.Evaluate();
                Assert.Equal(Text(lasting), Text(restarted));
                if (line.Kind == StepKind.Read)
                {
                    restarted = Restart(restarted, time, objective, parts);
                    Assert.Equal(Text(lasting), Text(restarted));
                }
            }
        }

        restarted.Dispose();
    }

    // What happened in the time between is not known: nothing is counted, and it counts as not observed.
    [Theory]
    [InlineData(1)]
    [InlineData(3600)]
    [InlineData(7_200)]
    [InlineData(86_400)]
    public void TimeBetween_IsAGap(int seconds)
    {
        ManualTime time = new();
        SloObjective objective = Declare("rolling");
        SloRegistry registry = new(time);
        registry.Add(objective);
        time.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        registry.Evaluate();
        registry.Get("a").Record(good: 90, bad: 10);
        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        IReadOnlyList<SloObjectiveState> states = registry.Capture();
        registry.Dispose();

        time.Advance(TimeSpan.FromSeconds(seconds));
        using SloRegistry next = new(time);
        next.Restore(states);
        SloTracker tracker = next.Add(objective);
        next.Evaluate();

        Assert.Equal(new SloEventCounts(90, 10), tracker.Status.Events);
        Assert.Equal(default, tracker.Total);
        Assert.Equal(TimeSpan.FromDays(2) / TimeSpan.FromDays(7), tracker.Status.CoverageRatio, 1e-9);
        Assert.Equal(new SloEventCounts(90, 10), tracker.GetEvents(TimeSpan.FromSeconds(seconds) + TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void TimeBetween_LongerThanThePeriod_LeavesNothingAndNoJump()
    {
        ManualTime time = new();
        SloObjective objective = Declare("rolling");
        SloRegistry registry = Counted(objective, time);
        IReadOnlyList<SloObjectiveState> states = registry.Capture();
        registry.Dispose();
        time.Advance(TimeSpan.FromDays(40));

        using SloRegistry next = new(time);
        next.Restore(states);
        SloTracker tracker = next.Add(objective);
        next.Evaluate();
        Assert.Equal(default, tracker.Status.Events);
        Assert.Equal(0, tracker.Status.CoverageRatio);
        tracker.Record(good: 9, bad: 1);
        time.Advance(TimeSpan.FromSeconds(1));
        next.Evaluate();

        Assert.Equal(new SloEventCounts(9, 1), tracker.Status.Events);
        Assert.Equal(1.0 / (7 * 86_400), tracker.Status.CoverageRatio, 1e-12);
    }

    // A clock that was set back between the two processes must not count the hours twice.
    [Fact]
    public void ClockSetBackBetween_MovesNoEvent()
    {
        ManualTime time = new();
        SloObjective objective = Declare("rolling");
        SloRegistry registry = Counted(objective, time);
        time.Advance(TimeSpan.FromHours(5));
        registry.Evaluate();
        IReadOnlyList<SloObjectiveState> states = registry.Capture();
        registry.Dispose();
        time.StepWall(TimeSpan.FromHours(-3));

        using SloRegistry next = new(time);
        next.Restore(states);
        SloTracker tracker = next.Add(objective);
        time.Advance(TimeSpan.FromMinutes(1));
        next.Evaluate();

        Assert.Equal(time.GetUtcNow(), tracker.Status.AsOf);
        Assert.Equal(new SloEventCounts(90, 10), tracker.Status.Events);
        Assert.Equal(default, tracker.GetEvents(TimeSpan.FromHours(5)));
        Assert.Equal(new SloEventCounts(90, 10), tracker.GetEvents(TimeSpan.FromHours(5) + TimeSpan.FromMinutes(2)));
    }

    [Theory]
    [InlineData("target", true)]
    [InlineData("rules", true)]
    [InlineData("text", true)]
    [InlineData("threshold", false)]
    [InlineData("period", false)]
    [InlineData("method", false)]
    public void ObjectiveThatChangedBetween_KeepsItsCountsWhereTheyMeanTheSame(string change, bool isKept)
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        registry.Add(Declare("rolling")).Record(good: 90, bad: 10);
        time.Advance(TimeSpan.FromMinutes(1));
        registry.Evaluate();

        using SloRegistry next = new(time);
        next.Restore(registry.Capture());
        var builder = SloObjectiveBuilder.From(Declare("rolling"));
        SloTracker tracker = next.Add((change switch
        {
            "target" => builder.TargetPercent(95),
            "rules" => builder.SilenceRule(AlertSeverity.Ticket, TimeSpan.FromHours(1)),
            "text" => builder.Description("another"),
            "threshold" => builder.FasterThan(TimeSpan.FromSeconds(1)),
            "period" => builder.Rolling(TimeSpan.FromDays(14)),
            _ => builder.Timeslices(TimeSpan.FromMinutes(1), 0.9m),
        }).Build());

        Assert.Equal(isKept ? new SloEventCounts(90, 10) : default, tracker.Status.Events);
    }

    // Whatever bytes a store gives back: a state, or an error that says so, and nothing else.
    [Property(MaxTest = 300)]
    public void Bytes_OfAnyKind_AreAStateOrAnError(int seed, ushort place, byte value, bool isCut)
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        registry.Add(Declare(seed % 2 == 0 ? "calendar" : "slices"));
        for (var i = 0; i < 20; i++)
        {
            registry.Get("a").Record(seed & 7, i & 3);
            time.Advance(TimeSpan.FromMinutes(1 + (seed & 15)));
            registry.Evaluate();
        }

        var bytes = registry.Capture()[0].ToBytes();
        var broken = isCut ? bytes[..(place % bytes.Length)] : [.. bytes];
        if (!isCut)
        {
            broken[place % bytes.Length] = value;
        }

        try
        {
            var state = SloObjectiveState.FromBytes(broken);
            using SloRegistry next = new(time);
            next.Restore([state]);
            next.Add(Declare(seed % 2 == 0 ? "calendar" : "slices"));
            next.Evaluate();
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
        {
            // Found, and said.
        }
    }

    [Fact]
    public void State_ThatDoesNotContinueTheOneBefore_IsLeftOut()
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        registry.Add(Declare("rolling"));
        registry.Evaluate();
        IReadOnlyList<SloObjectiveState> first = registry.Capture();
        time.Advance(TimeSpan.FromHours(1));
        registry.Evaluate();
        IReadOnlyList<SloObjectiveState> second = registry.Capture(first);
        using SloRegistry other = new(time);
        other.Add(Declare("rolling"));
        time.Advance(TimeSpan.FromHours(1));
        other.Evaluate();
        SloObjectiveState foreign = other.Capture()[0];

        Assert.False(second[0].IsComplete);
        Assert.Equal(time.GetUtcNow() - TimeSpan.FromHours(1), first[0].Append(second[0])!.AsOf);
        Assert.Null(foreign.Append(second[0]));
        Assert.Same(foreign, first[0].Append(foreign));
        Assert.Equal([second[0], second[0]], other.Restore([second[0], foreign, second[0]]));
        Assert.Empty(other.Restore([first[0], second[0], foreign]));
    }

    // What the other layout does not keep is not known; everything else is.
    [Theory]
    [InlineData("rolling", "rolling compact", false)]
    [InlineData("rolling compact", "rolling", false)]
    [InlineData("slices", "slices compact", false)]
    [InlineData("rolling", "rolling", true)]
    [InlineData("rolling compact", "rolling compact", true)]
    [InlineData("calendar", "calendar", true)]
    public void Layout_ThatChangedBetween_KeepsPeriodAndBudget(string before, string after, bool keepsEveryMinute)
    {
        ManualTime time = new();
        using SloRegistry registry = new(time, keepsEveryMinute: !keepsEveryMinute && after == before);
        SloTracker tracker = registry.Add(Declare(before));
        for (var i = 0; i < 500; i++)
        {
            tracker.Record(good: 90 + (i % 7), bad: i % 11);
            time.Advance(TimeSpan.FromMinutes(13));
            registry.Evaluate();
        }

        var state = SloObjectiveState.FromBytes(registry.Capture()[0].ToBytes());
        using SloRegistry next = new(time, keepsEveryMinute: keepsEveryMinute);
        next.Restore([state]);
        SloTracker restored = next.Add(Declare(after));
        next.Evaluate();

        Assert.Equal(tracker.Status.Events, restored.Status.Events);
        Assert.Equal(tracker.Status.ErrorBudgetRemainingRatio, restored.Status.ErrorBudgetRemainingRatio);
        Assert.Equal(tracker.Status.CoverageRatio, restored.Status.CoverageRatio);
        Assert.Equal(tracker.GetEvents(TimeSpan.FromHours(5)).Total, restored.GetEvents(TimeSpan.FromHours(5)).Total, 100.0);

        // And on: the next states are of the layout of now.
        restored.Record(good: 0, bad: 1000);
        time.Advance(TimeSpan.FromMinutes(5));
        next.Evaluate();
        Assert.InRange(restored.GetEvents(TimeSpan.FromMinutes(6)).Bad, 1000, 1001);
    }

    /// <summary>A process of a second with 90 good and 10 bad events.</summary>
    private static SloRegistry Counted(SloObjective objective, ManualTime time)
    {
        SloRegistry registry = new(time);
        registry.Add(objective).Record(good: 90, bad: 10);
        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        return registry;
    }

    // As a store keeps it: the first state whole, and then what is new. The objective is there before or after what was kept of it.
    private static SloRegistry Restart(SloRegistry registry, ManualTime time, SloObjective objective, List<byte[]> parts)
    {
        SloObjectiveState part = Assert.Single(registry.Capture(parts.Select(bytes => SloObjectiveState.FromBytes(bytes))));
        Assert.Equal(parts.Count == 0, part.IsComplete);
        parts.Add(part.ToBytes());
        registry.Dispose();
        SloRegistry next = new(time);
        if (parts.Count % 2 == 0)
        {
            next.Add(objective);
        }

        next.Restore(parts.Select(bytes => SloObjectiveState.FromBytes(bytes)));
        if (parts.Count % 2 == 1)
        {
            next.Add(objective);
        }

        return next;
    }

    private static void Record(SloRegistry registry, Step line)
    {
        if (line.Kind == StepKind.Record)
        {
            registry.Get("a").Record(line.Good, line.Bad);
        }
    }

    private static void Move(ManualTime time, Step line)
    {
        if (line.Kind == StepKind.Advance)
        {
            time.Advance(line.Time);
        }
        else if (line.Kind == StepKind.StepWall)
        {
            time.StepWall(line.Time);
        }
    }

    private static string Text(SloRegistry registry)
    {
        SloTracker tracker = registry.Get("a");
        SloStatus status = tracker.Status;
        SloAlert alert = status.Alert;

        // What fires can be told to another receiver, also after a restart.
        SloAlertTransition? firing = alert.Severity is null ? null : alert.LastTransition!;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {status} {status.AsOf:O} {status.PeriodStart:O} {status.PeriodEnd:O} {status.Events} {status.ComplianceRatio:R}
            {status.ErrorBudgetRemainingRatio:R} {status.CoverageRatio:R} {status.TimeToExhaustion}
            {alert.State} {alert.Since:O} {alert.Severity} {alert.StartedAt:O} {alert.EndedAt:O} {alert.Cause} {alert.IncidentEvents} {alert.BudgetSpentRatio:R}
            {string.Join('\n', alert.Rules)} {firing?.After} {firing?.StartedAt:O}
            {string.Join('\n', Windows.Select(window => $"{window} {tracker.GetEvents(window)} {tracker.GetBurnRate(window):R}"))}
            """);
    }

    private static SloObjective Declare(string kind)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("a").TargetPercent(90)
            .BurnRateRule(AlertSeverity.Page, 2m, TimeSpan.FromHours(1), settings: new() { Hold = TimeSpan.FromMinutes(1), KeepFiring = TimeSpan.FromMinutes(5) })
            .BurnRateRule(AlertSeverity.Ticket, 1m, TimeSpan.FromHours(6), minimumEvents: 10, settings: new() { CoolDown = TimeSpan.FromMinutes(30) })
            .RemainingBudgetRule(AlertSeverity.Ticket, 0.5m)
            .SilenceRule(AlertSeverity.Page, TimeSpan.FromHours(1));
        _ = kind.Contains("calendar", StringComparison.Ordinal) ? builder.Calendar(CalendarUnit.Week) : builder.Rolling(TimeSpan.FromDays(7));
        _ = kind.StartsWith("slices", StringComparison.Ordinal) ? builder.Timeslices(TimeSpan.FromMinutes(1), 0.9m) : builder;
        _ = kind.Contains("compact", StringComparison.Ordinal) ? builder.Compact() : builder;
        return builder.Build();
    }

    private static class Kinds
    {
        public static Arbitrary<string> Kind() =>
            Gen.Elements("rolling", "rolling compact", "calendar", "slices", "slices in a calendar", "slices compact").ToArbitrary();
    }
}
