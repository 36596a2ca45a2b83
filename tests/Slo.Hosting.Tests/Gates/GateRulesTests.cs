using FsCheck.Xunit;
using Slo.Hosting.Gates;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Gates;

[SeededProperties]
public sealed class GateRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SloGateOptions BelowAFifth = new() { MinimumBudgetRatio = 0.2, ReopenBudgetRatio = 0.3, Severity = null };

    private static readonly SloGateOptions OnAPage =
        new() { MinimumBudgetRatio = null, ClosesAfter = TimeSpan.FromSeconds(30), ReopensAfter = TimeSpan.FromSeconds(60) };

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.2, false)]
    [InlineData(0.1999, true)]
    [InlineData(-3.0, true)]
    [InlineData(null, false)]
    public void Budget_OfAGateThatWasOpen_ClosesItBelowTheMinimum(double? remaining, bool closes) =>
        Assert.Equal(closes ? SloGateCause.Budget : SloGateCause.None, Next(BelowAFifth, remaining, default).Cause);

    [Theory]
    [InlineData(0.2, true)]
    [InlineData(0.2999, true)]
    [InlineData(0.3, false)]
    [InlineData(null, false)]
    public void Budget_OfAGateThatItClosed_OpensItAtTheHigherLevelAlone(double? remaining, bool staysClosed) =>
        Assert.Equal(staysClosed ? SloGateCause.Budget : SloGateCause.None, Next(BelowAFifth, remaining, new(true, false, null)).Cause);

    // Without the second level every swing would be a change.
    [Fact]
    public void Budget_ThatSwingsAroundTheMinimumForAnHour_ClosesTheGateOnce()
    {
        GateMemory memory = default;
        var changes = 0;
        for (var second = 0; second < 3600; second++)
        {
            GateMemory next = GateRules.Next(BelowAFifth, new(Start.AddSeconds(second), second % 2 == 0 ? 0.195 : 0.205, null), memory);
            changes += next.Cause == memory.Cause ? 0 : 1;
            memory = next;
        }

        Assert.Equal(1, changes);
    }

    // An alert that comes and goes every 20 s.
    [Fact]
    public void Alert_ThatFlapsForAnHour_ClosesTheGateOnce()
    {
        SloGateOptions options = OnAPage with { ClosesAfter = TimeSpan.Zero };
        GateMemory memory = default;
        var changes = 0;
        for (var second = 0; second < 3600; second++)
        {
            DateTimeOffset? since = second / 20 % 2 == 0 ? Start.AddSeconds(second / 20 * 20) : null;
            GateMemory next = GateRules.Next(options, new(Start.AddSeconds(second), 1, since), memory);
            changes += (next.Cause == SloGateCause.None) == (memory.Cause == SloGateCause.None) ? 0 : 1;
            memory = next;
        }

        Assert.Equal(1, changes);
    }

    [Fact]
    public void Alert_ClosesAfterItsDelay_AndTheGateOpensAfterItsOwn()
    {
        List<(int Second, SloGateCause Cause)> changes = [];
        GateMemory memory = default;
        for (var second = 0; second <= 200; second++)
        {
            // Fires from 10 to 100.
            memory = GateRules.Next(OnAPage, new(Start.AddSeconds(second), 1, second is >= 10 and < 100 ? Start.AddSeconds(10) : null), memory);
            if (memory.Cause != (changes is [.., var last] ? last.Cause : SloGateCause.None))
            {
                changes.Add((second, memory.Cause));
            }
        }

        Assert.Equal([(40, SloGateCause.Alert), (100, SloGateCause.AlertEnded), (160, SloGateCause.None)], changes);
    }

    [Fact]
    public void Alert_ThatFiresAgainWhileTheGateIsHeldClosed_IsNotDelayedAgain()
    {
        GateMemory held = new(false, true, Start);

        GateMemory next = GateRules.Next(OnAPage, new(Start.AddSeconds(59), 1, Start.AddSeconds(59)), held);

        Assert.Equal(SloGateCause.Alert, next.Cause);
    }

    [Fact]
    public void Alert_AndBudget_AreIndependent()
    {
        SloGateOptions both = OnAPage with { MinimumBudgetRatio = 0.2, ReopenBudgetRatio = 0.3, ClosesAfter = TimeSpan.Zero };
        GateMemory closed = GateRules.Next(both, new(Start, 0.1, Start), default);
        GateMemory held = GateRules.Next(both, new(Start.AddSeconds(1), 0.25, null), closed);
        GateMemory low = GateRules.Next(both, new(Start.AddSeconds(90), 0.25, null), held);
        GateMemory open = GateRules.Next(both, new(Start.AddSeconds(91), 0.3, null), low);

        Assert.Equal(
            [SloGateCause.Alert, SloGateCause.AlertEnded, SloGateCause.Budget, SloGateCause.None],
            new[] { closed, held, low, open }.Select(memory => memory.Cause));
    }

    // Whatever happened before, enough budget and no alert for long enough open every gate: none stays closed for ever.
    [Property]
    public bool Gate_OfAnyHistory_OpensOnceAllIsWell((int Percent, bool Fires)[] steps)
    {
        SloGateOptions options = BelowAFifth with { Severity = AlertSeverity.Page };
        GateMemory memory = default;
        for (var i = 0; i < steps.Length; i++)
        {
            memory = GateRules.Next(
                options, new(Start.AddSeconds(i), steps[i].Percent / 100.0, steps[i].Fires ? Start.AddSeconds(i - 1) : null), memory);
        }

        memory = GateRules.Next(options, new(Start.AddSeconds(steps.Length), 1, null), memory);
        memory = GateRules.Next(options, new(Start.AddSeconds(steps.Length) + options.ReopensAfter, 1, null), memory);
        return memory.Cause == SloGateCause.None;
    }

    private static GateMemory Next(SloGateOptions options, double? remaining, GateMemory before) =>
        GateRules.Next(options, new(Start, remaining, null), before);
}
