using Slo.Hosting.Incidents;
using Slo.Hosting.Notifications;
using Slo.Hosting.Tests.Alerting;
using Slo.Hosting.Tests.Notifications;
using Xunit;

namespace Slo.Hosting.Tests.Incidents;

/// <summary>What notifications say of the incident of their alert.</summary>
public sealed class NotifiedIncidentTests
{
    private const string Hostile = "<!channel> & <http://evil|x>\n# \u202e";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Alert_OfAnObjective_HasAnIncident_AndNoOtherAlertHas()
    {
        IncidentRoutes routes = new();
        SloAlertTransition fired = Transitions.OfAnOutage()[0];

        Assert.Equal(fired.IncidentId, routes.Of(fired)?.Id);
        Assert.EndsWith("-" + fired.Fingerprint, fired.IncidentId, StringComparison.Ordinal);
        Assert.Null(routes.Of(fired with { Status = null }));
    }

    [Fact]
    public void Acknowledgement_OfTheIncident_IsFound_AndNoOther()
    {
        using SloRegistry registry = new();
        IncidentRoutes routes = new();
        SloAlertTransition fired = Transitions.OfAnOutage()[0];
        routes.Follow("", registry.Ledger);
        Add("another", IncidentNote.Acknowledged, "ann");
        Add(fired.IncidentId, IncidentNote.Commented, "bob");
        Assert.Null(routes.Of(fired)!.Acknowledgement);

        Add(fired.IncidentId, IncidentNote.Acknowledged, "carl");
        Assert.StartsWith("by carl at 20", routes.Of(fired)!.Acknowledgement, StringComparison.Ordinal);

        void Add(string id, string outcome, string actor) => registry.Ledger.Add(
            SloLedgerEntryKind.Incident, fired.Name, actor, null, [new(SloLedgerDetails.Incident, id), new(SloLedgerDetails.Outcome, outcome)]);
    }

    [Theory]
    [InlineData("Slack")]
    [InlineData("PagerDuty")]
    [InlineData("CloudEvents")]
    [InlineData("Alertmanager")]
    [InlineData("Webhook")]
    public void Facts_AreInEachFormat_AsOneCleanLine(string type)
    {
        SloIncidentOptions options = new() { DefaultQueue = Hostile, FirstResponse = "call {queue}" };
        SloAlertTransition fired = Transitions.OfAnOutage()[0] with { Labels = new Dictionary<string, string> { ["category"] = "latency" } };
        var body = Body(type, fired, new("id-1", options.Route(IncidentRouting.Incident(fired)), "by kim at 12"));

        Assert.All(["id-1", "latency", "by kim at 12"], text => Assert.Contains(text, body, StringComparison.Ordinal));
        Assert.DoesNotContain("\u202e", body, StringComparison.Ordinal);
        Assert.DoesNotContain("http://evil|x>\\n", body, StringComparison.Ordinal);
        if (type == "Slack")
        {
            Assert.Contains("*First response:* call &lt;!channel&gt; &amp; &lt;http://evil|x&gt;", body, StringComparison.Ordinal);
            Assert.DoesNotContain("<!channel>", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void End_HasNoFirstResponse()
    {
        SloAlertTransition ended = Transitions.OfAnOutage()[^1];
        var body = Body("Slack", ended, new("id-1", new("latency", "q", null, "do it"), null));

        Assert.Contains("*Queue:* q", body, StringComparison.Ordinal);
        Assert.DoesNotContain("First response", body, StringComparison.Ordinal);
    }

    private static string Body(string type, SloAlertTransition transition, NotifiedIncident incident)
    {
        SloHttpNotificationTarget target = Targets.Of(type);
        SloNotification notification = Routing.For(Targets.ProfileOf(target), transition).First().With(incident);
        using HttpContent content = target.CreateContent(new SloNotificationBatch([notification], "replica-1", Now));
        return content.ReadAsStringAsync().GetAwaiter().GetResult().Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal).Replace("\\u0026", "&", StringComparison.Ordinal);
    }
}
