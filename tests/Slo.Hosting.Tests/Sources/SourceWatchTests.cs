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
