using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo.Hosting.Tests.Alerting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

public sealed class NotificationConfigurationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Errors_OfAllTargets_ComeAtOnceAndShowNoSecret()
    {
        const string Secret = "hush-hush";
        IReadOnlyList<SloFinding> errors = await SloHost.ErrorsAsync(
            $$"""
            { "Slo": { "AlertHandlerTimeout": "1ms", "Notifications": {
              "a": { "Type": "Pager", "Url": "https://x/{{Secret}}" },
              "b": { "Url": "https://x/{{Secret}}" },
              "c": { "Type": "Slack" },
              "d": { "Type": "Slack", "Url": "{{Secret}}" },
              "e": { "Type": "Webhook", "Url": "ftp://x/{{Secret}}" },
              "f": { "Type": "Webhook", "Url": "http://alerts.example.com/{{Secret}}" },
              "g": { "Type": "Webhook", "Url": "https://me:{{Secret}}@x/" },
              "h": { "Type": "PagerDuty", "RoutingKey": "{{Secret}}" },
              "i": { "Type": "Webhook", "Url": "https://x/", "RoutingKey": "{{Secret}}", "SigningSecret": "{{Secret}}", "Headers": { "X-A": "{{Secret}}\n", "Bad Name": "{{Secret}}" } },
              "j!": { "Type": "Alertmanager", "Url": "https://x/", "Timeout": "1ms", "GiveUpAfter": "8d", "ResendInterval": "0s", "MaximumPerHour": 1, "Capacity": 0, "Retries": 3 }
            } } }
            """,
            options => options.Notifications.AddTarget("C", new SlackNotificationTarget { Url = new Uri("https://x/") }));

        Assert.Equal(
            [
                (SloFindingCodes.NotificationType, "Slo:Notifications:a:Type"),
                (SloFindingCodes.NotificationType, "Slo:Notifications:b:Type"),
                (SloFindingCodes.UnknownField, "Slo:Notifications:i:RoutingKey"),
                (SloFindingCodes.UnknownField, "Slo:Notifications:j!:Retries"),
                (SloFindingCodes.HostOption, "AlertHandlerTimeout"),
                (SloFindingCodes.NotificationTarget, "Slo:Notifications:c:Url"),
                (SloFindingCodes.NotificationTarget, "Slo:Notifications:d:Url"),
                (SloFindingCodes.NotificationTarget, "Slo:Notifications:e:Url"),
                (SloFindingCodes.NotificationTarget, "Slo:Notifications:f:Url"),
                (SloFindingCodes.NotificationTarget, "Slo:Notifications:g:Url"),
                (SloFindingCodes.NotificationTarget, "Slo:Notifications:h:RoutingKey"),
                (SloFindingCodes.NotificationTarget, "Slo:Notifications:i:SigningSecret"),
                (SloFindingCodes.NotificationTarget, "Slo:Notifications:i:Headers"),
                (SloFindingCodes.NotificationTarget, "Slo:Notifications:i:Headers"),
                (SloFindingCodes.NotificationName, "Slo:Notifications:j!"),
                (SloFindingCodes.NotificationSetting, "Slo:Notifications:j!:Timeout"),
                (SloFindingCodes.NotificationSetting, "Slo:Notifications:j!:GiveUpAfter"),
                (SloFindingCodes.NotificationSetting, "Slo:Notifications:j!:MaximumPerHour"),
                (SloFindingCodes.NotificationSetting, "Slo:Notifications:j!:Capacity"),
                (SloFindingCodes.NotificationSetting, "Slo:Notifications:j!:ResendInterval"),
                (SloFindingCodes.DuplicateName, "Slo:Notifications:c"),
            ],
            errors.Select(error => (error.Code, error.Path!)));
        Assert.DoesNotContain(errors, error => error.ToString().Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://am.example.com", "https://am.example.com/api/v2/alerts")]
    [InlineData("https://am.example.com/prefix/", "https://am.example.com/prefix/api/v2/alerts")]
    [InlineData("https://am.example.com/?tenant=a", "https://am.example.com/api/v2/alerts?tenant=a")]
    public void Address_OfAlertmanager_IsItsApiBelowTheBase(string url, string address) => Assert.Equal(
        address, new AlertmanagerNotificationTarget { Url = new Uri(url) }.Address!.AbsoluteUri);

    [Fact]
    public void Address_OfPagerDuty_IsThePublicOne() => Assert.Equal(
        "https://events.pagerduty.com/v2/enqueue", new PagerDutyNotificationTarget().Address!.AbsoluteUri);

    [Fact]
    public async Task Reload_OfTargets_TakesThemOverWhole()
    {
        await using Receiver first = await Receiver.StartAsync(200);
        await using Receiver second = await Receiver.StartAsync(200);
        await using Receiver third = await Receiver.StartAsync(200);
        using LogRecorder log = new();
        using IHost host = SloHost.Build(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([new("Slo:Notifications:ops:Type", "Webhook"), new("Slo:Notifications:ops:Url", first.Address.AbsoluteUri)]);
                builder.Services.AddSlo(builder.Configuration.GetSection("Slo"));
            },
            log);
        await host.StartAsync(Cancel);
        SloAlertDispatcher dispatcher = host.Services.GetRequiredService<SloAlertDispatcher>();
        dispatcher.Post(Transitions.Fired());
        await Eventually.TrueAsync(() => first.Requests.Count == 1, "the first receiver hears");

        // An error leaves the old targets in force.
        Change(host, ("ops:Url", "nowhere"));
        await Eventually.TrueAsync(() => log.Messages(9).Count == 1, "the refusal");
        dispatcher.Post(Transitions.Resolved());
        await Eventually.TrueAsync(() => first.Requests.Count == 2, "the first receiver still hears");

        Change(host, ("ops:Url", second.Address.AbsoluteUri), ("new:Type", "CloudEvents"), ("new:Url", third.Address.AbsoluteUri));
        await Eventually.TrueAsync(
            () =>
            {
                dispatcher.Post(Transitions.Fired($"slo-{third.Requests.Count}-{second.Requests.Count}"));
                return second.Requests.Count > 0 && third.Requests.Count > 0;
            },
            "both new receivers hear");

        // A change is logged after it is in force.
        await Eventually.TrueAsync(() => log.Messages(8).Count > 0, "the change is logged");
        Assert.EndsWith("(notification target added: new; notification target changed: ops)", Assert.Single(log.Messages(8)), StringComparison.Ordinal);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public void Options_OfATarget_AreReadAsWritten()
    {
        using IHost host = SloHost.FromJson(
            """
            { "Slo": { "Instance": "replica-7", "AlertHandlerTimeout": "3s", "Notifications": { "ops": {
              "Type": "webhook", "Url": "http://10.0.0.1/hook", "AllowHttp": true, "Addresses": "any", "MinimumSeverity": "page", "Match": { "team": "checkout" },
              "Headers": { "Authorization": "Bearer x" }, "SigningSecret": "0123456789abcdef", "Timeout": "2s", "GiveUpAfter": "1h", "MaximumPerHour": 5, "Capacity": 7 } } } }
            """);
        SloOptions options = host.Services.GetRequiredService<IOptions<SloOptions>>().Value;
        WebhookNotificationTarget target = (WebhookNotificationTarget)options.Notifications.Targets.Single();

        Assert.Equal(("replica-7", TimeSpan.FromSeconds(3)), (options.Notifications.Instance, options.AlertHandlerTimeout));
        Assert.Equal(
            ("ops (Webhook)", SloNotificationAddresses.Any, AlertSeverity.Page, "checkout", "Bearer x", TimeSpan.FromSeconds(2), TimeSpan.FromHours(1), 5, 7),
            (target.ToString(), target.Addresses, target.MinimumSeverity, target.Match["team"], target.Headers["authorization"], target.Timeout, target.GiveUpAfter, target.MaximumPerHour, target.Capacity));
    }

    private static void Change(IHost host, params (string Key, string Value)[] values)
    {
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        foreach ((var key, var value) in values)
        {
            configuration[$"Slo:Notifications:{key}"] = value;
        }

        configuration.Reload();
    }
}
