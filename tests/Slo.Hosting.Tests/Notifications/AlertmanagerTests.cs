using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>From recorded events to the API of a real Alertmanager, and away again.</summary>
public sealed class AlertmanagerTests
{
    private static readonly TimeSpan Resend = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alert_OfARunningApp_AppearsStaysWhileFiringAndGoes()
    {
        AlertmanagerServer.SkipWhereAbsent();
        await using AlertmanagerServer server = await AlertmanagerServer.StartAsync();
        using LogRecorder log = new();
        using IHost host = Host(server, log);
        await host.StartAsync(Cancel);
        SloTracker tracker = host.Services.GetRequiredService<SloRegistry>().Get("checkout");

        // Burns on until it is told to stop; then good events, until both windows have passed.
        var bad = 1;
        using Timer traffic = new(_ => tracker.Record(good: 1 - Volatile.Read(ref bad), bad: Volatile.Read(ref bad)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        JsonElement alert = await AlertAsync(server);
        Assert.Equal(
            ["alertname=SloAlert", "instance=replica-1", "severity=page", "slo_name=checkout", "slo_service=shop", "team=checkout"],
            alert.GetProperty("labels").EnumerateObject().Select(label => $"{label.Name}={label.Value}").Order(StringComparer.Ordinal));
        Assert.StartsWith("[PAGE] shop: checkout: the error budget burns", alert.GetProperty("annotations").GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal("https://runbooks.example.com/checkout", alert.GetProperty("annotations").GetProperty("runbook_url").GetString());

        // Its end is four repetitions ahead: beyond that only repetition keeps it there.
        DateTimeOffset ends = alert.GetProperty("endsAt").GetDateTimeOffset();
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > ends + Resend, "the first end has passed");
        JsonElement later = Assert.Single(await server.AlertsAsync());
        Assert.Equal(alert.GetProperty("fingerprint").GetString(), later.GetProperty("fingerprint").GetString());
        Assert.True(later.GetProperty("endsAt").GetDateTimeOffset() > ends);
        Assert.Equal(alert.GetProperty("startsAt").GetDateTimeOffset(), later.GetProperty("startsAt").GetDateTimeOffset());

        Volatile.Write(ref bad, 0);
        await Eventually.TrueAsync(() => log.Messages(13).Count > 0, "the app says that it is over");
        await Eventually.TrueAsync(async () => (await server.AlertsAsync()).Count == 0, () => "the alert is gone");
        await host.StopAsync(Cancel);
        Assert.Empty(log.Messages(17).Concat(log.Messages(18)));
    }

    [Fact]
    public async Task Alert_OfAnAppThatDied_EndsByItself()
    {
        AlertmanagerServer.SkipWhereAbsent();
        await using AlertmanagerServer server = await AlertmanagerServer.StartAsync();
        using LogRecorder log = new();
        using IHost host = Host(server, log);
        await host.StartAsync(Cancel);
        host.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(0, 100);
        await AlertAsync(server);

        // Without time for a last word.
        await host.StopAsync(new CancellationToken(canceled: true));

        await Eventually.TrueAsync(async () => (await server.AlertsAsync()).Count == 0, () => "the alert is gone");
    }

    private static async Task<JsonElement> AlertAsync(AlertmanagerServer server)
    {
        IReadOnlyList<JsonElement> alerts = [];
        await Eventually.TrueAsync(async () => (alerts = await server.AlertsAsync()).Count == 1, () => "the alert in Alertmanager's API");
        return alerts[0];
    }

    private static IHost Host(AlertmanagerServer server, LogRecorder log) => SloHost.Build(
        builder => builder.Services.AddSlo(options =>
        {
            options.ServiceName = "shop";
            options.EvaluationInterval = TimeSpan.FromMilliseconds(200);
            options.UnobservedTime = UnobservedTime.Exclude;
            options.Notifications.Instance = "replica-1";
            options.AddObjective("checkout", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromMinutes(1)).Label("team", "checkout")
                .Runbook("https://runbooks.example.com/checkout").BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(3)));
        }).AddAlertmanagerNotifications("am", server.Address, target => target.ResendInterval = Resend),
        log);
}
