using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Policies;

/// <summary>Policies of code, configuration and annotations in a host.</summary>
public sealed class PolicyDeclarationTests
{
    [Fact]
    public void Section_DeclaresPolicies()
    {
        using IHost host = SloHost.FromJson("""
            { "Slo": { "Objectives": { "checkout": { "TargetPercent": 99, "Service": "shop" } },
              "Policies": { "shop": { "Objectives": [ "checkout" ], "Services": [ "shop" ], "WhoMayOverride": "the director",
                "Levels": [
                  { "BudgetBelowPercent": 25, "EndsAtBudgetPercent": 40, "Actions": [ "RequireReview" ] },
                  { "BurnRate": 6, "Window": "6h", "EndsBelowBurnRate": 5, "Actions": [ "freeze-releases", "CloseFeature:extras" ] } ] } } } }
            """);
        SloPolicy policy = Assert.Single(host.Services.GetRequiredService<SloPolicies>().Declared);

        Assert.Equal(("shop", "the director"), (policy.Name, policy.WhoMayOverride));
        Assert.Equal(
            ["budget below 25% until 40%: require-review", "burn rate 6 over 6h until 5: freeze-releases,close-feature:extras"],
            policy.Levels.Select(level => $"{level}: {string.Join(',', level.Actions)}"));
    }

    [Fact]
    public void Section_ChangesThePolicyOfCode_KeyByKey()
    {
        using IHost host = SloHost.FromJson(
            """{ "Slo": { "Objectives": { "checkout": { "TargetPercent": 99 } }, "Policies": { "SHOP": { "WhoMayOverride": "ann" } } } }""",
            options => options.AddPolicy(new() { Name = "shop", Objectives = ["checkout"], Levels = [new() { BudgetBelowRatio = 0, Actions = [SloPolicyAction.TellOwner] }] }));
        SloPolicy policy = Assert.Single(host.Services.GetRequiredService<SloPolicies>().Declared);

        Assert.Equal(("shop", "ann", 1), (policy.Name, policy.WhoMayOverride, policy.Levels.Count));
    }

    [Fact]
    public void Annotation_InAnySource_IsAPolicy()
    {
        using IHost host = SloHost.FromJson("""
            { "Slo": { "Objectives": { "checkout": { "TargetPercent": 99, "Annotations": { "slo.dev/error-budget-policy": "budget below 0%: freeze-releases" } } } } }
            """);

        Assert.Equal("checkout", Assert.Single(host.Services.GetRequiredService<SloPolicies>().Declared).Name);
    }

    [Fact]
    public async Task Errors_AreAllReportedAtOnce()
    {
        IReadOnlyList<SloFinding> errors = await SloHost.ErrorsAsync("""
            { "Slo": { "Objectives": { "checkout": { "TargetPercent": 90, "Service": "shop" }, "orders": { "TargetPercent": 90, "Service": "shop", "Annotations": { "slo.dev/error-budget-policy": "never: x" } } },
              "Policies": {
                "a b": { "Objectives": [ "chekout" ], "Services": [ "none" ], "Levels": [ { "BudgetBelowPercent": 101, "Actions": [ "TellOwner" ] } ] },
                "b": { "Levels": [ ], "WhoMayOverride": 1 },
                "c": { "Objectives": [ "checkout" ], "Levels": [
                  { "Actions": [ "Shout" ] },
                  { "BudgetBelowPercent": 10, "BurnRate": 2, "Window": "1h", "Actions": [ "TellOwner" ] },
                  { "BudgetBelowPercent": 20, "EndsAtBudgetPercent": 10, "Actions": [ "CloseFeature:a b" ] },
                  { "BurnRate": 11, "Window": "1h", "Actions": [ "TellOwner" ] },
                  { "BurnRate": 2, "Window": "60d", "EndsBelowBurnRate": 3, "Actions": [ "TellOwner" ] },
                  { "BurnRate": 2, "Actions": [ "TellOwner" ] },
                  { "BudgetBelowPercent": 5, "Actions": [ "TellOwner" ], "Action": "x" },
                  { "BudgetBelowPercent": 5, "Actions": [ "TellOwner" ] } ] } } } }
            """);
        var found = errors.Select(error => error.ToString()).ToArray();

        void Expect(string code, params string[] parts) =>
            Assert.Contains(found, text => text.Contains(code, StringComparison.Ordinal) && parts.All(part => text.Contains(part, StringComparison.Ordinal)));
        Expect(SloFindingCodes.PolicySetting, "Policies:a b: a name must have");
        Expect(SloFindingCodes.PolicySetting, "no objective 'chekout'", "checkout");
        Expect(SloFindingCodes.PolicySetting, "no objective is of the service 'none'");
        Expect(SloFindingCodes.PolicyLevel, "BudgetBelow 101 %");
        Expect(SloFindingCodes.PolicyLevel, "Policies:b: has 0 levels");
        Expect(SloFindingCodes.PolicyAction, "'Shout': is unknown");
        Expect(SloFindingCodes.PolicyLevel, "Policies:c:Levels:0: has no condition");
        Expect(SloFindingCodes.PolicyAction, "Policies:c:Levels:0: has 0 actions");
        Expect(SloFindingCodes.PolicyLevel, "Levels:1: has two conditions");
        Expect(SloFindingCodes.PolicyLevel, "Levels:2: EndsAtBudget 10 %");
        Expect(SloFindingCodes.PolicyAction, "'close-feature:a b'");
        Expect(SloFindingCodes.PolicyLevel, "Levels:3", "can never be reached by 'checkout'", "at most 10");
        Expect(SloFindingCodes.PolicyLevel, "Levels:4", "longer time than the period of 'checkout'");
        Expect(SloFindingCodes.PolicyLevel, "Levels:4: EndsBelowBurnRate 3");
        Expect(SloFindingCodes.PolicyLevel, "Levels:5: Window 0s");
        Expect(SloFindingCodes.UnknownField, "Levels:6:Action", "did you mean Actions");
        Expect(SloFindingCodes.PolicyLevel, "declares the level 'budget below 5%' 2 times");
        Expect(SloFindingCodes.PolicyAnnotation, "orders", "'never: x' is no level");
    }

    [Fact]
    public async Task TwoPolicies_OfOneName_AreRefusedWithBothPlaces()
    {
        IReadOnlyList<SloFinding> errors = await SloHost.ErrorsAsync(
            """{ "Slo": { "Objectives": { "checkout": { "TargetPercent": 99, "Annotations": { "slo.dev/error-budget-policy": "budget below 0%: tell-owner" } } } } }""",
            options => options.AddPolicy(new() { Name = "Checkout", Levels = [new() { BudgetBelowRatio = 0, Actions = [SloPolicyAction.TellOwner] }] }));

        SloFinding error = Assert.Single(errors);
        Assert.Equal(SloFindingCodes.DuplicateName, error.Code);
        Assert.Contains("Policies:Checkout and checkout:slo.dev/error-budget-policy", error.Message, StringComparison.Ordinal);
    }

    // The owner is told by what tells of alerts; the log and the ledger say it too.
    [Fact]
    public async Task Level_ThatTellsTheOwner_ReachesEveryHandler()
    {
        Told told = new();
        LogRecorder log = new();
        using IHost host = SloHost.Build(
            builder =>
            {
                builder.Services.AddSingleton(told).AddSlo(options =>
                {
                    options.EvaluationInterval = TimeSpan.FromMilliseconds(100);
                    options.AddObjective("checkout", o => o.TargetPercent(99).Owner("team-a").UnobservedTime(UnobservedTime.Exclude).NoRules());
                }).AddPolicy(new() { Name = "shop", Levels = [new() { BudgetBelowRatio = 0, Actions = [SloPolicyAction.TellOwner] }] })
                    .AddSloAlertHandler<Teller>();
            },
            log);
        await host.StartAsync(TestContext.Current.CancellationToken);
        host.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(good: 0, bad: 100);

        await Eventually.TrueAsync(() => Volatile.Read(ref told.First) is not null, "the owner is told");
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            (SloAlertTransitionKind.Fired, "SloErrorBudgetPolicy", "team-a", AlertSeverity.Ticket, "budget below 0%"),
            (told.First!.Kind, told.First.Name, told.First.Owner, told.First.After!.Value, told.First.Cause));
        Assert.Single(log.Messages(95));
        Assert.Contains(host.Services.GetRequiredService<SloRegistry>().Ledger.Entries, entry => entry.Kind == SloLedgerEntryKind.PolicyLevel);
    }

    private sealed class Told
    {
        internal SloAlertTransition? First;
    }

    private sealed class Teller(Told told) : ISloAlertHandler
    {
        public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
        {
            Interlocked.CompareExchange(ref told.First, transition, null);
            return Task.CompletedTask;
        }
    }
}
