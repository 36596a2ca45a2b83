using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>The conditions of reactions, on a host that evaluates: each one holds the step back, and lets it run when it is met.</summary>
public sealed class ReactionConditionTests
{
    private static readonly DateTimeOffset Start = new ManualTime().GetUtcNow();

    [Fact]
    public async Task Step_WaitsForTheMinimumOfEvents()
    {
        FakeAction action = new();
        await using ReactionHost host = await BurningAsync(action, reaction => reaction.MinimumEvents = 1_000_000);
        await StaysWaitingAsync(host, action);

        host.Registry.Get("checkout").Record(0, 1_000_000);
        await host.UntilAsync(() => action.Value == 0, "applied");
    }

    // The objective is younger than a minute, and its period has 30 days.
    [Fact]
    public async Task Step_WaitsForTheMinimumOfCoverage()
    {
        FakeAction action = new();
        await using ReactionHost host = await BurningAsync(action, reaction => reaction.MinimumCoverageRatio = 0.5);

        await StaysWaitingAsync(host, action);
    }

    [Fact]
    public async Task Step_WaitsForTheAllowedTime()
    {
        FakeAction action = new();
        DateTimeOffset from = Start.AddMinutes(5);
        await using ReactionHost host = await BurningAsync(action, reaction => reaction.AllowedTime = SloSchedule.Once(from, from.AddHours(1)));
        await StaysWaitingAsync(host, action);

        await BurnUntilAsync(host, () => action.Value == 0);
        Assert.True(host.Time.GetUtcNow() >= from);
    }

    [Fact]
    public async Task Step_WaitsForTheEndOfAFreeze()
    {
        FakeAction action = new();
        DateTimeOffset to = Start.AddMinutes(5);
        await using ReactionHost host = await BurningAsync(action, reaction => reaction.Freezes.Add(SloSchedule.Once(Start, to)));
        await StaysWaitingAsync(host, action);

        await BurnUntilAsync(host, () => action.Value == 0);
        Assert.True(host.Time.GetUtcNow() >= to);
    }

    [Fact]
    public async Task FirstStep_WaitsForTheHold()
    {
        FakeAction action = new();
        await using ReactionHost host = await BurningAsync(action, reaction => reaction.Hold = TimeSpan.FromMinutes(2));
        DateTimeOffset fired = host.Registry.Get("checkout").Status.Alert.Since;
        await BurnUntilAsync(host, () => action.Value == 0);

        Assert.InRange(host.Time.GetUtcNow() - fired, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3));
    }

    // Without the cool-down the second run begins with the alert.
    [Theory]
    [InlineData(0, 2)]
    [InlineData(600, 1)]
    public async Task NextRun_WaitsForTheCoolDown(int seconds, int expected)
    {
        FakeAction action = new();
        await using ReactionHost host = await BurningAsync(action, reaction =>
        {
            reaction.RecoverFor = TimeSpan.Zero;
            reaction.CoolDown = TimeSpan.FromSeconds(seconds);
        });
        await host.UntilAsync(() => action.Value == 0, "applied");
        await host.HealAsync();
        await host.UntilAsync(() => host.Status.State == SloReactionState.Idle, "it is over");

        await BurnAgainAsync(host);
        for (var i = 0; i < 30; i++)
        {
            await host.UntilAsync(() => true, "a second passes");
        }

        await host.UntilAsync(() => action.Calls.Count(call => call == "apply") >= expected, "it is applied");
        Assert.Equal(expected, action.Calls.Count(call => call == "apply"));
    }

    // All of them fire.
    [Theory]
    [InlineData(null, "page at 14.4x over 1h/5m")]
    [InlineData("page at 6x over 6h/30m", "page at 6x over 6h/30m")]
    public async Task Rule_ThatIsNamed_IsTheOneThatStartsIt(string? rule, string reason)
    {
        FakeAction action = new();
        await using ReactionHost host = await BurningAsync(action, reaction => reaction.Rule = rule);
        await host.UntilAsync(() => action.Value == 0, "applied");

        Assert.Contains(reason, host.Status.Reason, StringComparison.Ordinal);
    }

    private static async Task<ReactionHost> BurningAsync(FakeAction action, Action<SloReaction> configure)
    {
        ReactionHost host = await ReactionHost.StartAsync(reaction =>
        {
            configure(reaction);
            reaction.Step(action);
        });
        await host.BurnAsync();
        return host;
    }

    private static async Task StaysWaitingAsync(ReactionHost host, FakeAction action)
    {
        await host.UntilAsync(() => host.Status.WaitsFor is not null, "it waits");
        for (var i = 0; i < 30; i++)
        {
            await BurnUntilAsync(host, () => true);
        }

        Assert.Equal((10, SloReactionState.Waiting), (action.Value, host.Status.State));
        Assert.Empty(action.Calls);
    }

    private static Task BurnAgainAsync(ReactionHost host) =>
        BurnUntilAsync(host, () => host.Registry.Get("checkout").Status.Alert.Severity == AlertSeverity.Page, 100_000_000);

    private static Task BurnUntilAsync(ReactionHost host, Func<bool> condition, long bad = 100) => host.UntilAsync(
        () =>
        {
            host.Registry.Get("checkout").Record(0, bad);
            return condition();
        },
        "the condition holds");
}
