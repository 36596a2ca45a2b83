using System.Net;
using Microsoft.FeatureManagement;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Fault;
using Yarp.ReverseProxy.Configuration;

namespace Slo.NativeProbe;

/// <summary>An app with a canary behind Istio and YARP, a feature and a chaos experiment, all of one objective.</summary>
internal sealed class Probe : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;

    private Probe(WebApplication app) => _app = app;

    private SloTracker Checkout => _app.Services.GetRequiredService<SloRegistry>().Get("checkout");

    private SloChaosExperiment Experiment => _app.Services.GetRequiredKeyedService<SloChaosExperiment>("faults");

    internal static async Task<Probe> StartAsync(string kubeconfig)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FeatureManagement:Recommendations:EnabledFor:0:Name"] = "SloBudget",
            ["FeatureManagement:Recommendations:EnabledFor:0:Parameters:Objective"] = "checkout",
            ["Slo:Reactions:canary:Objectives:0"] = "checkout",
            ["Slo:Reactions:canary:RecoverFor"] = "0s",
            ["Slo:Reactions:canary:Steps:0:Action"] = "IstioRoute",
            ["Slo:Reactions:canary:Steps:0:Name"] = "shop",
            ["Slo:Reactions:canary:Steps:0:Destination"] = "canary",
            ["Slo:Reactions:canary:Steps:0:Weight"] = "0",
            ["Slo:Reactions:canary:Steps:0:Kubeconfig"] = kubeconfig,
            ["Slo:Reactions:canary:Steps:1:Action"] = "YarpDestination",
            ["Slo:Reactions:canary:Steps:1:Cluster"] = "shop",
            ["Slo:Reactions:canary:Steps:1:Destination"] = "canary",
            ["Slo:Reactions:canary:Steps:1:Weight"] = "0",
        });
        builder.Services.AddFeatureManagement().AddSloBudgetFilter();
        builder.Services.AddReverseProxy().LoadFromMemory([], [Destinations()]).AddSloWeights();
        builder.Services.AddSlo(builder.Configuration.GetSection("Slo"))
            .AddObjective("checkout", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude))
            .AddReactionActionType<IstioRouteAction>("IstioRoute")
            .AddReactionActionType<YarpDestinationAction>("YarpDestination")
            .AddChaosExperiment("faults", new()
            {
                Objective = "checkout",
                Hypothesis = "A fault is injected",
                InjectionRate = 1,
                AllowedBudgetRatio = 0.5,
                MinimumBudgetRatio = 0.1,
            });
        Probe probe = new(builder.Build());
        probe._app.MapReverseProxy();
        await probe._app.StartAsync();
        return probe;
    }

    /// <summary>What each of the four packages does while the budget is whole, while it burns, and after.</summary>
    internal async Task RunAsync(TextWriter output)
    {
        Checkout.Record(good: 10_000, bad: 0);
        await UntilAsync(() => Checkout.Status.Events.Good >= 10_000, "the events are evaluated");
        await output.WriteLineAsync($"before: feature {await FeatureAsync()}");
        await output.WriteLineAsync($"chaos: started {Experiment.TryStart(out var refusal)} {refusal}, injected {await InjectAsync()}");
        await UntilAsync(
            () =>
            {
                Checkout.Record(good: 0, bad: 10_000);
                return Steps().All(step => step.State == SloReactionStepState.Applied);
            },
            "the steps are applied");
        await output.WriteLineAsync($"istio: {Steps()[0].Result}");
        await output.WriteLineAsync($"yarp: {Steps()[1].Result}");
        await UntilAsync(() => !Experiment.IsRunning, "the experiment ends");
        await output.WriteLineAsync($"burning: feature {await FeatureAsync()}, injected {await InjectAsync()}");
        await UntilAsync(
            () =>
            {
                Checkout.Record(good: 100_000_000, bad: 0);
                return Steps().All(step => step.State == SloReactionStepState.Undone);
            },
            "the steps are undone");
        await output.WriteLineAsync($"after: istio {Steps()[0].Result}, yarp {Steps()[1].Result}");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static ClusterConfig Destinations() => new()
    {
        ClusterId = "shop",
        LoadBalancingPolicy = YarpDestinationAction.LoadBalancingPolicy,
        Destinations = new Dictionary<string, DestinationConfig>
        {
            ["stable"] = new() { Address = "http://127.0.0.1:1/", Metadata = new Dictionary<string, string> { ["weight"] = "90" } },
            ["canary"] = new() { Address = "http://127.0.0.1:2/", Metadata = new Dictionary<string, string> { ["weight"] = "10" } },
        },
    };

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(100));
        using CancellationTokenSource limit = new(Longest);
        while (!condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(what);
            }
        }
    }

    private IReadOnlyList<SloReactionStepStatus> Steps() => _app.Services.GetRequiredService<SloReactions>().All.Single().Steps;

    private Task<bool> FeatureAsync() => _app.Services.GetRequiredService<IFeatureManager>().IsEnabledAsync("Recommendations");

    private async Task<bool> InjectAsync()
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder()
            .AddChaosFault(Experiment.Guard(
                new ChaosFaultStrategyOptions { FaultGenerator = _ => ValueTask.FromResult<Exception?>(new TimeoutException("injected")) }, "fault"))
            .Build();
        try
        {
            await pipeline.ExecuteAsync(_ => ValueTask.CompletedTask);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }
}
