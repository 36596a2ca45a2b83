using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Slo.Hosting.Notifications;
using Slo.Hosting.Tests.Alerting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>What an objective calls itself, and what its labels say, reaches people on one line of a bounded length.</summary>
public sealed class HostileTextsTests
{
    // What a definition may hold: control characters are refused there, those that turn text around are not.
    private const string Turned = "a\u202e\u2066\u200f\u061c\u2028\u2029z";

    [Theory]
    [MemberData(nameof(Targets.Types), MemberType = typeof(Targets))]
    public void Texts_OfAnObjective_AreCleanInEveryFormat(string type)
    {
        SloAlertTransition real = Transitions.OfAnOutage(builder => builder.DisplayName(Turned).Description(Turned).Owner(Turned).Service(Turned)
            .Label("hostile", Turned).Annotation("hostile", Turned))[0];
        SloAlertTransition forged = real with
        {
            Name = HostileText.Forged,
            Service = HostileText.Forged,
            Cause = HostileText.Forged,
            Labels = new Dictionary<string, string> { [HostileText.Forged] = HostileText.Forged, ["instance"] = HostileText.Forged },
            Annotations = new Dictionary<string, string> { [HostileText.Forged] = HostileText.Forged, ["runbook_url"] = "https://x/" + HostileText.Forged },
        };

        // And what the name of a fact and the escapes of an address add.
        Assert.All(Texts(type, real).Concat(Texts(type, forged)), text => Assert.Null(HostileText.Fault(text, CleanTexts.LongestText + 200)));
    }

    // What clients send reaches people as the property that bad events have in common.
    [Theory]
    [MemberData(nameof(Targets.Types), MemberType = typeof(Targets))]
    public void Contributors_WithTextsOfClients_AreCleanInEveryFormat(string type)
    {
        using SloRegistry registry = new(new ManualTime());
        ChannelReader<SloAlertTransition> changes = registry.SubscribeToAlerts(TestContext.Current.CancellationToken);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("checkout").TargetPercent(99).UnobservedTime(UnobservedTime.Exclude)
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).Owner(Turned).Build());
        for (var i = 0; i < 60; i++)
        {
            tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = i < 4 ? $"GET /{i}" : "GET /orders", Caller = i < 4 ? $"{i}" : HostileText.Forged });
        }

        registry.Evaluate();
        Assert.True(changes.TryRead(out SloAlertTransition? fired));
        Assert.Contains("GET /orders", fired.Attribution!.Summary, StringComparison.Ordinal);

        string[] texts = [.. Texts(type, fired)];
        Assert.All(texts, text => Assert.Null(HostileText.Fault(text, CleanTexts.LongestText + 200)));
        Assert.Contains(texts, text => text.Contains("93 % of the bad events beyond normal: GET /orders", StringComparison.Ordinal));
    }

    // Every text of the body, by the lines that are of our making.
    private static IEnumerable<string> Texts(string type, SloAlertTransition transition)
    {
        SloNotification notification = new(transition, isResolved: false, AlertSeverity.Page);
        using HttpContent content = Targets.Of(type).CreateContent(new SloNotificationBatch([notification], HostileText.Forged, DateTimeOffset.UnixEpoch));
        using StreamReader reader = new(content.ReadAsStream(), Encoding.UTF8);
        var body = reader.ReadToEnd();
        using var document = JsonDocument.Parse(body);
        string[] texts = [.. All(document.RootElement)];
        Assert.Contains(texts, text => text.Contains("a\uFFFD", StringComparison.Ordinal));

        // The facts are lines; so a forged one would be one line more than an objective without hostile texts has.
        Assert.All(texts, text => Assert.InRange(text.Count(character => character == '\n'), 0, 9));
        return texts.SelectMany(text => text.Split('\n'));
    }

    private static IEnumerable<string> All(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => All(property.Value).Append(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
