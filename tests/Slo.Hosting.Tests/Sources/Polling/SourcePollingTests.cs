using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo.Hosting.Tests.Persistence;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources.Polling;

/// <summary>A source is asked at an interval, and whatever it does, the host and the other objectives go on.</summary>
public sealed class SourcePollingTests : IDisposable
{
    private const int SourceWarning = 27;
    private const int Filled = 35;
    private const int Failed = 60;
    private const int Again = 61;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new(Start.AddSeconds(20));
    private readonly LogRecorder _log = new();
    private readonly ScriptedSystem _system = new();
    private IHost? _host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SloRegistry Registry => _host!.Services.GetRequiredService<SloRegistry>();

    private SloStatus Status => Registry.Get("a").GetStatus();

    public void Dispose() => _host?.Dispose();

    [Fact]
    public async Task Objective_IsReadBackAndThenAtAnInterval()
    {
        Build();
        await _host!.StartAsync(Cancel);
        await PassAsync(() => Status.Events.Total > 0);

        Assert.Equal(new SloEventCounts(9 * 600, 600), Status.Events);
        Assert.Equal(1, Status.CoverageRatio);
        Assert.Equal(new SloSourceRequest(Registry.Get("a").Objective, Queries, Start.AddHours(-10), Start), Assert.Single(_system.Requests));
        await PassAsync(() => Registry.Get("a").FedUntil == Start.AddMinutes(3));
        Assert.Equal(
            [Start, Start.AddMinutes(1), Start.AddMinutes(2)], _system.Requests.Skip(1).Select(request => request.From));
        Assert.Equal(new SloEventCounts(9 * 600, 600), Status.Events);
        Assert.Null(Status.SourceWarning);
        await _host.LoggedAsync();
        Assert.Contains("'a' begins with the history of scripted", Assert.Single(_log.Messages(Filled)), StringComparison.Ordinal);
        Assert.Empty(_log.Messages(10));
    }

    // What is not known is neither good nor bad; what was missed comes when the source answers again.
    [Fact]
    public async Task PollsThatFail_AreUnobservedTimeUntilTheSourceAnswersAgain()
    {
        Build();
        await _host!.StartAsync(Cancel);
        await PassAsync(() => Status.Events.Total > 0);
        var answer = _system.Answer;
        _system.Answer = (_, _) => throw new SloSourceException("is down");
        await PassAsync(() => Registry.Get("a").FedUntil >= Start.AddMinutes(30));

        Assert.Equal(6000 - (10 * (Registry.Get("a").FedUntil!.Value - Start).TotalMinutes), Status.Events.Total);
        Assert.Equal(0.9, Status.ComplianceRatio!.Value, 1e-9);
        Assert.InRange(Status.CoverageRatio, 0.9, 0.96);
        Assert.Contains("source 'scripted': is down", Status.SourceWarning!.Message, StringComparison.Ordinal);
        _system.Answer = answer;
        await PassAsync(() => Status.SourceWarning is null);

        Assert.Equal(new SloEventCounts(9 * 600, 600), Status.Events);
        Assert.Equal(1, Status.CoverageRatio);
        await _host.LoggedAsync();
        Assert.Contains("'scripted' was not read for objective 'a' and is asked again: is down", _log.Messages(Failed)[0], StringComparison.Ordinal);
        Assert.Single(_log.Messages(Again));
    }

    [Fact]
    public async Task SourceThatFailsAtFirst_IsReadBackLater()
    {
        var answer = _system.Answer;
        _system.Answer = (_, _) => throw new SloSourceException("is down");
        Build();
        await _host!.StartAsync(Cancel);
        await PassAsync(() => _time.GetUtcNow() > Start.AddMinutes(20));
        Assert.Equal((SloState.NoData, null), (Status.State, Registry.Get("a").FedUntil));
        _system.Answer = answer;
        await PassAsync(() => Status.Events.Total > 0);

        Assert.Equal(new SloEventCounts(9 * 600, 600), Status.Events);
        Assert.Equal(1, Status.CoverageRatio);
    }

    // Minutes 2 and 4 are none, minute 6 has more good events than events.
    [Fact]
    public async Task StepsThatAreNone_AreLeftOut()
    {
        _system.Answer = (request, _) => Task.FromResult<IReadOnlyList<SloSourceStep>>(
        [
            .. ScriptedSystem.Minutes(request, at => (at - Start).TotalMinutes switch { -2 => (double.NaN, 10), -4 => (1, -1), -6 => (11, 10), _ => (9, 10) }).Reverse(),
            new(request.From.AddMinutes(-1), request.From, 100, 100), new(request.To, request.To.AddMinutes(1), 100, 100), new(request.To, request.From, 1, 1),
            new(request.From.AddSeconds(30), request.From.AddSeconds(90), 100, 100),
        ]);
        Build();
        await _host!.StartAsync(Cancel);
        await PassAsync(() => Status.Events.Total > 0);

        Assert.Equal(new SloEventCounts((9 * 597) + 10, 597), Status.Events);
        Assert.Equal(598 / 600.0, Status.CoverageRatio, 1e-9);
    }

    // A third of an event a minute, and a thirtieth of a bad one.
    [Fact]
    public async Task Fractions_AddUpToWholeEvents()
    {
        _system.Answer = (request, _) => Task.FromResult(ScriptedSystem.Minutes(request, _ => (0.3, 1 / 3.0)));
        Build();
        await _host!.StartAsync(Cancel);
        await PassAsync(() => Status.Events.Total > 0);

        Assert.Equal(new SloEventCounts(180, 20), Status.Events);
    }

    [Fact]
    public async Task CallThatHangs_DelaysNeitherOtherObjectivesNorTheStop()
    {
        TaskCompletionSource never = new();
        var answer = _system.Answer;
        _system.Answer = async (request, cancel) =>
        {
            if (request.Objective.Name == "a")
            {
                await never.Task;
            }

            return await answer(request, cancel);
        };
        Build(names: ["a", "b"], configure: source => source.Concurrency = 1);
        await _host!.StartAsync(Cancel);
        await PassAsync(() => Registry.Get("b").FedUntil >= Start.AddMinutes(5));

        // The one that hangs was called once, and is called no more.
        Assert.Single(_system.Requests, request => request.Objective.Name == "a");
        Assert.Contains("did not answer within 10s", Status.SourceWarning!.Message, StringComparison.Ordinal);
        Task stop = _host.StopAsync(Cancel);
        await PassAsync(() => stop.IsCompleted);
        never.SetResult();
    }

    // An exception of the app may quote what it was given.
    [Fact]
    public async Task Exceptions_OfTheSource_AreShownWithoutTheirMessage()
    {
        _system.Answer = (_, _) => throw new InvalidOperationException("with s3cret");
        Build();
        await _host!.StartAsync(Cancel);
        await PassAsync(() => Status.SourceWarning is not null);
        await _host.LoggedAsync();

        Assert.Contains("InvalidOperationException", Status.SourceWarning!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Lines, line => line.Message.Contains("s3cret", StringComparison.Ordinal) || line.Exception is not null);
        Assert.DoesNotContain("s3cret", Status.SourceWarning.Message, StringComparison.Ordinal);
    }

    // One sample that no answer can be made of must not end all reading.
    [Fact]
    public async Task StretchThatIsAlwaysABadAnswer_IsGivenUp()
    {
        var answer = _system.Answer;
        _system.Answer = (request, cancel) => request.From < Start && request.To > Start.AddMinutes(-1)
            ? throw new SloSourceException("is no answer") { IsBadAnswer = true } : answer(request, cancel);
        Build();
        await _host!.StartAsync(Cancel);
        await PassAsync(() => Status.Events.Total > 0);

        Assert.InRange(_system.Requests.Count(request => request.From < Start), 10, 10);
        Assert.InRange(Registry.Get("a").FedUntil!.Value - Start, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task SourceThatAsksToWait_IsNotAskedForOtherObjectives()
    {
        _system.Answer = (_, _) => throw new SloSourceException("has had enough", TimeSpan.FromMinutes(5));
        Build(names: ["a", "b"], configure: source => source.Concurrency = 1);
        await _host!.StartAsync(Cancel);
        await PassAsync(() => _time.GetUtcNow() > Start.AddMinutes(5));

        Assert.InRange(_system.Requests.Count, 1, 2);
        await PassAsync(() => _system.Requests.Count > 2);
    }

    [Theory]
    [InlineData("Scripted", "other", null, "queries of Scripted 'other': no source answers them, so the objective has no events; there are 'scripted' (Scripted), 'second' (Scripted)")]
    [InlineData("Scripted", null, null, "'scripted' and 'second' both answer them; name one as their data source")]
    [InlineData("Scripted", "Second", "ratio", "queries of Scripted 'Second': is a ratio")]
    [InlineData("Graphite", null, null, "queries of Graphite: no source answers them")]
    public async Task QueriesThatNoSourceReads_AreWarnedOf(string kind, string? dataSource, string? raw, string problem)
    {
        Build(new QueryIndicator(kind) { Good = "good", Total = "total", Raw = raw, DataSource = dataSource }, configureSet: slo => slo.AddSource<ScriptedSource>("second"));
        await _host!.StartAsync(Cancel);
        await PassAsync(() => Status.SourceWarning is not null);

        // It is logged after it is shown, and by another thread.
        await Eventually.TrueAsync(() => _log.Messages(SourceWarning).Count > 0, "it is logged");

        Assert.Equal(SloFindingCodes.UnreadQueries, Status.SourceWarning!.Code);
        Assert.Contains(problem, Status.SourceWarning.Message, StringComparison.Ordinal);
        Assert.Contains(problem, Assert.Single(_log.Messages(SourceWarning)), StringComparison.Ordinal);
        Assert.False(Registry.Get("a").IsFed);
    }

    // By its name alone, as in OpenSLO with a reference and no type.
    [Fact]
    public async Task QueriesWithANameAlone_FindTheirSource()
    {
        Build(new QueryIndicator("") { Good = "good", Total = "total", DataSource = "SCRIPTED" });
        await _host!.StartAsync(Cancel);

        await PassAsync(() => Status.Events.Total > 0);
    }

    // What another process read, and the store kept, is not read again.
    [Fact]
    public async Task HistoryOfTheStore_IsContinued()
    {
        MemoryStore store = new();
        Build(configureSet: slo => slo.AddStore(_ => store, options => options.MarkDeployments = false));
        await _host!.StartAsync(Cancel);
        await PassAsync(() => Registry.Get("a").FedUntil == Start.AddMinutes(2));
        await _host.StopAsync(Cancel);
        _host.Dispose();
        var asked = _system.Requests.Count;
        _time.Advance(TimeSpan.FromMinutes(30));
        MemoryStore next = new() { Content = new([.. store.Batches.SelectMany(batch => batch.States)]) };
        Build(configureSet: slo => slo.AddStore(_ => next, options => options.MarkDeployments = false));
        await _host.StartAsync(Cancel);
        await PassAsync(() => Registry.Get("a").FedUntil > Start.AddMinutes(20));

        Assert.Equal(Start.AddMinutes(2), _system.Requests.Skip(asked).First().From);
        Assert.Equal(new SloEventCounts(9 * 600, 600), Status.Events);
    }

    [Fact]
    public async Task Polls_AreMeasured()
    {
        Build();
        await _host!.StartAsync(Cancel);
        await PassAsync(() => Registry.Get("a").FedUntil == Start.AddMinutes(2));

        Assert.Equal(3, Measure("slo.source.polls"));
        Assert.InRange(Measure("slo.source.lag")!.Value, 15, 80);
    }

    [Fact]
    public async Task Settings_OutOfTheirRange_StopTheStart()
    {
        Build(configure: source => (source.Interval, source.Step, source.Concurrency) = (TimeSpan.Zero, TimeSpan.FromSeconds(1.5), 0));

        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => _host!.StartAsync(Cancel));

        Assert.Equal(3, refusal.Failures.Count());
        Assert.All(refusal.Failures, failure => Assert.Contains("SLO0813: Sources:scripted:", failure, StringComparison.Ordinal));
    }

    private static QueryIndicator Queries => new("scripted") { Good = "good", Total = "total" };

    private double? Measure(string name)
    {
        double? sum = null;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, current) =>
        {
            if (instrument.Name == name && ReferenceEquals(instrument.Meter.Scope, _host!.Services.GetRequiredService<IMeterFactory>()))
            {
                current.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => sum = (sum ?? 0) + value);
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => sum = (sum ?? 0) + value);
        listener.Start();
        listener.RecordObservableInstruments();
        return sum;
    }

    private async Task PassAsync(Func<bool> condition) => await Eventually.TrueAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return condition();
        },
        "it passes");

    private void Build(
        QueryIndicator? queries = null, string[]? names = null, Action<ScriptedSource>? configure = null, Action<ISloBuilder>? configureSet = null) =>
        _host = SloHost.Build(
            builder =>
            {
                builder.Services.AddMetrics();
                ISloBuilder slo = builder.Services.AddSlo().AddSource<ScriptedSource>("scripted", source =>
                {
                    source.System = _system;
                    configure?.Invoke(source);
                });
                foreach (var name in names ?? ["a"])
                {
                    slo.AddObjective(name, objective => objective.TargetPercent(90).Rolling(TimeSpan.FromHours(10)).Indicator(queries ?? Queries));
                }

                configureSet?.Invoke(slo);
            },
            _log, _time);
}
