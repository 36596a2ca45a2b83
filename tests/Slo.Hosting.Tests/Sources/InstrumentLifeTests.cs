using System.Diagnostics.Metrics;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>Instruments that come and go, hosts beside each other, and callbacks that misbehave.</summary>
public sealed class InstrumentLifeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instrument_CreatedLate_Counts()
    {
        await using MeasuringHost host = await Host();
        host.Source.SampleOnce();
        host.Meter.CreateCounter<int>("jobs").Add(3);

        Assert.Equal((3, 0, 0), host.Counts());
    }

    [Fact]
    public async Task Instrument_OfADisposedMeter_StopsAndANewOneTakesOver()
    {
        var name = Unique();
        await using MeasuringHost host = await Host(name);
        using (Meter first = new(name))
        {
            first.CreateCounter<int>("jobs").Add(3);
        }

        using Meter second = new(name);
        second.CreateCounter<int>("jobs").Add(4);
        host.Source.SampleOnce();

        Assert.Equal((7, 0, 0), host.Counts());
    }

    [Fact]
    public async Task Instrument_CreatedTwice_CountsBoth()
    {
        await using MeasuringHost host = await Host();
        host.Meter.CreateCounter<int>("jobs", "{job}").Add(3);
        host.Meter.CreateCounter<int>("jobs", "{task}").Add(4);

        Assert.Equal((7, 0, 0), host.Counts());
    }

    [Fact]
    public async Task TwoHosts_EachCountItsOwn_AndBothWhatIsTheProcess()
    {
        var name = Unique();
        await using MeasuringHost one = await Both();
        await using MeasuringHost two = await Both();
        one.Meter.CreateCounter<int>("jobs").Add(3);
        two.Meter.CreateCounter<int>("jobs").Add(5);
        using Meter process = new(name);
        process.CreateCounter<int>("jobs").Add(7);

        Assert.Equal((3, 0, 0), one.Counts("own"));
        Assert.Equal((5, 0, 0), two.Counts("own"));
        Assert.Equal((7, 0, 0), one.Counts("process"));
        Assert.Equal((7, 0, 0), two.Counts("process"));

        Task<MeasuringHost> Both() => MeasuringHost.StartAsync(options =>
        {
            options.AddObjective("own", o => o.TargetPercent(99).Instrument("app", "jobs"));
            options.AddObjective("process", o => o.TargetPercent(99).Instrument(name, "jobs"));
        });
    }

    [Fact]
    public async Task Objective_AddedByReplace_IsListenedToWithoutCountingOthersTwice()
    {
        await using MeasuringHost host = await Host();
        Counter<int> jobs = host.Meter.CreateCounter<int>("jobs");
        Counter<int> other = host.Meter.CreateCounter<int>("other");
        jobs.Add(1);
        other.Add(1);
        SloObjective x = host.Registry.Get("x").Objective;
        host.Registry.Replace([x, new SloObjectiveBuilder("y").TargetPercent(99).Instrument("app", "other").Build()]);
        host.Source.Refresh();
        jobs.Add(2);
        other.Add(2);
        Assert.Equal((3, 0, 0), host.Counts());
        Assert.Equal((2, 0, 0), host.Counts("y"));

        host.Registry.Replace([x]);
        host.Source.Refresh();
        other.Add(4);
        jobs.Add(4);
        Assert.Equal((7, 0, 0), host.Counts());
    }

    [Fact]
    public async Task Callback_ThatThrows_LosesOnlyItsOwnSampleAndIsLoggedOnce()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(options =>
        {
            foreach (var gauge in (string[])["before", "broken", "after", "level"])
            {
                options.AddObjective(gauge, o => o.TargetPercent(99).Instrument("app", gauge, age => age.AtMost(1)));
            }
        });
        host.Meter.CreateObservableGauge("before", () => 1);
        host.Meter.CreateObservableGauge("broken", int () => throw new InvalidOperationException("no queue"));
        host.Meter.CreateObservableGauge("after", () => 2);
        host.Meter.CreateUpDownCounter<int>("level").Add(1);
        host.Source.SampleOnce();
        host.Source.SampleOnce();

        Assert.Equal((2, 0, 0), host.Counts("before"));
        Assert.Equal((0, 0, 0), host.Counts("broken"));
        Assert.Equal((0, 2, 0), host.Counts("after"));
        Assert.Equal((2, 0, 0), host.Counts("level"));
        await Eventually.TrueAsync(() => host.Log.Messages(7).Count == 1, "the failure is logged");
    }

    [Fact]
    public async Task Instrument_ThatCannotBeAskedWhetherItIsObserved_StopsNoOther()
    {
        using Meter meter = new(Unique());
        await using MeasuringHost host = await MeasuringHost.StartAsync(options =>
        {
            options.AddObjective("hostile", o => o.TargetPercent(99).Instrument(meter.Name, "hostile"));
            options.AddObjective("x", o => o.TargetPercent(99).Instrument("app", "after", age => age.AtMost(1)));
        });
        _ = new UnansweringGauge(meter);
        host.Meter.CreateObservableGauge("after", () => 1);
        host.Source.SampleOnce();

        Assert.Equal((1, 0, 0), host.Counts());
    }

    [Fact]
    public async Task Meter_DisposedWhileItIsSampled_SpoilsNoRoundOfOthersAndIsNoFailure()
    {
        var name = Unique();
        await using MeasuringHost host = await MeasuringHost.StartAsync(options =>
        {
            options.AddObjective("first", o => o.TargetPercent(99).Instrument(name, "first"));
            options.AddObjective("second", o => o.TargetPercent(99).Instrument(name, "second"));
            options.AddObjective("x", o => o.TargetPercent(99).Instrument("app", "total"));
        });
        using Meter meter = new(name);
        meter.CreateObservableGauge("first", () =>
        {
            meter.Dispose();
            return 1;
        });
        meter.CreateObservableGauge("second", () => 1);
        Measurement<int>[] sample = [new(100)];
        host.Meter.CreateObservableCounter("total", () => sample);
        host.Source.SampleOnce();
        sample = [new(107), new(5, new KeyValuePair<string, object?>("queue", "b"))];
        host.Source.SampleOnce();

        Assert.Equal((12, 0, 0), host.Counts());
        Assert.Empty(host.Log.Messages(7));
    }

    [Fact]
    public async Task Callback_ThatHangs_StopsNeitherEvaluationNorCountingNorTheHost()
    {
        using ManualResetEventSlim entered = new();
        using ManualResetEventSlim release = new();
        await using MeasuringHost host = await MeasuringHost.StartAsync(
            options =>
            {
                options.AddObjective("hung", o => o.TargetPercent(99).Instrument("app", "hung", age => age.AtMost(1)));
                options.AddObjective("x", o => o.TargetPercent(99).Instrument("app", "jobs"));
            },
            interval: TimeSpan.FromMilliseconds(100));
        host.Meter.CreateObservableGauge("hung", () =>
        {
            entered.Set();
            release.Wait(TimeSpan.FromMinutes(5));
            return 1;
        });
        Counter<int> jobs = host.Meter.CreateCounter<int>("jobs");
        try
        {
            await Eventually.TrueAsync(() => entered.IsSet, "the callback hangs");
            jobs.Add(5);
            await Eventually.TrueAsync(() => host.Registry.Get("x").Status.Events.Good == 5, "an evaluation");
            await host.StopAsync().WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancel);
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task Host_DisposedWhileOthersMeasure_ThrowsIntoNobody()
    {
        var name = Unique();
        using Meter meter = new(name);
        Histogram<int> work = meter.CreateHistogram<int>("jobs");
        using CancellationTokenSource over = new();
        Task[] workers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(
            () =>
            {
                while (!over.IsCancellationRequested)
                {
                    work.Record(1);
                }
            },
            Cancel))];
        for (var i = 0; i < 10; i++)
        {
            await using MeasuringHost host = await Host(name);
            await Eventually.TrueAsync(() => host.Counts().Good > 0, "measurements");
        }

        await over.CancelAsync();
        await Task.WhenAll(workers);
    }

    private static string Unique() => $"test.{Guid.NewGuid():n}";

    private static Task<MeasuringHost> Host(string meter = "app") => MeasuringHost.StartAsync(o => o.Instrument(meter, "jobs"));

    private sealed class UnansweringGauge : ObservableInstrument<int>
    {
        internal UnansweringGauge(Meter meter)
            : base(meter, "hostile", unit: null, description: null) => Publish();

        public override bool IsObservable => throw new InvalidOperationException("not now");

        protected override IEnumerable<Measurement<int>> Observe() => [new(1)];
    }
}
