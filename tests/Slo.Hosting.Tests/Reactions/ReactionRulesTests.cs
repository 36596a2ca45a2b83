using FsCheck.Xunit;
using Slo.Hosting.Reactions;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>
/// The state machine under any order of alerts, decisions, results and ends of the process, at any point of a call. The world has what was really
/// changed; the machine knows only what it wrote.
/// </summary>
[SeededProperties]
public sealed class ReactionRulesTests
{
    private const int Steps = 3;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Property(MaxTest = 500)]
    public void AnyScript_ChangesNothingTwice_AndUndoesWhatItChanged(byte[] script, bool idempotent, byte first)
    {
        Play play = new(Plan(idempotent, (first & 1) != 0));
        foreach (var op in script)
        {
            play.Do(op);
        }

        // Everything works again, and the alert is over for long.
        play.Calm();
        Assert.Equal(SloReactionState.Idle, play.Progress.State);
        Assert.All(play.Changed.Zip(play.Progress.Steps.DefaultIfEmpty()), one => Assert.True(
            !one.First || one.Second is { State: SloReactionStepState.UndoFailed, IsChanged: true },
            $"changed, and shown as {one.Second}"));

        // A person undoes what is left.
        play.Decide(SloReactionOverrideKind.Undo);
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.All(play.Changed, Assert.False);
    }

    [Property(MaxTest = 300)]
    public void AnyScript_WithoutFailures_LeavesTheWorldAsItWas(byte[] script)
    {
        Play play = new(Plan(idempotent: true, continues: false));
        foreach (var op in script)
        {
            play.Do((byte)(op % 4));
        }

        play.Calm();
        Assert.All(play.Changed, Assert.False);
    }

    // Whatever came before: dry runs, ends of the process in the middle of them, a run that waits, failures.
    [Property(MaxTest = 500)]
    public void DecisionToUndo_LeavesNothingChanged_AfterAnyScript(byte[] script, bool idempotent, bool undo, bool waits)
    {
        Play play = new(Plan(idempotent, continues: true) with { Undo = undo, Hold = TimeSpan.FromSeconds(waits ? 30 : 0) });
        foreach (var op in script)
        {
            if (op % 15 > 11)
            {
                play.SwitchDryRun();
            }
            else
            {
                play.Do((byte)(op % 15));
            }
        }

        // One that is in force already counts also for what another process finds.
        play.Fails = -1;
        if (play.Decision != SloReactionOverrideKind.Undo)
        {
            play.Decide(SloReactionOverrideKind.Undo);
        }

        play.Pass(TimeSpan.FromSeconds(1));
        Assert.All(play.Changed.Zip(play.Progress.Steps.DefaultIfEmpty()), one => Assert.True(
            !one.First || one.Second is { State: SloReactionStepState.UndoFailed }, $"changed, and shown as {one.Second}"));
        play.Decide(SloReactionOverrideKind.Undo);
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.All(play.Changed, Assert.False);
    }

    // The one before it was not undone; without the alert, it is the last one.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DecisionToUndo_DuringADryRun_UndoesWhatAnEarlierRunLeft(bool isContinued)
    {
        Play play = new(Plan(idempotent: false, continues: false) with { Undo = false });
        play.RunOnce();
        play.SwitchDryRun();
        play.IsOn = true;
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((SloReactionState.Active, true), (play.Progress.State, play.Progress.IsDryRun));
        if (isContinued)
        {
            play.SwitchDryRun();
        }

        Assert.True(play.Changed[0]);
        play.Decide(SloReactionOverrideKind.Undo);
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((false, SloReactionState.Idle), (play.Changed[0], play.Progress.State));
    }

    [Fact]
    public void DecisionToUndo_WhileItWaits_UndoesWhatAnEarlierRunLeft()
    {
        Play play = new(Plan(idempotent: false, continues: false) with { Undo = false, Hold = TimeSpan.FromMinutes(1) });
        play.RunOnce();
        play.IsOn = true;
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((SloReactionState.Waiting, true), (play.Progress.State, play.Changed[0]));
        play.Decide(SloReactionOverrideKind.Undo);
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((false, SloReactionState.Idle), (play.Changed[0], play.Progress.State));
    }

    // The alert returns as soon as the steps are undone, for an hour; and the cause persists.
    [Theory]
    [InlineData(30, 30, 1)]
    [InlineData(60, 360, 4)]
    [InlineData(1, 301, 4)]
    [InlineData(1, 299, 1)]
    public void AlertAtTheThreshold_DoesNotMakeItFlap(int secondsOn, int secondsOff, int most)
    {
        Play play = new(Plan(idempotent: true, continues: false, TimeSpan.FromMinutes(5)));
        for (var second = 0; second < 3600; second++)
        {
            play.IsOn = second % (secondsOn + secondsOff) < secondsOn;
            play.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(play.Applied[0], 1, most);
    }

    [Fact]
    public void Conditions_DelayTheStart_AndTheLadder_ButNotTheUndo()
    {
        Play play = new(Plan(idempotent: true, continues: false)) { IsOn = true, WaitsFor = "more events" };
        play.Pass(TimeSpan.FromHours(1));
        Assert.Equal((SloReactionState.Waiting, 0), (play.Progress.State, play.Applied[0]));

        play.WaitsFor = null;
        play.Pass(TimeSpan.FromSeconds(1));
        play.WaitsFor = "the end of the freeze";
        play.Pass(TimeSpan.FromHours(1));
        Assert.Equal([1, 0, 0], play.Applied);

        play.IsOn = false;
        play.Pass(TimeSpan.FromSeconds(1));
        play.Pass(TimeSpan.FromHours(1));
        Assert.Equal((SloReactionState.Idle, false), (play.Progress.State, play.Changed[0]));
    }

    [Theory]
    [InlineData(false, new[] { 1, 0, 0 })]
    [InlineData(true, new[] { 1, 1, 0 })]
    public void StepThatFailed_LetsTheNextOneRun_OnlyIfSoDeclared(bool continues, int[] expected)
    {
        Play play = new(Plan(idempotent: true, continues)) { IsOn = true, Fails = 0 };
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(expected, play.Applied);
    }

    [Fact]
    public void Force_RunsWithoutAnAlert_AndUndoes_WhenItExpires()
    {
        Play play = new(Plan(idempotent: true, continues: false)) { WaitsFor = "more events", Decision = SloReactionOverrideKind.Force };
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((true, "forced: test"), (play.Changed[0], play.Progress.Reason));

        play.Decision = null;
        play.Pass(TimeSpan.FromSeconds(1));
        play.Pass(TimeSpan.FromHours(1));
        Assert.Equal((false, SloReactionState.Idle), (play.Changed[0], play.Progress.State));
    }

    [Fact]
    public void UndoDecision_UndoesAtOnce_AppliesNothing_AndTriesAgainWhatCouldNotBeUndone()
    {
        Play play = new(Plan(idempotent: true, continues: false)) { IsOn = true };
        play.Pass(TimeSpan.FromSeconds(1));
        play.Fails = 0;
        play.Decision = SloReactionOverrideKind.Undo;
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((true, SloReactionStepState.UndoFailed, SloReactionState.Idle), (play.Changed[0], play.Progress.Steps[0].State, play.Progress.State));

        play.Fails = -1;
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.True(play.Changed[0]);
        play.Decide(SloReactionOverrideKind.Undo);
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((false, 1), (play.Changed[0], play.Applied[0]));
    }

    [Fact]
    public void MemoOfWhatCouldNotBeUndone_IsKeptByTheNextRun()
    {
        Play play = new(Plan(idempotent: true, continues: false)) { IsOn = true };
        play.Pass(TimeSpan.FromSeconds(1));
        play.Fails = 0;
        play.IsOn = false;
        play.Pass(TimeSpan.FromSeconds(1));
        play.Pass(TimeSpan.FromHours(1));
        Assert.Equal(SloReactionStepState.UndoFailed, play.Progress.Steps[0].State);

        play.Fails = -1;
        play.IsOn = true;
        play.Pass(TimeSpan.FromDays(1));
        Assert.Equal("before 0", play.Progress.Steps[0].Memo);
    }

    [Fact]
    public void Definition_ThatHasOtherSteps_IsNotContinued()
    {
        Play play = new(Plan(idempotent: true, continues: false)) { IsOn = true };
        play.Pass(TimeSpan.FromSeconds(1));
        ReactionPlan other = Plan(idempotent: true, continues: false) with { Steps = [Step("z", true, false, TimeSpan.Zero)] };

        (ReactionProgress progress, string? givenUp) = ReactionRules.Resume(play.Progress, other, Start);
        Assert.Equal((SloReactionState.Idle, "r0"), (progress.State, givenUp));
    }

    // What could not be undone belongs to steps that are no longer declared: their memos must not reach other steps.
    [Fact]
    public void Definition_ThatHasOtherSteps_IsNotContinued_AfterTheRunEither()
    {
        Play play = new(Plan(idempotent: true, continues: false)) { IsOn = true };
        play.Pass(TimeSpan.FromSeconds(1));
        play.Fails = 0;
        play.Decide(SloReactionOverrideKind.Undo);
        play.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((SloReactionState.Idle, SloReactionStepState.UndoFailed), (play.Progress.State, play.Progress.Steps[0].State));
        ReactionPlan other = Plan(idempotent: true, continues: false) with { Steps = [Step("z", true, false, TimeSpan.Zero)] };

        (ReactionProgress progress, string? givenUp) = ReactionRules.Resume(play.Progress, other, Start.AddDays(1));
        Assert.Equal((0, "r0"), (progress.Steps.Count, givenUp));
    }

    // A weight in a proxy of the process is again what is configured.
    [Fact]
    public void ChangeThatEndsWithTheProcess_IsMadeAgain()
    {
        Play play = new(Plan(idempotent: true, continues: false)) { IsOn = true };
        play.Pass(TimeSpan.FromSeconds(1));
        ReactionPlan plan = Plan(idempotent: true, continues: false);
        plan = plan with { Steps = [.. plan.Steps.Select((step, i) => step with { EndsWithProcess = i == 0 })] };

        ReactionProgress progress = ReactionRules.Resume(play.Progress, plan, Start.AddSeconds(2)).Progress;
        ReactionSignal on = new(true, "checkout", AlertSeverity.Page, null, null, null);
        Assert.Equal(new ReactionCall(0, IsUndo: false), ReactionRules.Due(progress, on, plan, Start.AddSeconds(2)));
        Assert.Null(ReactionRules.Due(ReactionRules.Resume(play.Progress, plan, Start, isNewProcess: false).Progress, on, plan, Start.AddSeconds(2)));
    }

    [Fact]
    public void Progress_AsJson_IsTheSame()
    {
        Play play = new(Plan(idempotent: true, continues: true)) { IsOn = true };
        play.Pass(TimeSpan.FromSeconds(1));
        var json = ReactionJson.Write(play.Progress);
        Assert.Equal(json, ReactionJson.Write(ReactionJson.ReadProgress(json)));
        Assert.Equal(play.Progress.Steps, ReactionJson.ReadProgress(json).Steps);
    }

    // The decision to undo ends before all is undone. What the earlier run left belongs to no run: the next one is dry, and waits.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void UndoOfAnEarlierRun_ThatEndsDuringAnAlert_DoesNotContinueThatRun(bool hasEnded)
    {
        ReactionPlan plan = Plan(idempotent: true, continues: true) with { DryRun = true, Hold = TimeSpan.FromMinutes(10) };
        ReactionSignal on = new(true, "checkout", AlertSeverity.Page, null, null, null);
        ReactionProgress undoing = new()
        {
            State = SloReactionState.Undoing,
            Since = Start.AddMinutes(2),
            Run = "earlier",
            StartedAt = Start,
            EndedAt = hasEnded ? Start.AddMinutes(1) : null,
            Steps =
            [
                .. plan.Steps.Select((step, i) => new StepProgress(step.Resource, i == 2 ? SloReactionStepState.Undone : SloReactionStepState.Applied)
                {
                    IsChanged = i < 2,
                }),
            ],
        };

        ReactionProgress next = ReactionRules.Advance(undoing, on, plan, Start.AddMinutes(3));

        Assert.Equal(hasEnded ? SloReactionState.Waiting : SloReactionState.Active, next.State);
        Assert.Equal(hasEnded, ReactionRules.Due(next, on, plan, Start.AddMinutes(3)) is null);
        Assert.Equal([true, true, false], next.Steps.Select(step => step.IsChanged));
    }

    private static ReactionPlan Plan(bool idempotent, bool continues, TimeSpan? recoverFor = null) => new()
    {
        Name = "x",
        Objectives = new HashSet<string> { "checkout" },
        Alerts = new HashSet<string>(),
        MinimumSeverity = AlertSeverity.Page,
        Rule = null,
        Scope = SloScope.Instance,
        MinimumEvents = 0,
        MinimumCoverageRatio = 0,
        RequiresOutlier = false,
        AllowedTime = null,
        Freezes = [],
        Hold = TimeSpan.Zero,
        RecoverFor = recoverFor ?? TimeSpan.FromMinutes(1),
        Undo = true,
        CoolDown = TimeSpan.Zero,
        DryRun = false,
        Steps = [.. Enumerable.Range(0, Steps).Select(i => Step($"r{i}", idempotent, continues, TimeSpan.FromMinutes(i)))],
    };

    private static StepPlan Step(string resource, bool idempotent, bool continues, TimeSpan after) => new(
        new FakeAction(resource), resource, "change " + resource, idempotent, true, false, after, continues, TimeSpan.FromSeconds(1), TimeSpan.Zero);

    private sealed class Play(ReactionPlan plan)
    {
        private readonly HashSet<string> _keys = [];
        private ReactionPlan _plan = plan;
        private DateTimeOffset _now = Start;
        private int _pass;

        internal ReactionProgress Progress { get; private set; } = ReactionProgress.None;

        internal bool[] Changed { get; } = new bool[Steps];

        internal int[] Applied { get; } = new int[Steps];

        internal bool IsOn { get; set; }

        internal string? WaitsFor { get; set; }

        internal int Fails { get; set; } = -1;

        internal SloReactionOverrideKind? Decision { get; set { field = value; _decidedAt = _now; } }

        private DateTimeOffset _decidedAt;

        // Where the process ends: 0 never, 1 before the call, 2 after it, before its result is kept.
        private int _end;

        internal void Decide(SloReactionOverrideKind? kind)
        {
            _now += TimeSpan.FromSeconds(1);
            Decision = kind;
        }

        internal void Do(byte op)
        {
            switch (op % 12)
            {
                case 0: IsOn = true; break;
                case 1: IsOn = false; break;
                case 2: Pass(TimeSpan.FromSeconds(20)); break;
                case 3: Pass(TimeSpan.FromMinutes(3)); break;
                case 4: Fails = op / 12 % Steps; break;
                case 5: Fails = -1; break;
                case 6: Decide(SloReactionOverrideKind.Pause); break;
                case 7: Decide(SloReactionOverrideKind.Undo); break;
                case 8: Decide(SloReactionOverrideKind.Force); break;
                case 9: Decide(null); break;
                case 10: _end = 1; Pass(TimeSpan.FromSeconds(20)); break;
                default: _end = 2; Pass(TimeSpan.FromSeconds(20)); break;
            }
        }

        // A deployment, at rest or in the middle of a run.
        internal void SwitchDryRun()
        {
            _plan = _plan with { DryRun = !_plan.DryRun };
            Progress = ReactionRules.Resume(ReactionJson.ReadProgress(ReactionJson.Write(Progress)), _plan, _now).Progress;
        }

        /// <summary>A run of the first step, from the alert to its end.</summary>
        internal void RunOnce()
        {
            IsOn = true;
            Pass(TimeSpan.FromSeconds(1));
            Pass(_plan.Hold);
            IsOn = false;
            Pass(TimeSpan.FromSeconds(1));
            Pass(TimeSpan.FromDays(1));
            Assert.Equal((SloReactionState.Idle, 1), (Progress.State, Applied[0]));
        }

        internal void Calm()
        {
            (IsOn, Fails, WaitsFor, _end) = (false, -1, null, 0);
            Decide(null);
            for (var i = 0; i < 10; i++)
            {
                Pass(TimeSpan.FromDays(2));
            }
        }

        internal void Pass(TimeSpan by)
        {
            _now += by;
            _pass++;
            for (var calls = 0; calls <= 4 * Steps; calls++)
            {
                ReactionSignal signal = new(IsOn, IsOn ? "checkout" : "", IsOn ? AlertSeverity.Page : null, null, null, WaitsFor)
                {
                    Decision = Decision is { } kind ? new(kind, _decidedAt, _now.AddHours(1), "test", null) : null,
                };
                Progress = ReactionRules.Advance(Progress, signal, _plan, _now);
                if (ReactionRules.Due(Progress, signal, _plan, _now) is not { } call)
                {
                    return;
                }

                Assert.NotEqual(SloReactionOverrideKind.Pause, Decision);
                Call(call);
            }

            Assert.Fail("it does not come to rest");
        }

        private void Call(ReactionCall call)
        {
            var i = call.Step;
            if (call.IsUndo)
            {
                Assert.DoesNotContain(Progress.Steps.Skip(i + 1), step => ReactionRules.NeedsUndo(Progress, step));
            }
            else
            {
                Assert.DoesNotContain(Progress.Steps.Take(i), step => step.State is SloReactionStepState.Waiting or SloReactionStepState.Applying);
            }

            ReactionProgress begun = ReactionRules.Begin(Progress, call, $"before {i}", _now);
            var isNew = begun.IsDryRun || _keys.Add(begun.Steps[i].Key);
            Assert.True(isNew || _plan.Steps[i].IsIdempotent, "a call that must not be repeated was");
            (var end, _end) = (_end, 0);
            if (end != 1 && !begun.IsDryRun)
            {
                Applied[i] += call.IsUndo ? 0 : 1;
                Changed[i] = Fails == i ? Changed[i] : !call.IsUndo;
            }

            // Another process continues what was kept.
            Progress = end > 0
                ? ReactionRules.Resume(ReactionJson.ReadProgress(ReactionJson.Write(begun)), _plan, _now).Progress
                : ReactionRules.End(begun, call, Fails != i, "done", _now);
        }
    }
}
