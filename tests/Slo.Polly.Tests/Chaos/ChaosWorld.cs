using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Fault;
using Slo.Testing;

namespace Slo.Polly.Tests.Chaos;

/// <summary>An objective, an experiment on it, and calls through a real pipeline of Polly whose result is one event each.</summary>
internal sealed class ChaosWorld : IDisposable
{
    private readonly ILoggerFactory _loggers;

    /// <param name="options">The experiment.</param>
    /// <param name="pipeline">What protects the calls, outside the chaos.</param>
    /// <param name="good">Events before the experiment.</param>
    internal ChaosWorld(SloChaosOptions options, Action<ResiliencePipelineBuilder>? pipeline = null, long good = 10_000)
    {
        Registry = new(Time);
        Tracker = Registry.Add(new SloObjectiveBuilder("checkout").TargetPercent(99).Rolling(TimeSpan.FromHours(1))
            .UnobservedTime(UnobservedTime.Exclude).BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5))
            .Build());
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(Log));
        Experiment = new("pay-fails", options, Registry, null, Time, _loggers.CreateLogger("Slo.Chaos"));
        ResiliencePipelineBuilder builder = new() { TimeProvider = Time };
        pipeline?.Invoke(builder);
        Pipeline = builder.AddChaosFault(Experiment.Guard(
            new ChaosFaultStrategyOptions { FaultGenerator = _ => ValueTask.FromResult<Exception?>(new TimeoutException()) }, "TimeoutException"))
            .Build();
        Pass(good: good);
    }

    internal static SloChaosOptions Options { get; } = new()
    {
        Objective = "checkout",
        Hypothesis = "checkout holds when payments fail",
        InjectionRate = 0.1,
        AllowedBudgetRatio = 0.2,
        Seed = 7,
        SettlesWithin = TimeSpan.FromSeconds(1),
    };

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal LogRecorder Log { get; } = new();

    internal SloRegistry Registry { get; }

    internal SloTracker Tracker { get; }

    internal SloChaosExperiment Experiment { get; }

    internal ResiliencePipeline Pipeline { get; }

    /// <summary>Events that need no call, then a second and an evaluation.</summary>
    internal void Pass(long good = 0, long bad = 0, double seconds = 1)
    {
        Tracker.Record(good, bad);
        Time.Advance(TimeSpan.FromSeconds(seconds));
        Registry.Evaluate();
        Experiment.Look();
    }

    /// <summary>A call, and its event.</summary>
    /// <returns>Whether it succeeded.</returns>
    internal bool Call()
    {
        try
        {
            Pipeline.Execute(() => { });
            Tracker.Record(good: true);
            return true;
        }
        catch (TimeoutException)
        {
            Tracker.Record(good: false);
            return false;
        }
    }

    /// <summary>Ten calls a second until the experiment ends by itself.</summary>
    internal void Run(int seconds)
    {
        for (var second = 0; second < seconds && Experiment.IsRunning; second++)
        {
            for (var call = 0; call < 10; call++)
            {
                Call();
            }

            Pass();
        }
    }

    public void Dispose()
    {
        Registry.Dispose();
        _loggers.Dispose();
        Log.Dispose();
    }
}
