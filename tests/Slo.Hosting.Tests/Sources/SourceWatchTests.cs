using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>Instruments that do not exist and conditions that nothing meets are told of once, where the objective is looked at.</summary>
public sealed class SourceWatchTests
{
    [Theory]
    [InlineData("app", "jbos", "did you mean jobs?")]
    [InlineData("aqp", "jobs", "did you mean app?")]
    public async Task Instrument_ThatDoesNotExist_IsWarnedOfOnceWithTheNearest(string meter, string name, string hint)
    {
        await using MeasuringHost host = await StartAsync(o => o.Instrument(meter, name));
        host.Meter.CreateCounter<long>("jobs");

        Pass(host, minutes: 5);
        await host.LoggedAsync();
        Assert.Empty(host.Log.Messages(27));
        Pass(host, minutes: 10);
        await host.LoggedAsync();

        Assert.EndsWith(hint, Assert.Single(host.Log.Messages(27)), StringComparison.Ordinal);
        Assert.Equal(SloFindingCodes.MissingInstrument, host.Registry.Get("x").Status.SourceWarning?.Code);
    }

    [Fact]
    public async Task Instrument_ThatComesLate_EndsTheWarning()
    {
        await using MeasuringHost host = await StartAsync(o => o.Instrument("app", "jobs"));
        Pass(host, minutes: 7);
        Assert.NotNull(host.Registry.Get("x").Status.SourceWarning);

        host.Meter.CreateCounter<long>("jobs");
        Pass(host, minutes: 2);

        Assert.Null(host.Registry.Get("x").Status.SourceWarning);
    }

    [Fact]
    public async Task BadInstrument_ThatDoesNotExist_IsWarnedOf()
    {
        await using MeasuringHost host = await StartAsync(o => o.Instrument("app", "jobs", jobs => jobs.BadFrom("failures")));
        host.Meter.CreateCounter<long>("jobs").Add(1);
        Pass(host, minutes: 7);
        await host.LoggedAsync();

        Assert.Contains("'failures'", Assert.Single(host.Log.Messages(27)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditions_ThatNothingMeets_AreWarnedOfWithTheTags()
    {
        await using MeasuringHost host = await StartAsync(o => o.Instrument("app", "jobs", jobs => jobs.Where("queue", "mail")));
        Counter<long> jobs = host.Meter.CreateCounter<long>("jobs");
        Pass(host, minutes: 7);
        await host.LoggedAsync();
        Assert.Empty(host.Log.Messages(27));

        jobs.Add(1, new("kind", "mail"), new("size", 3));
        Pass(host, minutes: 7);
        await host.LoggedAsync();
        Assert.EndsWith("queue = mail; the tags measured are: kind, size", Assert.Single(host.Log.Messages(27)), StringComparison.Ordinal);
        HealthCheckResult health = await HealthAsync(host);
        Assert.StartsWith(SloFindingCodes.UnmatchedConditions, (string)health.Data["sourceWarning"], StringComparison.Ordinal);

        jobs.Add(1, new KeyValuePair<string, object?>("queue", "mail"));
        Pass(host, minutes: 2);
        await host.LoggedAsync();
        Assert.Null(host.Registry.Get("x").Status.SourceWarning);
        Assert.Single(host.Log.Messages(27));
    }

    [Fact]
    public async Task Instrument_ThatComesLateWithOtherTags_IsWarnedOfAnew()
    {
        await using MeasuringHost host = await StartAsync(o => o.Instrument("app", "jobs", jobs => jobs.Where("queue", "mail")));
        Pass(host, minutes: 7);
        host.Meter.CreateCounter<long>("jobs").Add(1);
        Pass(host, minutes: 2);
        Assert.Null(host.Registry.Get("x").Status.SourceWarning);

        Pass(host, minutes: 5);
        await host.LoggedAsync();

        Assert.Equal(SloFindingCodes.UnmatchedConditions, host.Registry.Get("x").Status.SourceWarning?.Code);
        Assert.Equal(2, host.Log.Messages(27).Count);
    }

    [Theory]
    [InlineData("BadWhen", "outcom", "*", 1, "did you mean outcome?")]
    [InlineData("BadWhen", "Outcome", "failed", 1, "did you mean outcome?")]
    [InlineData("IgnoreWhen", "quue", "mail", 1, "did you mean queue?")]
    [InlineData("CancelledWhen", "outcomes", "cancelled", 1, "did you mean outcome?")]
    [InlineData("BadWhen", "result", "error", 100, "known here: outcome, queue")]
    [InlineData("BadWhen", "result", "!ok", 100, "known here: outcome, queue")]
    public async Task Condition_OnATagThatNoMeasurementHas_IsWarnedOfOnceUntilOneHasIt(
        string list, string key, string pattern, int measurements, string hint)
    {
        await using MeasuringHost host = await StartAsync(o => o.Instrument("app", "jobs", jobs => Declare(jobs, list, key, pattern)));
        Counter<long> jobs = host.Meter.CreateCounter<long>("jobs");
        Measure(jobs, measurements);
        Pass(host, minutes: 5);
        await host.LoggedAsync();
        Assert.Empty(host.Log.Messages(27));

        Pass(host, minutes: 10);
        await host.LoggedAsync();
        Assert.EndsWith($"{list} {key} = {pattern}; {hint}", Assert.Single(host.Log.Messages(27)), StringComparison.Ordinal);
        HealthCheckResult health = await HealthAsync(host);
        Assert.StartsWith(SloFindingCodes.UnmatchedConditions, (string)health.Data["sourceWarning"], StringComparison.Ordinal);

        jobs.Add(1, new KeyValuePair<string, object?>(key, "x"));
        Pass(host, minutes: 2);
        Assert.Null(host.Registry.Get("x").Status.SourceWarning);
    }

    // Most failures have a tag of their own: as long as all is well, that it is absent says nothing.
    [Theory]
    [InlineData("BadWhen", "outcome", "failed", 1000)]
    [InlineData("BadWhen", "error.type", "*", 1000)]
    [InlineData("BadWhen", "error.type", "!4xx", 1000)]
    [InlineData("BadWhen", "exception.type", "*Timeout", 1000)]
    [InlineData("BadWhen", "reason", "*", 1000)]
    [InlineData("BadWhen", "result", "error", 99)]
    [InlineData("IgnoreWhen", "synthetic", "true", 1000)]
    [InlineData("CancelledWhen", "reason", "cancelled", 1000)]
    public async Task Condition_ThatMayStillBeMet_IsNotWarnedOf(string list, string key, string pattern, int measurements)
    {
        await using MeasuringHost host = await StartAsync(o => o.Instrument("app", "jobs", jobs => Declare(jobs, list, key, pattern)));
        Measure(host.Meter.CreateCounter<long>("jobs"), measurements);
        Pass(host, minutes: 15);
        await host.LoggedAsync();

        Assert.Empty(host.Log.Messages(27));
        Assert.Null(host.Registry.Get("x").Status.SourceWarning);
    }

    // Without a sample each minute the tag of the first failure would come after the last look at tags.
    [Fact]
    public async Task Condition_NearToATagOfFailures_IsWarnedOfAfterTheFirstOfThem()
    {
        await using MeasuringHost host = await StartAsync(o => o.Instrument("app", "jobs", jobs => jobs.BadWhen("eror.type")));
        Counter<long> jobs = host.Meter.CreateCounter<long>("jobs");
        Measure(jobs, 1000);
        Pass(host, minutes: 15);
        Assert.Null(host.Registry.Get("x").Status.SourceWarning);

        jobs.Add(1, new KeyValuePair<string, object?>("error.type", "timeout"));
        Pass(host, minutes: 7);

        Assert.EndsWith("did you mean error.type?", host.Registry.Get("x").Status.SourceWarning?.Message, StringComparison.Ordinal);
    }

    private static void Measure(Counter<long> jobs, int measurements)
    {
        for (var i = 0; i < measurements; i++)
        {
            jobs.Add(1, new("outcome", "ok"), new("queue", "x"));
        }
    }

    private static InstrumentIndicatorBuilder Declare(InstrumentIndicatorBuilder jobs, string list, string key, string pattern) => list switch
    {
        "BadWhen" => jobs.BadWhen(key, pattern),
        "IgnoreWhen" => jobs.IgnoreWhen(key, pattern),
        _ => jobs.CancelledWhen(key, pattern),
    };

    private static Task<MeasuringHost> StartAsync(Func<SloObjectiveBuilder, SloObjectiveBuilder> declare) => MeasuringHost.StartAsync(
        declare, services => services.AddHealthChecks().AddSlo());

    private static async Task<HealthCheckResult> HealthAsync(MeasuringHost host)
    {
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        HealthReportEntry entry = report.Entries.Single(entry => entry.Key.EndsWith(":x", StringComparison.Ordinal)).Value;
        return new HealthCheckResult(entry.Status, entry.Description, data: entry.Data);
    }

    private static void Pass(MeasuringHost host, int minutes)
    {
        var time = (FakeTimeProvider)host.Services.GetRequiredService<TimeProvider>();
        for (var i = 0; i < minutes; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            host.EvaluateOnce();
        }
    }
}
