using Microsoft.Extensions.DependencyInjection;
using Slo.Hosting.Reactions;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>A store that does not answer holds up a reaction of an instance once, and not at each of its steps.</summary>
public sealed class ReactionHangTests
{
    private static readonly TimeSpan Timeout = new SloStoreOptions().Timeout;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // The clock moves by one time-out: what waits for another one would wait for ever.
    [Fact]
    public async Task Store_ThatHangsAfterADecision_IsWaitedForOnce_AndHasTheStateAtTheEnd()
    {
        SharedStore store = new();
        FakeAction[] actions = [.. Enumerable.Range(0, 3).Select(i => new FakeAction($"a{i}") { IsRepeatable = true })];
        await using ReactionHost host = await ReactionHost.StartAsync(
            reaction => Array.ForEach(actions, action => reaction.Step(action)), slo => slo.AddStore(_ => store));
        store.OnWrite = async (record, write) =>
        {
            var isWritten = await write();
            store.Hangs = record.Name == "drain/decision";
            return isWritten;
        };

        await host.Reactions.DecideAsync("drain", SloReactionOverrideKind.Force, "drill", "ann", TimeSpan.FromHours(1), cancellationToken: Cancelled);
        await Eventually.TrueAsync(() => store.Hanging > 0, "it hangs");
        host.Time.Advance(Timeout);
        await Eventually.TrueAsync(() => Array.TrueForAll(actions, action => action.Value == 0), "all steps are applied");
        Assert.All(actions, action => Assert.Single(action.Calls));

        store.Hangs = false;
        store.OnWrite = null;
        await host.UntilAsync(() => Applied(store) == 3, "the state is saved");
    }

    // Without its record, a restart could make the call twice: it waits, however often.
    [Fact]
    public async Task Store_ThatHangs_DelaysWhatMayNotBeRepeated()
    {
        SharedStore store = new();
        FakeAction often = new("a") { IsRepeatable = true };
        FakeAction once = new("b");
        await using ReactionHost host = await ReactionHost.StartAsync(reaction => reaction.Step(often).Step(once), slo => slo.AddStore(_ => store));
        store.Hangs = true;
        await host.BurnAsync();
        await host.UntilAsync(() => often.Value == 0 && store.Hanging >= 3, "the next step waits");
        Assert.Empty(once.Calls);

        store.Hangs = false;
        await host.UntilAsync(() => once.Value == 0, "applied");
        Assert.Single(once.Calls);
    }

    private static int Applied(SharedStore store) => store.ReadReactionsAsync("", Cancelled).Result
        .Where(record => record.Name == "drain").SelectMany(record => ReactionJson.ReadProgress(record.Content).Steps)
        .Count(step => step.State == SloReactionStepState.Applied);
}
