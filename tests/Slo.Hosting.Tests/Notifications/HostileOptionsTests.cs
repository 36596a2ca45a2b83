using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>Whatever stands in the options of a target: what is wrong is listed, on a line of its own, and nothing throws.</summary>
public sealed class HostileOptionsTests
{
    private const string Secret = "pl4nt3ds3cr3t";

    [Theory]
    [InlineData("Alertmanager", "/")]
    [InlineData("Alertmanager", "//host")]
    [InlineData("Alertmanager", "///")]
    [InlineData("Alertmanager", "file:///etc/passwd")]
    [InlineData("Alertmanager", "mailto:a@b")]
    [InlineData("Alertmanager", "urn:x")]
    [InlineData("Alertmanager", "http:")]
    [InlineData("Webhook", "/")]
    [InlineData("PagerDuty", "/")]
    [InlineData("Slack", "/")]
    [InlineData("CloudEvents", "/")]
    public async Task Url_ThatIsNoWebAddress_IsAmongTheErrors(string type, string url)
    {
        IReadOnlyList<SloFinding> errors = await SloHost.ErrorsAsync(
            $$"""{ "Slo": { "Notifications": { "am": { "Type": "{{type}}", "Url": "{{url}}" } } } }""");

        Assert.Contains(errors, error => error is { Code: SloFindingCodes.NotificationTarget, Path: "Slo:Notifications:am:Url" });
    }

    [Fact]
    public void Check_OfAnyTexts_ListsErrorsAndWhatPassesCanBeSent()
    {
#pragma warning disable CA5394 // Not for secrets.
        Random random = new(1);
        var passed = 0;
        for (var round = 0; round < 20_000; round++)
        {
            SloOptions options = new() { ServiceName = HostileText.Next(random) };
            options.Notifications.Instance = HostileText.Next(random);
            options.Notifications.AddTarget(random.Next(2) == 0 ? "ops" : HostileText.Next(random), Filled(random));
            List<SloFinding> errors = options.Check(defaultService: null);

            Assert.All(errors, error => Assert.Null(HostileText.Fault(error.ToString(), 2000)));
            Assert.DoesNotContain(errors, error => error.ToString().Contains(Secret, StringComparison.Ordinal));
            if (errors.Count == 0)
            {
                passed++;
                using HttpRequestMessage request = new(HttpMethod.Post, ((SloHttpNotificationTarget)options.Notifications.Targets[0]).Address);
                Assert.True(request.RequestUri!.IsAbsoluteUri);
            }
        }
#pragma warning restore CA5394

        // It is the check that is tested, and not only refusals.
        Assert.InRange(passed, 100, 20_000);
    }

    private static SloHttpNotificationTarget Filled(Random random)
    {
#pragma warning disable CA5394 // Not for secrets.
        SloHttpNotificationTarget target = Targets.Of(Targets.Types.ElementAt(random.Next(Targets.Types.Count)).Data);
        string? Maybe() => random.Next(2) == 0 ? null : HostileText.Next(random);
        var url = random.Next(4) switch { 0 => HostileText.Next(random), 1 => "https://" + HostileText.Next(random), 2 => "https://x/" + HostileText.Next(random), _ => "https://x/" };
        target.Url = random.Next(10) == 0 ? null : Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out Uri? address) ? address : new Uri("/", UriKind.Relative);
        if (target is PagerDutyNotificationTarget pager && random.Next(4) == 0)
        {
            pager.RoutingKey = Maybe();
        }

        target.SigningSecret = random.Next(3) > 0 ? null : Secret + Maybe();
        if (random.Next(3) == 0)
        {
            target.Headers[HostileText.Next(random)] = (random.Next(4) == 0 ? null : Secret + Maybe())!;
            target.Match[HostileText.Next(random)] = Maybe()!;
        }

        target.Timeout = random.Next(10) == 0 ? TimeSpan.MinValue : target.Timeout;
        target.GiveUpAfter = random.Next(10) == 0 ? TimeSpan.MaxValue : target.GiveUpAfter;
        if (target is AlertmanagerNotificationTarget manager && random.Next(10) == 0)
        {
            manager.ResendInterval = TimeSpan.MinValue;
        }
#pragma warning restore CA5394

        return target;
    }
}
