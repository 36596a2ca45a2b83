using System.Diagnostics.Metrics;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>
/// Objectives that code adds and removes while the app runs. The tests evaluate by hand: <see cref="Instrument.Enabled"/> tells of any
/// listener in the process, and is no sign that this host listens.
/// </summary>
public sealed class LateObjectiveTests
{
    [Fact]
    public async Task Add_ToAHostThatListensToNothing_IsListenedToFromTheNextEvaluation()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(_ => { });
        Counter<long> jobs = host.Meter.CreateCounter<long>("jobs");
        host.Registry.Add(Objective("late", "jobs"));
        host.EvaluateOnce();
        jobs.Add(3);

        Assert.Equal((3, 0, 0), host.Counts("late"));
    }

    [Fact]
    public async Task AddAndRemove_BesideOthers_CountsForThoseThatAreThere()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(
            options => options.AddObjective("x", o => o.TargetPercent(99).Instrument("app", "jobs")));
        Counter<long> jobs = host.Meter.CreateCounter<long>("jobs");
        Histogram<double> waits = host.Meter.CreateHistogram<double>("waits", "s");
        jobs.Add(1);
        host.Registry.Add(Objective("second", "jobs"));
        host.Registry.Add(Objective("waits", "waits"));
        host.EvaluateOnce();
        jobs.Add(2);
        waits.Record(0.1);

        Assert.Equal((3, 0, 0), host.Counts());
        Assert.Equal((2, 0, 0), host.Counts("second"));
        Assert.Equal((1, 0, 0), host.Counts("waits"));
        Assert.True(host.Registry.Remove("x"));
        jobs.Add(4);
        Assert.Equal((6, 0, 0), host.Counts("second"));
    }

    private static SloObjective Objective(string name, string instrument) =>
        new SloObjectiveBuilder(name).TargetPercent(99).NoRules().Instrument("app", instrument).Build();
}
