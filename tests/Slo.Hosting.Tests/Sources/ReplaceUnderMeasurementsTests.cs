using System.Diagnostics.Metrics;
using System.Net;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>Instruments and HTTP handlers hold trackers; definitions are replaced while they record.</summary>
public sealed class ReplaceUnderMeasurementsTests
{
    private const int Replacements = 40;

    // The counts go on, so no measurement may be missing or counted twice. An instrument that is unbound and bound again in between
    // loses what is measured at that moment.
    [Fact]
    public async Task Counter_WhileItsObjectiveIsRedefined_CountsEachMeasurementOnce()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(objective => Jobs(objective));
        Counter<long> jobs = host.Meter.CreateCounter<long>("jobs");
        var sent = await RecordWhileAsync(
            () => jobs.Add(1),
            i =>
            {
                host.Registry.Replace([Jobs(new SloObjectiveBuilder("x").TargetPercent(90 + (i % 9)).NoRules()).Build()]);
                host.Source.Follow();
            });

        Assert.Equal((sent, 0, 0), host.Counts());
    }

    // A tracker that was closed while a measurement came in must not go on counting: what follows belongs to the successor.
    [Fact]
    public async Task Counter_WhileItsObjectiveStartsOver_CountsEveryLaterMeasurement()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(objective => Jobs(objective));
        Counter<long> jobs = host.Meter.CreateCounter<long>("jobs");
        await RecordWhileAsync(
            () => jobs.Add(3),
            i =>
            {
                host.Registry.Replace([Jobs(StartedOver("x", i).NoRules()).Build()]);
                host.Source.Follow();
            });

        (long good, _, _) = host.Counts();
        jobs.Add(1000);
        Assert.Equal((good + 1000, 0, 0), host.Counts());
    }

    [Fact]
    public async Task Handler_WhileItsObjectiveStartsOver_CountsEveryLaterCall()
    {
        using SloRegistry registry = new();
        SloTracker held = registry.Add(StartedOver("payments", 1).Build());
        using HttpMessageInvoker client = new(new SloDelegatingHandler(held) { InnerHandler = new AlwaysOk() });
        using HttpRequestMessage request = new(HttpMethod.Get, "http://localhost/");
        void Call() => client.Send(request, CancellationToken.None).Dispose();
        await RecordWhileAsync(Call, i => registry.Replace([StartedOver("payments", i).Build()]));

        var good = registry.Get("payments").Total.Good;
        for (var i = 0; i < 100; i++)
        {
            Call();
        }

        Assert.Equal(good + 100, registry.Get("payments").Total.Good);
    }

    private static SloObjectiveBuilder StartedOver(string name, int i) =>
        new SloObjectiveBuilder(name).TargetPercent(99).Rolling(TimeSpan.FromDays(i % 2 == 0 ? 7 : 30));

    private static SloObjectiveBuilder Jobs(SloObjectiveBuilder objective) =>
        objective.Instrument("app", "jobs", counter => counter.BadWhen("result", "failed"));

    /// <summary>Records from two threads while definitions are replaced.</summary>
    /// <returns>How many calls there were.</returns>
    private static async Task<long> RecordWhileAsync(Action record, Action<int> replace)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<long>[] writers = [.. Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
            () =>
            {
                long sent = 0;
                for (; !stop.IsCancellationRequested; sent++)
                {
                    record();
                }

                return sent;
            },
            stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        for (var i = 0; i < Replacements; i++)
        {
            replace(i);
            await Task.Yield();
        }

        await stop.CancelAsync();
        return (await Task.WhenAll(writers)).Sum();
    }

    private sealed class AlwaysOk : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => new(HttpStatusCode.OK);
    }
}
