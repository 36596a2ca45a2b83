using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>Whatever stands in the options of a target: what is wrong is listed, on a line of its own, and nothing throws.</summary>
public sealed class HostileOptionsTests
{
    private const string Secret = "pl4nt3ds3cr3t";

    [Theory]
    [InlineData(SloNotificationType.Alertmanager, "/")]
    [InlineData(SloNotificationType.Alertmanager, "//host")]
    [InlineData(SloNotificationType.Alertmanager, "///")]
    [InlineData(SloNotificationType.Alertmanager, "file:///etc/passwd")]
    [InlineData(SloNotificationType.Alertmanager, "mailto:a@b")]
    [InlineData(SloNotificationType.Alertmanager, "urn:x")]
    [InlineData(SloNotificationType.Alertmanager, "http:")]
    [InlineData(SloNotificationType.Webhook, "/")]
    [InlineData(SloNotificationType.PagerDuty, "/")]
    [InlineData(SloNotificationType.Slack, "/")]
    [InlineData(SloNotificationType.CloudEvents, "/")]
    public async Task Url_ThatIsNoWebAddress_IsAmongTheFaults(SloNotificationType type, string url)
    {
        IReadOnlyList<string> faults = await SloHost.FaultsAsync(
            $$"""{ "Slo": { "Notifications": { "am": { "Type": "{{type}}", "Url": "{{url}}", "RoutingKey": "0123456789abcdef0123456789abcdef" } } } }""");

        Assert.Contains(faults, fault => fault.StartsWith("Slo:Notifications:am:Url: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_OfAnyTexts_ListsFaultsAndWhatPassesCanBeSent()
    {
#pragma warning disable CA5394 // Not for secrets.
        Random random = new(1);
        var passed = 0;
        for (var round = 0; round < 20_000; round++)
        {
            SloOptions options = new() { ServiceName = HostileText.Next(random) };
            options.Notifications.Instance = HostileText.Next(random);
            options.Notifications.AddTarget(random.Next(2) == 0 ? "ops" : HostileText.Next(random), (SloNotificationType)random.Next(-1, 6), target => Fill(target, random));
            List<string> faults = options.Check(defaultService: null);

            Assert.All(faults, fault => Assert.Null(HostileText.Fault(fault, 2000)));
            Assert.DoesNotContain(faults, fault => fault.Contains(Secret, StringComparison.Ordinal));
            if (faults.Count == 0)
            {
                passed++;
                using HttpRequestMessage request = new(HttpMethod.Post, options.Notifications.Targets[0].Address);
                Assert.True(request.RequestUri!.IsAbsoluteUri);
            }
        }
#pragma warning restore CA5394

        // It is the check that is tested, and not only refusals.
        Assert.InRange(passed, 100, 20_000);
    }

    private static void Fill(SloNotificationTarget target, Random random)
    {
#pragma warning disable CA5394 // Not for secrets.
        string? Maybe() => random.Next(2) == 0 ? null : HostileText.Next(random);
        var url = random.Next(4) switch { 0 => HostileText.Next(random), 1 => "https://" + HostileText.Next(random), 2 => "https://x/" + HostileText.Next(random), _ => "https://x/" };
        target.Url = random.Next(10) == 0 ? null : Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out Uri? address) ? address : new Uri("/", UriKind.Relative);
        target.RoutingKey = target.Type == SloNotificationType.PagerDuty && random.Next(4) > 0 ? new string('k', 32) : random.Next(4) > 0 ? null : Maybe();
        target.SigningSecret = random.Next(3) > 0 ? null : Secret + Maybe();
        if (random.Next(3) == 0)
        {
            target.Headers[HostileText.Next(random)] = (random.Next(4) == 0 ? null : Secret + Maybe())!;
            target.Match[HostileText.Next(random)] = Maybe()!;
        }

        target.Timeout = random.Next(10) == 0 ? TimeSpan.MinValue : target.Timeout;
        target.GiveUpAfter = random.Next(10) == 0 ? TimeSpan.MaxValue : target.GiveUpAfter;
        target.ResendInterval = random.Next(10) == 0 ? TimeSpan.MinValue : target.ResendInterval;
#pragma warning restore CA5394
    }
}
