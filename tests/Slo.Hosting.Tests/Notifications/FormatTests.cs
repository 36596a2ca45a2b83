using System.Globalization;
using System.Text;
using System.Text.Json;
using Slo.Hosting.Notifications;
using Slo.Hosting.Tests.Alerting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>The exact bodies of every format, for a page and for its end.</summary>
public sealed class FormatTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(Targets.Types), MemberType = typeof(Targets))]
    public void Body_OfAPageAndItsEnd_IsTheApprovedOne(string type)
    {
        SloHttpNotificationTarget target = Targets.Of(type);
        IReadOnlyList<SloAlertTransition> outage = Transitions.OfAnOutage();
        SloNotification page = Routing.For(Targets.ProfileOf(target), outage.Single(transition => transition.Kind == SloAlertTransitionKind.Escalated)).Single(notification => !notification.IsResolved);
        SloNotification end = Routing.For(Targets.ProfileOf(target), outage.Single(transition => transition.Kind == SloAlertTransitionKind.Resolved)).Single();
        var bodies = Body(target, page) + "\n\n" + Body(target, end) + "\n";
        var difference = Approval.Difference(bodies, "tests", "Slo.Hosting.Tests", "Notifications", $"{type}.approved.txt");

        Assert.True(difference is null, difference);
    }

    [Theory]
    [InlineData("CloudEvents", "\"targetRatio\":0.9,")]
    [InlineData("Slack", "90 % over 30d")]
    public void Body_WhileATargetIsOverridden_HasTheOneInForce(string type, string expected)
    {
        SloHttpNotificationTarget target = Targets.Of(type);
        SloAlertTransition fired = Transitions.OfAnOutage(slo => slo.BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromMinutes(5)), registry => registry.OverrideTarget(new()
        {
            Objective = "checkout-availability",
            TargetRatio = 0.9m,
            From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            To = new(2026, 1, 20, 0, 0, 0, TimeSpan.Zero),
        }))[0];

        Assert.Contains(expected, Body(target, Routing.For(Targets.ProfileOf(target), fired).First()), StringComparison.Ordinal);
    }

    [Fact]
    public void Body_InAnotherCulture_IsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            string[] bodies = [.. ((string[])["", "de-DE", "tr-TR", "ar-SA"]).Select(culture =>
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                return string.Concat(Targets.Types.Select(type => Targets.Of(type)).SelectMany(
                    target => Routing.For(Targets.ProfileOf(target), Transitions.OfAnOutage()[0]).Select(notification => Body(target, notification))));
            })];

            Assert.Single(bodies.Distinct());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void PagerDuty_WithTextsOfAnyLength_KeepsItsLimits()
    {
        SloAlertTransition transition = Transitions.Fired() with
        {
            Cause = string.Concat(Enumerable.Repeat("💥", 1000)),
            Fingerprint = new string('f', 300),
            Labels = Enumerable.Range(0, 64).ToDictionary(i => $"label-{i}", _ => new string('é', 5000)),
        };
        var body = Body(Targets.Of("PagerDuty"), Routing.For(Targets.ProfileOf(Targets.Of("PagerDuty")), transition).Single());
        JsonElement document = JsonDocument.Parse(body).RootElement;

        Assert.InRange(document.GetProperty("payload").GetProperty("summary").GetString()!.Length, 1000, PagerDutyNotificationTarget.MaximumSummary);
        Assert.Equal(PagerDutyNotificationTarget.MaximumDedupKey, document.GetProperty("dedup_key").GetString()!.Length);
        Assert.InRange(Encoding.UTF8.GetByteCount(body), 1, 512 * 1024);
    }

    [Fact]
    public void Slack_WithHostileTexts_EscapesThemAndKeepsItsLimits()
    {
        SloAlertTransition transition = Transitions.OfAnOutage(builder => builder
            .DisplayName("<!channel> & <https://evil.example|free>").Description(new string('<', 1050)).Owner("<@U1>").Runbook("https://x.example/a|b>c"))[0];
        JsonElement document = JsonDocument.Parse(Body(Targets.Of("Slack"), Routing.For(Targets.ProfileOf(Targets.Of("Slack")), transition).Single())).RootElement;
        string[] texts = [.. document.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("text").GetProperty("text").GetString()!), document.GetProperty("text").GetString()!];

        Assert.All(texts, text => Assert.InRange(text.Length, 1, SlackNotificationTarget.MaximumText));
        Assert.Contains("&lt;!channel&gt; &amp; &lt;https://evil.example|free&gt;", texts[0], StringComparison.Ordinal);
        Assert.Equal(["<https://x.example/a%7Cb%3Ec|Runbook>  <https://grafana.example.com/d/checkout|Dashboard>"], texts.Where(text => text.Contains('<', StringComparison.Ordinal)));
    }

    [Fact]
    public void Alertmanager_Labels_HaveNamesThatItTakesAndNoOthersPassForOurs()
    {
        SloHttpNotificationTarget target = Targets.Of("Alertmanager");
        SloAlertTransition transition = Transitions.Fired() with
        {
            Labels = new Dictionary<string, string> { ["cost-centre"] = "42", ["9lives"] = "yes", ["severity"] = "none", ["empty"] = "", ["alertname"] = "Other" },
        };
        JsonElement labels = JsonDocument.Parse(Body(target, Routing.For(Targets.ProfileOf(target), transition).Single())).RootElement[0].GetProperty("labels");

        Assert.Equal(
            ["_9lives=yes", "alertname=SloAlert", "cost_centre=42", "instance=replica-1", "severity=page", "slo_name=checkout", "slo_service=shop"],
            labels.EnumerateObject().Select(label => $"{label.Name}={label.Value}"));
    }

    // As in the rules that are generated for the same objective.
    [Theory]
    [InlineData(AlertSeverity.Page, "critical", "phone", "page text")]
    [InlineData(AlertSeverity.Ticket, "ticket", "chat", null)]
    public void Alertmanager_LabelsAndAnnotations_AreThoseThatTheObjectiveSetsForItsAlerts(AlertSeverity severity, string label, string channel, string? summary)
    {
        SloHttpNotificationTarget target = Targets.Of("Alertmanager");
        SloAlertTransition transition = Transitions.Fired() with
        {
            After = severity,
            Owner = "team\u202e shop",
            Annotations = new Dictionary<string, string>
            {
                ["slo.dev/alert-name"] = "Checkout",
                ["slo.dev/alert-labels"] = """{"channel":"chat","slo_name":"other","alertname":"other"}""",
                ["slo.dev/page-labels"] = """{"channel":"phone","severity":"critical"}""",
                ["slo.dev/page-annotations"] = """{"summary":"page text"}""",
                ["slo.dev/ticket-labels"] = "no object",
                ["tool.dev/key"] = "not for alerts",
                ["runbook_url"] = "https://runbooks.example.com/checkout",
            },
        };
        SloNotification notification = Routing.For(Targets.ProfileOf(target), transition).Single(sent => !sent.IsResolved);
        JsonElement alert = JsonDocument.Parse(Body(target, notification)).RootElement[0];
        JsonElement labels = alert.GetProperty("labels");

        Assert.Equal(
            ("Checkout", label, channel, "checkout"),
            (labels.GetProperty("alertname").GetString(), labels.GetProperty("severity").GetString(), labels.GetProperty("channel").GetString(), labels.GetProperty("slo_name").GetString()));
        Assert.DoesNotContain('\u202e', labels.GetProperty("slo_owner").GetString()!);
        Assert.Equal(summary ?? notification.Title, alert.GetProperty("annotations").GetProperty("summary").GetString());
        Assert.Equal(["description", "runbook_url", "summary"], alert.GetProperty("annotations").EnumerateObject().Select(annotation => annotation.Name));
    }

    // Where page and ticket have the same labels, it is one alert, which does not end by becoming the other.
    [Fact]
    public void Alertmanager_SeveritiesWithTheSameLabels_AreOneAlert()
    {
        SloHttpNotificationTarget target = Targets.Of("Alertmanager");
        SloAlertTransition transition = Transitions.Fired() with
        {
            Kind = SloAlertTransitionKind.Deescalated,
            Before = AlertSeverity.Page,
            After = AlertSeverity.Ticket,
            Annotations = new Dictionary<string, string> { ["slo.dev/alert-labels"] = """{"severity":"critical"}""" },
        };

        Assert.False(Assert.Single(Routing.For(Targets.ProfileOf(target), transition)).IsResolved);
        Assert.Equal(2, Routing.For(Targets.ProfileOf(target), transition with { Annotations = new Dictionary<string, string>() }).Count());
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("runbooks/checkout")]
    [InlineData("ftp://files.example.com/x")]
    public void Link_ThatIsNoWebAddress_IsLeftOut(string url)
    {
        SloAlertTransition transition = Transitions.Fired() with { Annotations = new Dictionary<string, string> { ["runbook_url"] = url } };
        SloHttpNotificationTarget target = Targets.Of("PagerDuty");

        Assert.DoesNotContain(url, Body(target, Routing.For(Targets.ProfileOf(target), transition).Single()), StringComparison.Ordinal);
    }

    private static string Body(SloHttpNotificationTarget target, SloNotification notification)
    {
        using HttpContent content = target.CreateContent(new SloNotificationBatch([notification], "replica-1", Now));
        using StreamReader reader = new(content.ReadAsStream(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
