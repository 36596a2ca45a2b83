using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sets;

/// <summary>The default set and a named one in one host: nothing of one is the other's.</summary>
public sealed class NamedSetTests : IDisposable
{
    private readonly LogRecorder _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Sets_WithTheSameObjective_CountAndEvaluateApart()
    {
        using IHost host = await StartAsync();
        Default(host).Get("checkout").Record(5, 1);
        Payments(host).Get("checkout").Record(70, 30);
        await Eventually.TrueAsync(() => Payments(host).Get("checkout").Status.Events == new SloEventCounts(70, 30), "the evaluation of the named set");
        await Eventually.TrueAsync(() => Default(host).Get("checkout").Status.Events == new SloEventCounts(5, 1), "the evaluation of the default set");
        await host.StopAsync(Cancel);

        Assert.Equal(["checkout: 99 % over 30d", "code: 90 % over 30d"], Definitions(Default(host)));
        Assert.Equal(["checkout: 80 % over 30d", "refunds: 95 % over 30d"], Definitions(Payments(host)));
        Assert.Equal(2, _log.Messages(1).Count);
        Assert.Equal(2, _log.Messages(2).Count);
    }

    [Fact]
    public async Task Metrics_OfBothSets_AreToldApartByATagOfTheMeter()
    {
        using IHost host = await StartAsync();
        Default(host).Get("checkout").Record(5, 1);
        Payments(host).Get("checkout").Record(70, 30);

        Assert.Equal(
            ["-/checkout bad 1", "-/checkout good 5", "payments/checkout bad 30", "payments/checkout good 70"],
            Events(host.Services.GetRequiredService<IMeterFactory>()).Where(line => line.Contains("checkout", StringComparison.Ordinal)).Order());
        await host.StopAsync(Cancel);
    }

    [Fact]
    public void Metrics_OfAHostWithoutMeterFactory_AreTaggedAllTheSame()
    {
        ServiceCollection services = new();
        services.AddSlo("lonely", options => options.AddObjective("checkout", o => o.TargetPercent(99)));
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredKeyedService<SloRegistry>("lonely").Get("checkout").Record(3, 2);

        Assert.Equal(["lonely/checkout bad 2", "lonely/checkout good 3"], Events(scope: null).Where(line => line.StartsWith("lonely", StringComparison.Ordinal)).Order());
        provider.Dispose();
        Assert.DoesNotContain(Events(scope: null), line => line.StartsWith("lonely", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_OfBothSets_StandsSideBySide()
    {
        using IHost host = await StartAsync();
        Payments(host).Get("checkout").Record(70, 30);
        await Eventually.TrueAsync(() => Payments(host).Get("checkout").Status.State == SloState.Exhausted, "the budget spent");
        HealthReport report = await HealthAsync(host);

        Assert.Equal(
            ["slo", "slo.payments", "slo.payments:checkout", "slo.payments:refunds", "slo:checkout", "slo:code"], report.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(HealthStatus.Healthy, report.Entries["slo"].Status);
        Assert.Equal(HealthStatus.Healthy, report.Entries["slo:checkout"].Status);
        Assert.Equal(HealthStatus.Degraded, report.Entries["slo.payments"].Status);
        Assert.Equal(HealthStatus.Degraded, report.Entries["slo.payments:checkout"].Status);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Reload_OfOneSet_LeavesTheOther()
    {
        using IHost host = await StartAsync();
        Default(host).Get("checkout").Record(5, 1);
        Payments(host).Get("checkout").Record(70, 30);
        SloTracker untouched = Default(host).Get("checkout");
        Change(host, ("Payments:Objectives:checkout:TargetPercent", "85"), ("Payments:Objectives:payouts:TargetPercent", "90"));
        await Eventually.TrueAsync(() => _log.Messages(8).Count > 0, "new definitions in force");

        Assert.Equal(["checkout: 85 % over 30d", "payouts: 90 % over 30d", "refunds: 95 % over 30d"], Definitions(Payments(host)));
        Assert.Equal(new SloEventCounts(70, 30), Payments(host).Get("checkout").Total);
        Assert.Same(untouched, Default(host).Get("checkout"));
        Assert.Equal(["checkout: 99 % over 30d", "code: 90 % over 30d"], Definitions(Default(host)));

        // An error in one section rejects that set only.
        Change(host, ("Payments:Objectives:checkout:TargetPercent", "0.5"), ("Slo:Objectives:checkout:TargetPercent", "98"));
        await Eventually.TrueAsync(() => _log.Messages(8).Count > 1 && _log.Messages(9).Count > 0, "one set taken over, the other refused");

        Assert.Equal("checkout: 98 % over 30d", Default(host).Get("checkout").Objective.ToString());
        Assert.Equal("checkout: 85 % over 30d", Payments(host).Get("checkout").Objective.ToString());
        Assert.Contains(
            $"set 'payments': error {SloFindingCodes.InvalidTarget}: objective 'checkout': target 0.5 %:", Assert.Single(_log.Messages(9)), StringComparison.Ordinal);
        HealthReport report = await HealthAsync(host);
        Assert.Equal("the newest configuration was rejected, the last valid one is in force", report.Entries["slo.payments"].Description?.Split(';')[0]);
        Assert.Equal(HealthStatus.Healthy, report.Entries["slo:code"].Status);
        Assert.DoesNotContain("refused", report.Entries["slo"].Description, StringComparison.Ordinal);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Errors_OfBothSets_AreReportedAtOnceWithSetPathAndValue()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(
            [
                new("Slo:Objectives:a:TargetPercent", "many"), new("Payments:Objectives:b:Period", "30"), new("Payments:Objectives:b:TargetPercent", "99"),
                new("Payments:EvaluationInterval", "1h"),
            ]);
            builder.Services.AddSlo(builder.Configuration.GetSection("Slo"));
            builder.Services.AddSlo("payments", builder.Configuration.GetSection("Payments"));
        });
        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));

        Assert.Collection(
            refusal.Failures,
            error => Assert.StartsWith($"error {SloFindingCodes.InvalidNumber}: objective 'a': Slo:Objectives:a:TargetPercent 'many': ", error, StringComparison.Ordinal),
            error => Assert.StartsWith($"set 'payments': error {SloFindingCodes.HostOption}: EvaluationInterval 1h: ", error, StringComparison.Ordinal),
            error => Assert.StartsWith(
                $"set 'payments': error {SloFindingCodes.InvalidDuration}: objective 'b': Payments:Objectives:b:Period '30': ", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddSlo_AgainWithTheSameName_IsOneSet()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Payments:Objectives:checkout:TargetPercent", "80")]);
            builder.Services.AddSlo("payments", builder.Configuration.GetSection("Payments"));
            builder.Services.AddSlo("payments", builder.Configuration.GetSection("payments")).AddObjective("refunds", o => o.TargetPercent(95));
            builder.Services.AddSlo("payments");
        });
        await host.StartAsync(Cancel);

        Assert.Equal(["checkout", "refunds"], Payments(host).Trackers.Select(tracker => tracker.Objective.Name));
        Assert.Equal(
            ["AlertDispatchService", "SloEvaluationService", "InstrumentSource", "SloReloader", "SourcePolling", "ReactionService"], host.Services.GetServices<IHostedService>().Select(service => service.GetType().Name));
        Assert.Null(host.Services.GetService<SloRegistry>());
        Assert.Equal(80, 100 * host.Services.GetRequiredService<IOptionsMonitor<SloOptions>>().Get("payments").Objectives[0].Build().TargetRatio);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Instruments_OfANamedSet_AreListenedToOnceForEachSet()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Services.AddMetrics();
            builder.Services.AddSlo(options => options.AddObjective("jobs", o => o.TargetPercent(99).Instrument("app", "jobs")));
            builder.Services.AddSlo("payments", options => options.AddObjective("jobs", o => o.TargetPercent(99).Instrument("app", "jobs", jobs => jobs.BadWhen("error"))));
        });
        await host.StartAsync(Cancel);
        Counter<long> jobs = host.Services.GetRequiredService<IMeterFactory>().Create("app").CreateCounter<long>("jobs");
        jobs.Add(4);
        jobs.Add(3, new KeyValuePair<string, object?>("error", "x"));

        Assert.Equal(new SloEventCounts(7, 0), Default(host).Get("jobs").Total);
        Assert.Equal(new SloEventCounts(4, 3), Payments(host).Get("jobs").Total);
        await host.StopAsync(Cancel);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void AddSlo_WithAnEmptyName_IsRefused(string name)
    {
        Assert.Throws<ArgumentException>(nameof(name), () => new ServiceCollection().AddSlo(name, options => options.AddFinding(SloFinding.Error("X1", "x"))));
        Assert.Throws<ArgumentException>(nameof(name), () => new ServiceCollection().AddSlo(name, new ConfigurationBuilder().Build()));
        Assert.Throws<ArgumentNullException>("section", () => new ServiceCollection().AddSlo("payments", (IConfiguration)null!));
    }

    private static SloRegistry Default(IHost host) => host.Services.GetRequiredService<SloRegistry>();

    private static SloRegistry Payments(IHost host) => host.Services.GetRequiredKeyedService<SloRegistry>("payments");

    private static IEnumerable<string> Definitions(SloRegistry registry) => registry.Trackers.Select(tracker => tracker.Objective.ToString()).Order(StringComparer.Ordinal);

    private static Task<HealthReport> HealthAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);

    private static void Change(IHost host, params (string Key, string Value)[] changes)
    {
        IConfiguration configuration = host.Services.GetRequiredService<IConfiguration>();
        Array.ForEach(changes, change => configuration[change.Key] = change.Value);
        ((IConfigurationRoot)configuration).Reload();
    }

    /// <summary>What <c>slo.events</c> says: set/objective, outcome, count.</summary>
    private static List<string> Events(object? scope)
    {
        List<string> lines = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "slo.events" && ReferenceEquals(instrument.Meter.Scope, scope))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            lines.Add($"{instrument.Meter.Tags?.Single(tag => tag.Key == "slo.set").Value ?? "-"}/{tags[0].Value} {tags[1].Value} {value}"));
        listener.Start();
        listener.RecordObservableInstruments();
        return lines;
    }

    private async Task<IHost> StartAsync()
    {
        IHost host = SloHost.Build(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(
                [
                    new("Slo:Objectives:checkout:TargetPercent", "99"), new("Payments:Objectives:checkout:TargetPercent", "80"),
                    new("Slo:UnobservedTime", "Exclude"), new("Payments:UnobservedTime", "Exclude"),
                ]);
                builder.Services.AddMetrics();
                builder.Services.AddSlo("payments", builder.Configuration.GetSection("Payments")).AddObjective("refunds", o => o.TargetPercent(95));
                builder.Services.AddSlo(builder.Configuration.GetSection("Slo"), options => options.AddObjective("code", o => o.TargetPercent(90)));
                builder.Services.AddHealthChecks().AddSlo().AddSlo(set: "payments");
            },
            _log);
        await host.StartAsync(Cancel);
        return host;
    }
}
