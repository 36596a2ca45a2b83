using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>Reactions with which a host does not start.</summary>
public sealed class ReactionStartTests
{
    private const string Objectives = """{ "Slo": { "Objectives": { "checkout": { "TargetPercent": 99 } } } }""";

    [Theory]
    [InlineData("server", "server")]
    [InlineData("server", "SERVER")]
    public async Task TwoReactions_OnOneResource_AreRefused(string first, string second)
    {
        IReadOnlyList<SloFinding> errors = await SloHost.ErrorsAsync(Objectives, options =>
        {
            options.Reactions.Add("one", reaction => reaction.On("checkout").Step(new FakeAction("other")).Step(new FakeAction(first)));
            options.Reactions.Add("two", reaction => reaction.On("checkout").Step(new FakeAction(second)));
        });

        SloFinding error = Assert.Single(errors);
        Assert.Equal((SloFindingCodes.ReactionConflict, "SLO0822", "Reactions:two"), (error.Code, error.Code, error.Path));
        Assert.Contains("'one' and 'two'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReactionsOfTwoSets_OnOneResource_AreRefused()
    {
        using IHost host = SloHost.Build(
            builder =>
            {
                Declare(builder.Services.AddSlo(), "drain");
                Declare(builder.Services.AddSlo("payments"), "leave");
            });

        OptionsValidationException refusal =
            await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        var failure = Assert.Single(refusal.Failures);
        Assert.All(["SLO0822", "'drain' of the default set", "'leave' of the set 'payments'"], part => Assert.Contains(part, failure, StringComparison.Ordinal));

        static void Declare(ISloBuilder slo, string reaction) => slo.AddObjective("checkout", o => o.TargetPercent(99))
            .AddReaction(reaction, one => one.On("checkout").Step(new FakeAction("server")));
    }

    // Within one reaction the steps know each other.
    [Fact]
    public async Task OneReaction_MayChangeAResourceTwice()
    {
        using IHost host = Build(reaction => reaction.Step(new FakeAction()).Step(new FakeAction()));

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Step_WithoutAnUndo_IsRefused()
    {
        IReadOnlyList<SloFinding> errors = await SloHost.ErrorsAsync(
            Objectives,
            options => options.Reactions.Add("drain", reaction => reaction.On("checkout").Step(new FakeAction()).Step(new FakeAction("b") { IsReversible = false })));

        SloFinding error = Assert.Single(errors);
        Assert.Equal((SloFindingCodes.ReactionUndo, "SLO0823", "Reactions:drain:Steps:1"), (error.Code, error.Code, error.Path));
    }

    [Fact]
    public async Task Step_WithoutAnUndo_IsTaken_IfNoneIsAskedFor()
    {
        using IHost host = Build(reaction => reaction.Step(new FakeAction { IsReversible = false }).Undo = false);

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Resources_ThatDoNotExist_AreAllReported()
    {
        using IHost host = Build(reaction => reaction
            .Step(new FakeAction("a") { Problem = "there is no server 'a'" }).Step(new FakeAction("b")).Step(new FakeAction("c") { Problem = "there is no server 'c'" }));

        OptionsValidationException refusal =
            await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(typeof(SloOptions), refusal.OptionsType);
        Assert.Collection(
            refusal.Failures,
            failure => Assert.Contains("error SLO0826: Reactions:drain: there is no server 'a'", failure, StringComparison.Ordinal),
            failure => Assert.Contains("error SLO0826: Reactions:drain: there is no server 'c'", failure, StringComparison.Ordinal));
    }

    private static IHost Build(Action<SloReaction> configure) => SloHost.Build(builder => builder.Services
        .AddSlo(options => options.AddObjective("checkout", objective => objective.TargetPercent(99)))
        .AddReaction("drain", reaction => configure(reaction.On("checkout"))));
}
