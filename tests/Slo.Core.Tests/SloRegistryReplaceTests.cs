using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class SloRegistryReplaceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly SloRegistry _registry;

    public SloRegistryReplaceTests() => _registry = new SloRegistry(_time);

    public static TheoryData<string> EditsThatCountAlike => new("target", "rules", "texts", "labels", "case");

    public static TheoryData<string> EditsThatStartOver => new("source", "threshold", "period", "calendar", "method", "compact", "grouping", "instrument");

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Replace_ByTheSameDefinitions_ChangesNothing()
    {
        SloTracker a = _registry.Add(Objective("a"));
        IReadOnlyList<SloTracker> before = _registry.Trackers;
        a.Record(3, 1);

        SloDefinitionChanges changes = _registry.Replace([Objective("a")]);

        Assert.True(changes.IsEmpty);
        Assert.Same(before, _registry.Trackers);
        Assert.Equal(new SloEventCounts(3, 1), a.Total);
    }

    [Theory]
    [MemberData(nameof(EditsThatCountAlike))]
    public void Replace_OfWhatIsSaidOfTheCounts_KeepsThem(string edit)
    {
        SloTracker tracker = _registry.Add(Objective("a"));
        tracker.Record(90, 10);
        Tick();

        SloDefinitionChanges changes = _registry.Replace([Edited(edit)]);

        Assert.Equal([edit == "case" ? "A" : "a"], changes.Redefined);
        Assert.Equal((0, 0, 0), (changes.Added.Count, changes.Removed.Count, changes.Restarted.Count));
        Assert.Same(tracker, _registry.Get("a"));
        Assert.Equal(new SloEventCounts(90, 10), tracker.Status.Events);
        tracker.Record(1, 0);
        Tick();
        Assert.Equal(new SloEventCounts(91, 10), tracker.Status.Events);
    }

    [Theory]
    [MemberData(nameof(EditsThatStartOver))]
    public void Replace_OfWhatIsCounted_StartsOver(string edit)
    {
        SloTracker old = _registry.Add(Objective("a"));
        old.Record(90, 10);
        Tick();

        SloDefinitionChanges changes = _registry.Replace([Edited(edit)]);

        Assert.Equal(["a"], changes.Restarted);
        Assert.Equal((0, 0, 0), (changes.Added.Count, changes.Removed.Count, changes.Redefined.Count));
        Assert.NotSame(old, _registry.Get("a"));
        Tick();
        Assert.Equal(default, _registry.Get("a").Status.Events);

        // Code that still holds the old one need not change.
        old.Record(good: true);
        Tick();
        Assert.Equal(new SloEventCounts(1, 0), _registry.Get("a").Status.Events);
    }

    [Fact]
    public void Replace_OfATarget_JudgesWhatComesByIt()
    {
        SloTracker tracker = _registry.Add(Objective("a"));
        tracker.Record(90, 10);
        Tick();
        Assert.Equal(SloState.Exhausted, tracker.Status.State);

        _registry.Replace([Objective("a", builder => builder.TargetPercent(50))]);

        Assert.Equal(0.5m, tracker.Objective.TargetRatio);
        Assert.Equal(0.5m, tracker.Status.Objective.TargetRatio);
        Assert.Equal(0.5m, tracker.Status.TargetRatio);
        Assert.Equal(-99, tracker.Status.ErrorBudgetRemainingRatio!.Value, 9);
        tracker.Record(90, 10);
        Tick();
        Assert.Equal(1 - (20 / 50.1), tracker.Status.ErrorBudgetRemainingRatio!.Value, 9);
    }

    [Fact]
    public void Replace_OfRules_PublishesTheNewWindowsAtOnce()
    {
        SloTracker tracker = _registry.Add(Objective("a"));
        tracker.Record(0, 10);
        Tick();
        Assert.Contains(tracker.Status.Alert.Rules, rule => rule.Holds);

        _registry.Replace([Objective("a", builder => builder.BurnRateRule(AlertSeverity.Ticket, 2, TimeSpan.FromHours(2), TimeSpan.FromMinutes(2)))]);

        Assert.Equal([TimeSpan.FromMinutes(2), TimeSpan.FromHours(2)], tracker.Status.Windows.Select(window => window.Window).Order());
        Assert.True(Assert.Single(tracker.Status.Alert.Rules).Holds);
        Tick();
        Assert.True(Assert.Single(tracker.Status.Alert.Rules).Holds);
    }

    [Fact]
    public void Replace_AddsAndRemoves_InTheOrderGiven()
    {
        SloTracker gone = _registry.Add(Objective("gone"));
        _registry.Add(Objective("kept"));
        gone.Record(good: true);

        SloDefinitionChanges changes = _registry.Replace([Objective("new"), Objective("kept")]);

        Assert.Equal(["new"], changes.Added);
        Assert.Equal(["gone"], changes.Removed);
        Assert.Equal(["new", "kept"], _registry.Trackers.Select(tracker => tracker.Objective.Name));
        Assert.False(_registry.TryGet("gone", out _));
        gone.Record(good: true);
        Assert.Equal(1, gone.Total.Total);
        Assert.Equal(0, _registry.Add(Objective("gone")).Total.Total);
    }

    [Fact]
    public void Replace_ByNothing_RemovesAll()
    {
        _registry.Add(Objective("a"));

        Assert.Equal(["a"], _registry.Replace([]).Removed);
        Assert.Empty(_registry.Trackers);
        Assert.Equal(0, _registry.Evaluate().Objectives);
    }

    [Fact]
    public void Replace_WithANameTwice_IsRefusedWhole()
    {
        SloTracker kept = _registry.Add(Objective("kept"));
        kept.Record(good: true);

        SloFinding error = Assert.Single(Assert.Throws<SloDefinitionException>(() => _registry.Replace([Objective("a"), Objective("A")])).Findings);
        Assert.Equal((SloFindingCodes.DuplicateName, "a"), (error.Code, error.Objective));
        Assert.Same(kept, Assert.Single(_registry.Trackers));
        Assert.Equal(1, kept.Total.Total);
    }

    [Fact]
    public void Replace_AfterDispose_IsRefused()
    {
        _registry.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _registry.Replace([Objective("a")]));
    }

    // Without the evaluation lock a status would be judged by one definition and described by another.
    [Fact]
    public void Replace_WhileEvaluatingAndRecording_LosesNothingAndTearsNothing()
    {
        const int Rounds = 2000;
        SloTracker tracker = _registry.Add(Objective("a"));
        SloObjective other = Objective("a", builder => builder.TargetPercent(99).BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromHours(2)));
        using CancellationTokenSource over = new();
        Threads.Run(
            () =>
            {
                for (var i = 0; i < Rounds; i++)
                {
                    _registry.Replace([i % 2 == 0 ? other : Objective("a"), Objective(i % 3 == 0 ? "b" : "c")]);
                }

                over.Cancel();
            },
            () => Until(over, () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                Assert.Null(_registry.Evaluate().Error);
            }),
            () => Until(over, () =>
            {
                foreach (SloStatus status in (SloStatus[])[tracker.Status, tracker.GetStatus()])
                {
                    Assert.Equal(status.Objective.Rules, status.Alert.Rules.Select(reading => reading.Rule));
                }
            }),
            () =>
            {
                for (var i = 0; i < 100_000; i++)
                {
                    tracker.Record(good: true);
                }
            });

        Tick();
        Assert.Equal(new SloEventCounts(100_000, 0), tracker.Status.Events);
    }

    private static void Until(CancellationTokenSource over, Action act)
    {
        while (!over.IsCancellationRequested)
        {
            act();
        }
    }

    private static SloObjective Objective(string name, Func<SloObjectiveBuilder, SloObjectiveBuilder>? declare = null)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder(name).TargetPercent(99.9m).UnobservedTime(UnobservedTime.Exclude)
            .HttpServer(http => http.Route("GET", "/a"));
        return (declare?.Invoke(builder) ?? builder).Build();
    }

    private static SloObjective Edited(string edit) => Objective(edit == "case" ? "A" : "a", builder => edit switch
    {
        "target" => builder.TargetPercent(95),
        "rules" => builder.NoRules(),
        "texts" => builder.DisplayName("A").Owner("me").Description("d").Service("s"),
        "labels" => builder.Label("tier", "1"),
        "case" => builder,
        "source" => builder.HttpServer(http => http.Route("GET", "/b")),
        "threshold" => builder.FasterThan(TimeSpan.FromSeconds(1)),
        "period" => builder.Rolling(TimeSpan.FromDays(7)),
        "calendar" => builder.Calendar(CalendarUnit.Month),
        "method" => builder.RatioTimeslices(TimeSpan.FromMinutes(1)),
        "compact" => builder.Compact(),
        "grouping" => builder.GroupBy("http.route"),
        _ => builder.Instrument("m", "i", measurements => measurements.BadWhen("error.type")),
    });

    private void Tick()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        _registry.Evaluate();
    }

    [Fact]
    public void Replace_ThatStartsOver_LetsHeldTrackersGoOnAsTheNewOne()
    {
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        registry.Replace([Timed(100)]);
        SloTracker held = registry.Get("payments");
        held.Record(good: true);
        registry.Replace([Timed(200)]);
        SloTracker heldToo = registry.Get("payments");
        registry.Replace([Timed(300)]);

        held.Record(good: true);
        held.Record(TimeSpan.FromMilliseconds(250));
        held.Record(good: 3, bad: 2);
        held.Record(SloOutcome.Ignored);
        heldToo.Record(good: false);

        SloTracker current = registry.Get("payments");
        Assert.Equal(new SloEventCounts(5, 3), current.Total);
        Assert.Equal(1, current.IgnoredTotal);
        Assert.Equal(current.Total, held.Total);
        Assert.Equal(TimeSpan.FromMilliseconds(300), held.Objective.LatencyThreshold);
        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        Assert.Same(current.Status, held.Status);

        static SloObjective Timed(int milliseconds) =>
            new SloObjectiveBuilder("payments").TargetPercent(99).FasterThan(TimeSpan.FromMilliseconds(milliseconds)).Build();
    }
}
