using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Configuration;
using Slo.Hosting.Tests.Evaluation;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Logging;

/// <summary>A log that blocks or throws costs messages and nothing else: the host starts, evaluates, reloads and stops.</summary>
public sealed class LogSinkTests
{
    private const string Checkout = "Slo:Objectives:checkout:TargetPercent";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Sink_ThatBlocksAtOneEvent_HoldsUpNothing(int id)
    {
        using BlockedLog log = new(id);
        await LiveAsync(log);

        await Eventually.TrueAsync(() => log.IsEntered, "the event");
    }

    [Fact]
    public async Task Sink_ThatBlocksAtAFailedEvaluation_HoldsUpNoOther()
    {
        FaultyTime time = new();
        using BlockedLog log = new(4);
        using IHost host = Build(log, time);
        await host.StartAsync(Cancel);
        time.Fault = new InvalidOperationException("the clock is broken");
        await Eventually.TrueAsync(() => log.IsEntered, "the event");
        time.Fault = null;

        await EvaluatedAsync(host.Services.GetRequiredService<SloRegistry>().Get("checkout"));
        await host.StopAsync(Cancel).WaitAsync(Limit, TimeProvider.System, Cancel);
    }

    [Fact]
    public async Task Sink_ThatThrows_ReachesNothing()
    {
        using FullDiskLog log = new();
        await LiveAsync(log);
    }

    private static async Task LiveAsync(ILoggerProvider log)
    {
        SteppedTime time = new();
        using IHost host = Build(log, time);
        await Task.Run(() => host.StartAsync(Cancel), Cancel).WaitAsync(Limit, TimeProvider.System, Cancel);
        SloTracker tracker = host.Services.GetRequiredService<SloRegistry>().Get("checkout");
        await EvaluatedAsync(tracker);
        time.StepWall(TimeSpan.FromMinutes(90));
        await EvaluatedAsync(tracker);
        time.StepWall(TimeSpan.FromHours(-1));
        await EvaluatedAsync(tracker);

        Change(host, "95");
        await Eventually.TrueAsync(() => tracker.Objective.TargetRatio == 0.95m, "the change in force", Limit);
        Change(host, "950");
        SloConfigurationState state = host.Services.GetRequiredService<SloConfigurationState>();
        await Eventually.TrueAsync(() => state.Refusal is not null, "the refusal", Limit);
        Change(host, "94");
        await Eventually.TrueAsync(() => tracker.Objective.TargetRatio == 0.94m, "the repair in force", Limit);
        await EvaluatedAsync(tracker);
        await Task.Run(() => host.StopAsync(Cancel), Cancel).WaitAsync(Limit, TimeProvider.System, Cancel);
    }

    private static async Task EvaluatedAsync(SloTracker tracker)
    {
        tracker.Record(good: true);
        await Eventually.TrueAsync(() => tracker.Status.Events == tracker.Total, "an evaluation", Limit);
    }

    private static void Change(IHost host, string target)
    {
        IConfiguration configuration = host.Services.GetRequiredService<IConfiguration>();
        configuration[Checkout] = target;
        ((IConfigurationRoot)configuration).Reload();
    }

    // With a definition to look at, one that nothing counts, and a gauge that throws.
    private static IHost Build(ILoggerProvider log, TimeProvider time)
    {
        IHost host = SloHost.Build(
            builder =>
            {
                builder.Logging.AddProvider(log);
                builder.Configuration.AddInMemoryCollection(
                [
                    new("Slo:EvaluationInterval", "100ms"), new(Checkout, "90"), new("Slo:Objectives:requests:TargetPercent", "99"),
                    new("Slo:Objectives:requests:Http:TaggedEndpoints", "true"),
                ]);
                builder.Services.AddMetrics().AddSlo(builder.Configuration.GetSection("Slo"), options => options.AddObjective(
                    "age", objective => objective.TargetPercent(99).NoRules().Instrument("app", "age", age => age.AtMost(1))));
            },
            time: time);
        Meter meter = host.Services.GetRequiredService<IMeterFactory>().Create("app");
        meter.CreateObservableGauge("age", int () => throw new InvalidOperationException("no queue"));
        return host;
    }
}
