using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Alerting;

/// <summary>A name that came from outside is one clean line in every event of the log.</summary>
public sealed class HostileNamesTests : IDisposable
{
    private readonly LogRecorder _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Alert_WithAForgedName_IsOneLineInEveryEvent()
    {
        using IHost host = SloHost.Build(builder => builder.Services.AddSlo().AddSloAlertHandler<ThrowingHandler>(), _log);
        await host.StartAsync(Cancel);
        SloAlertDispatcher dispatcher = host.Services.GetRequiredService<SloAlertDispatcher>();
        foreach (SloAlertTransition transition in (SloAlertTransition[])
            [Transitions.Fired(HostileText.Forged), Transitions.Fired(HostileText.Forged, AlertSeverity.Ticket), Transitions.Resolved(HostileText.Forged)])
        {
            Assert.True(dispatcher.Post(transition with { Source = SloAlertSource.Alertmanager, Cause = HostileText.Forged }));
        }

        await Eventually.TrueAsync(() => ((int[])[11, 12, 13, 14]).All(id => _log.Messages(id).Count > 0), "all four events");
        await host.StopAsync(Cancel);
        AllClean(11, 12, 13, 14);
    }

    [Fact]
    public async Task Alert_WithAForgedNameThatAHandlerTakesTooLongFor_IsOneLine()
    {
        using IHost host = SloHost.Build(
            builder => builder.Services.AddSlo(options => options.AlertHandlerTimeout = TimeSpan.FromMilliseconds(100)).AddSloAlertHandler<WaitingHandler>(), _log);
        await host.StartAsync(Cancel);
        Assert.True(host.Services.GetRequiredService<SloAlertDispatcher>().Post(Transitions.Fired(HostileText.Forged)));
        await Eventually.TrueAsync(() => _log.Messages(15).Count > 0, "the time-out");
        await host.StopAsync(Cancel);

        AllClean(15);
    }

    [Fact]
    public async Task Configuration_WithForgedTexts_IsRefusedOnOneLine()
    {
        using IHost host = SloHost.Build(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([new("Slo:Objectives:checkout:TargetPercent", "99")]);
                builder.Services.AddSlo(builder.Configuration.GetSection("Slo"));
            },
            _log);
        await host.StartAsync(Cancel);
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        foreach (var key in (string[])["TargetPercent", "Period", "StartTime", "BudgetingMethod", "FasterThan", "MaximumGroups", HostileText.Forged, "Rules:a:BurnRate", "Rules:a:Window", "Instrument:BadIncluded"])
        {
            configuration["Slo:Objectives:checkout:" + key] = HostileText.Forged;
        }

        configuration["Slo:Notifications:ops:Type"] = HostileText.Forged;
        configuration.Reload();
        await Eventually.TrueAsync(() => _log.Messages(9).Count > 0, "the refusal");
        await host.StopAsync(Cancel);

        // A value does not crowd out what is wrong with it.
        Assert.Null(HostileText.Fault(_log.Messages(9)[0], 20_000));
        Assert.Contains(SloFindingCodes.InvalidNumber, _log.Messages(9)[0], StringComparison.Ordinal);
        Assert.Contains(SloFindingCodes.NotificationType, _log.Messages(9)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Indicator_WithoutASource_IsNamedOnOneLine()
    {
        using IHost host = SloHost.Build(
            builder => builder.Services.AddSlo(options => options.AddObjective("checkout", objective => objective.TargetPercent(99)
                .HttpServer(http => http.Route("/" + string.Concat(Enumerable.Repeat("a\u202e\n", 500)))))),
            _log);
        await host.StartAsync(Cancel);
        await Eventually.TrueAsync(() => _log.Messages(10).Count > 0, "the warning");
        await host.StopAsync(Cancel);

        AllClean(10);
    }

    private void AllClean(params int[] ids) => Assert.All(ids.SelectMany(_log.Messages), message => Assert.Null(HostileText.Fault(message, 1000)));
}
