using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Fault;

namespace Slo.Polly.Tests.Chaos;

/// <summary>An experiment on one instance of a fleet that has much more traffic than the instance.</summary>
internal sealed class ChaosFleet : IDisposable
{
    private readonly SloRegistry _registry;
    private readonly ResiliencePipeline _pipeline;

    internal ChaosFleet(SloChaosOptions options)
    {
        SloObjective objective = new SloObjectiveBuilder("checkout").TargetPercent(99).Rolling(TimeSpan.FromHours(1))
            .UnobservedTime(UnobservedTime.Exclude).BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5))
            .Build();
        _registry = new(Time);
        _registry.Add(objective);
        SloRegistry all = new(Time, scope: SloScope.Fleet);
        all.Add(objective);
        Fleet = new(all, new UnusedStore(), new SloFleetOptions(), Time, NullLogger.Instance);
        Fleet.Update(new(5, 5, 1), isPartial: false);
        Experiment = new("pay-fails", options, _registry, Fleet, Time, NullLogger.Instance);
        _pipeline = new ResiliencePipelineBuilder().AddChaosFault(Experiment.Guard(
            new ChaosFaultStrategyOptions { FaultGenerator = _ => ValueTask.FromResult<Exception?>(new TimeoutException()) })).Build();
        DateTimeOffset from = Time.GetUtcNow();
        Pass(good: 100);
        all.Feed("checkout", [new(from, Time.GetUtcNow(), new(1_000_000, 0))], Time.GetUtcNow());
        all.Evaluate();
    }

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal SloFleet Fleet { get; }

    internal SloChaosExperiment Experiment { get; }

    public void Dispose()
    {
        Fleet.Dispose();
        _registry.Dispose();
    }

    internal void Pass(long good = 0, long bad = 0)
    {
        _registry.Get("checkout").Record(good, bad);
        Time.Advance(TimeSpan.FromSeconds(1));
        _registry.Evaluate();
    }

    internal bool Injects()
    {
        try
        {
            _pipeline.Execute(() => { });
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private sealed class UnusedStore : ISloFleetStore
    {
        public Task<SloFleetAnswer> ExchangeAsync(SloFleetReport report, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> LeadAsync(string setName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<SloFleetAlert>> ReadAlertsAsync(string setName, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<bool> WriteAlertsAsync(string setName, IReadOnlyList<SloFleetAlert> alerts, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<SloFleetInstance>> ReadInstancesAsync(string setName, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task ResignAsync(string setName, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
