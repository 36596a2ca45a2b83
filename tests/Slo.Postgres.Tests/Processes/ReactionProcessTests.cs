using System.Text.Json;
using Xunit;

namespace Slo.Postgres.Tests.Processes;

/// <summary>Three processes with a reaction of the fleet, whose leader is killed while the server carries out its call.</summary>
public sealed class ReactionProcessTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] Names = ["one", "two", "three"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // The server carries out a key once, as an idempotent receiver does, so one key is one effect.
    [Fact]
    public async Task IdempotentAction_TakesEffectOnce_AndTheNextLeaderContinuesTheRun()
    {
        await using ActionHook hook = new();
        await using ProcessFleet fleet = await StartAsync(hook, isIdempotent: true);
        HookCall first = await KillDuringTheFirstCallAsync(fleet, hook);
        await fleet.UntilAsync(async () => await StepsAsync(fleet) is ["applied", "applied"], "both steps are applied", Limit);

        HookCall[] applied = Of(hook, "apply");
        Assert.Equal((1, first.Key), (applied[1].Step, applied[1].Key));
        Assert.Equal([1, 2], applied.DistinctBy(call => call.Key).Select(call => call.Step));
        Assert.Single(applied, call => call.Step == 2);
        Assert.Equal([await fleet.LeaderAsync()], applied.Skip(1).Select(call => call.Instance).Distinct());
        await RecoverAsync(fleet, hook, first.Instance, undone: [2, 1], steps: ["undone", "undone"]);
        Assert.Equal(applied, Of(hook, "apply"));
    }

    // Whether the call was carried out is not known: the step is not repeated, no further step runs, and the undo covers it.
    [Fact]
    public async Task ActionThatMustNotBeRepeated_IsCalledOnce_AndUndoneOnce()
    {
        await using ActionHook hook = new();
        await using ProcessFleet fleet = await StartAsync(hook, isIdempotent: false);
        HookCall first = await KillDuringTheFirstCallAsync(fleet, hook);
        await fleet.UntilAsync(async () => await StepsAsync(fleet) is ["unknown", "waiting"], "the next leader knows of the call", Limit);

        await RecoverAsync(fleet, hook, first.Instance, undone: [1], steps: ["undone", "waiting"]);
        Assert.Equal([first], Of(hook, "apply"));
    }

    private async Task<ProcessFleet> StartAsync(ActionHook hook, bool isIdempotent)
    {
        var database = await postgres.NewDatabaseAsync();
        ProcessFleet fleet = new();
        foreach (var name in Names)
        {
            fleet.Add(await FleetProcess.StartAsync(name, database, settings: hook.Reaction(name, isIdempotent)));
        }

        await fleet.BreakAsync(1);
        return fleet;
    }

    // The store has the call as begun, and the server has it.
    private static async Task<HookCall> KillDuringTheFirstCallAsync(ProcessFleet fleet, ActionHook hook)
    {
        await fleet.UntilAsync(() => Task.FromResult(hook.Calls.Count > 0), "the leader calls the server", Limit);
        HookCall first = Assert.Single(hook.Calls);
        Assert.Equal(("apply", 1), (first.Action, first.Step));
        Assert.Equal(first.Instance, await fleet.LeaderAsync());
        Assert.Equal(["applying", "waiting"], await StepsAsync(fleet));
        await fleet[first.Instance].KillAsync();
        return first;
    }

    // The killed process is back before the alert ends. Each undo is called once, the last step first, by the one that leads.
    private static async Task RecoverAsync(ProcessFleet fleet, ActionHook hook, string killed, int[] undone, string[] steps)
    {
        await fleet[killed].StartAsync();
        await fleet.BreakAsync(0);
        await fleet.UntilAsync(async () => await StepsAsync(fleet) is var now && now.SequenceEqual(steps), "the steps are undone", Limit);
        HookCall[] undos = Of(hook, "undo");
        Assert.Equal(undone, undos.Select(call => call.Step));
        Assert.Equal([await fleet.LeaderAsync()], undos.Select(call => call.Instance).Distinct());

        // All go on, and nothing more is called.
        DateTimeOffset from = TimeProvider.System.GetUtcNow();
        await fleet.UntilAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() > from.AddSeconds(3)), "time goes by", Limit);
        foreach (var name in Names)
        {
            Assert.Equal("idle", (await fleet[name].ReactionAsync()).GetProperty("state").GetString());
        }

        Assert.Equal(undos, Of(hook, "undo"));
    }

    private static async Task<string[]> StepsAsync(ProcessFleet fleet)
    {
        JsonElement reaction = await fleet.Running.First().ReactionAsync();
        return [.. reaction.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("state").GetString()!)];
    }

    private static HookCall[] Of(ActionHook hook, string action) => [.. hook.Calls.Where(call => call.Action == action)];
}
