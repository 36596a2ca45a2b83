using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>Whatever stands in the options of a target: what is wrong is listed, on a line of its own, and nothing throws.</summary>
[SeededProperties]
public sealed class HostileOptionsTests
{
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

    [Property(MaxTest = 2500, Arbitrary = [typeof(OptionScript)])]
    public void Check_OfAnyTexts_ListsErrorsAndWhatPassesCanBeSent(string type, Assignment[] script)
    {
        SloOptions options = OptionScript.Play(type, script);
        List<SloFinding> errors = options.Check(defaultService: null);

        Assert.All(errors, error => Assert.Null(HostileText.Fault(error.ToString(), 2000)));
        Assert.DoesNotContain(errors, error => error.ToString().Contains(OptionScript.Secret, StringComparison.Ordinal));
        if (errors.Count == 0)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, ((SloHttpNotificationTarget)options.Notifications.Targets[0]).Address);
            Assert.True(request.RequestUri!.IsAbsoluteUri);
        }
    }

    // It is the check that is tested, and not only refusals.
    [Fact]
    public void Check_OfAnyTexts_PassesSomeAndRefusesSome()
    {
        const int Count = 1000;
        IEnumerable<Assignment[]> scripts = OptionScript.Script().Generator.Sample(Count);

        Assert.InRange(scripts.Count(script => OptionScript.Play("Webhook", script).Check(defaultService: null).Count == 0), Count / 20, Count - (Count / 20));
    }
}
