using Slo.AspNetCore.Alertmanager;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

public sealed class KnownIncidentsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly KnownIncidents _known = new(new IncidentKey(null));
    private readonly List<string> _news = [];
    private DateTimeOffset _now = Start;

    // One alert for each window, as generated rules raise them; each is an alert of its own to Alertmanager.
    [Fact]
    public void AlertsOfOneObjective_AreOneIncidentWhoseSeverityRisesAndFalls()
    {
        Tell(Alert("1d", "ticket"));
        Tell(Alert("1d", "ticket"), Alert("1h", "page"));
        Tell(Alert("1d", "ticket"), Alert("1h", "page"), Alert("6h", "page"), Alert("3d", "ticket"));
        Tell(Alert("1d", "ticket"), Alert("1h", "page", ends: 10), Alert("6h", "page"), Alert("3d", "ticket"));
        Tell(Alert("1d", "ticket"), Alert("6h", "page", ends: 20), Alert("3d", "ticket"));
        Tell(Alert("1d", "ticket", ends: 30), Alert("3d", "ticket"));
        Tell(Alert("3d", "ticket", ends: 40));
        Tell(Alert("3d", "ticket", ends: 40));

        Assert.Equal(["Fired -Ticket 0", "Escalated Ticket-Page 0", "Deescalated Page-Ticket 0", "Resolved Ticket- 0"], _news);
    }

    [Fact]
    public void WindowsThatTakeTurns_AreOneIncident()
    {
        Tell(Alert("1h", "page"));
        Tell(Alert("1h", "page", ends: 5), Alert("6h", "page", starts: 5));
        Tell(Alert("6h", "page", starts: 5, ends: 9), Alert("1h", "page", starts: 9));

        Assert.Equal(["Fired -Page 0"], _news);
    }

    // Each group of Alertmanager has messages of its own.
    [Fact]
    public void AlertsOfOneObjective_InSeveralGroups_AreOneIncident()
    {
        Tell("pages", Alert("1h", "page"));
        Tell("tickets", Alert("1d", "ticket"));
        Tell("pages", Alert("1h", "page", ends: 10));
        Tell("tickets", Alert("1d", "ticket", ends: 20));

        Assert.Equal(["Fired -Page 0", "Deescalated Page-Ticket 0", "Resolved Ticket- 0"], _news);
    }

    // With send_resolved: false the end of an alert is never sent. A page that ended on Monday must not hide the one of Wednesday.
    [Fact]
    public void AlertWhoseEndWasNotSent_HidesNoLaterOne()
    {
        Tell(Alert("1h", "page"));
        Tell(Alert("1d", "ticket", starts: 100));
        Tell(Alert("1d", "ticket", starts: 100), Alert("1h", "page", starts: 110));
        Tell(Alert("1h", "page", starts: 110));
        Tell(Alert("1h", "page", starts: 500));

        Assert.Equal(["Fired -Page 0", "Fired -Ticket 100", "Escalated Ticket-Page 100", "Fired -Page 500"], _news);
    }

    [Theory]
    [InlineData("pages")]
    [InlineData("group")]
    public void PageWhoseEndWasNotSent_HidesNoLaterOneWhileATicketGoesOn(string group)
    {
        Tell("group", Alert("1d", "ticket"));
        Tell(group, Alert("1d", "ticket"), Alert("1h", "page", starts: 10));
        Tell("group", Alert("1d", "ticket"));
        Tell(group, Alert("1d", "ticket"), Alert("1h", "page", starts: 500));

        Assert.Equal(["Fired -Ticket 0", "Escalated Ticket-Page 0", "Escalated Ticket-Page 0"], _news);
    }

    // It does not fire another time, and its end may have been lost; Alertmanager would repeat it.
    [Fact]
    public void AlertThatWasNotReportedForADay_IsForgotten()
    {
        Tell("pages", Alert("1h", "page"));
        _now += Incident.Forgotten;
        Tell("tickets", Alert("6h", "page", starts: 1500));

        Assert.Equal(["Fired -Page 0", "Fired -Page 1500"], _news);
    }

    // A silence and an inhibition look the same: a brake must not let go for that.
    [Fact]
    public void AlertThatIsOnlyMissing_GoesOn_UntilSomethingEnds()
    {
        Tell(Alert("1h", "page"), Alert("1d", "ticket"));
        Tell(Alert("1d", "ticket"));
        Tell(Alert("1d", "ticket"));
        Assert.Equal(["Fired -Page 0"], _news);

        Tell(Alert("1d", "ticket", ends: 60));
        Assert.Equal(["Fired -Page 0", "Resolved Ticket- 0"], _news);
    }

    [Fact]
    public void LateMessageAboutAnEarlierEnd_EndsNothing()
    {
        Tell(Alert("1h", "page"));
        Tell(Alert("1h", "page", starts: 50));
        Tell(Alert("1h", "page", ends: 20));

        Assert.Equal(["Fired -Page 0", "Fired -Page 50"], _news);
    }

    [Fact]
    public void AlertsThatAMessageOmits_GoOn()
    {
        Tell(Alert("1h", "page"), Alert("1d", "ticket"));
        _known.Tell(new WebhookMessage([Alert("1d", "ticket")], "group", Truncated: 1), _now, Take);
        _known.Tell(new WebhookMessage([Alert("1d", "ticket")]), _now, Take);

        Assert.Equal(["Fired -Page 0"], _news);
    }

    [Fact]
    public void Incidents_OfOtherDeploymentsAndGroups_AreOthers()
    {
        Tell(Alert("1h", "page"), Alert("1h", "page", fingerprint: "b", more: ("cluster", "b")), Alert("1h", "page", fingerprint: "c", more: ("tenant", "acme")));

        Assert.Equal(3, _known.Count);
    }

    // A brake in a handler holds on as long as one of them fires, be it a replica or a rule.
    [Fact]
    public void AlertsOfReplicasAndOfRules_AreOneIncident()
    {
        Tell("a", Alert("1h", "page", fingerprint: "a", more: ("instance", "a")));
        Tell("b", Alert("1h", "page", fingerprint: "b", more: ("instance", "b")));
        Tell("c", Alert("1h", "ticket", fingerprint: "c", more: ("slo_rule", "remainingBudget")));
        Tell("d", Alert("1h", "ticket", fingerprint: "d", more: ("channel", "chat")));
        Tell("a", Alert("1h", "page", ends: 10, fingerprint: "a", more: ("instance", "a")));
        Tell("b", Alert("1h", "page", ends: 20, fingerprint: "b", more: ("instance", "b")));

        Assert.Equal(["Fired -Page 0", "Deescalated Page-Ticket 0"], _news);
        Assert.Equal(1, _known.Count);
    }

    // As in the first example of its documentation.
    [Fact]
    public void AlertsOfSloth_WithLabelsOfTheirOwnForEachSeverity_AreOneIncident()
    {
        Tell(
            Sloth("page", ("routing_key", "myteam"), ("severity", "pageteam")), Sloth("ticket", ("slack_channel", "#alerts"), ("severity", "slack")));
        Tell(Sloth("page", ("cluster", "b")));

        Assert.Equal(["Fired -Page 0", "Fired -Page 0"], _news);
    }

    [Fact]
    public void IncidentLabels_TellIncidentsApart()
    {
        KnownIncidents known = new(new IncidentKey(["cluster"]));

        known.Tell(new WebhookMessage([Alert("1h", "page", more: ("team", "a")), Alert("1d", "ticket", more: ("team", "b"))], "group"), _now, Take);
        known.Tell(new WebhookMessage([Alert("1h", "page", fingerprint: "b", more: ("cluster", "b"))], "group"), _now, Take);

        Assert.Equal(["Fired -Page 0", "Fired -Page 0"], _news);
        Assert.Equal(2, known.Count);
    }

    [Fact]
    public void ManyIncidents_AreKeptUpToTheBoundAndTheLongestUnheardForgotten()
    {
        KnownIncidents known = new(new IncidentKey(null), capacity: 2);

        Assert.Equal(["a", "b"], News(known, "a", "b"));
        Assert.Equal([], News(known, "a"));
        Assert.Equal(["c"], News(known, "c"));
        Assert.Equal([], News(known, "a", "c"));
        Assert.Equal(["b"], News(known, "b"));
        Assert.Equal(2, known.Count);
    }

    [Fact]
    public void ManyAlertsOfOneIncident_AreBounded_AndHideNoPage()
    {
        for (var i = 0; i < Incident.MaximumAlerts + 100; i++)
        {
            Tell($"group {i}", Alert("1d", "ticket", fingerprint: $"{i}"));
        }

        Tell("more", Alert("1h", "page"));
        Tell("more", Alert("1h", "page", ends: 60));

        Assert.Equal(["Fired -Ticket 0", "Escalated Ticket-Page 0", "Deescalated Page-Ticket 0"], _news);
        Assert.Equal(1, _known.Count);
    }

    [Fact]
    public void AlertsOfPyrra_OfAllWindows_AreOneIncident()
    {
        Tell(
            Alert("", "page", fingerprint: "a", more: ("long", "1h")), Alert("", "page", fingerprint: "b", more: ("long", "6h")));

        Assert.Equal(["Fired -Page 0"], _news);
    }

    [Fact]
    public void WhatWasNotTaken_IsNewsAgainAndTheRestIsNot()
    {
        List<string> taken = [];
        WebhookMessage message = new([Plain("a"), Plain("b"), Plain("c")]);
        Assert.False(_known.Tell(message, _now, change => Take(change, refuse: "b")));
        Assert.True(_known.Tell(message, _now, change => Take(change, refuse: null)));

        Assert.Equal(["a", "b", "c"], taken);

        bool Take(IncidentChange change, string? refuse)
        {
            if (change.Key == refuse)
            {
                return false;
            }

            taken.Add(change.Key);
            return true;
        }
    }

    // Reactions forget an alert whose end was lost: they must know that this one still fires.
    [Fact]
    public void WhatFiresAsBefore_IsARepeat_AndNothingElseIs()
    {
        List<string> repeats = [];
        Repeat(Plain("a"), Plain("b"));
        Assert.Empty(repeats);
        Repeat(Plain("a"), Plain("b") with { EndedAt = Start.AddMinutes(1), IsFiring = false });
        Repeat(Plain("b") with { EndedAt = Start.AddMinutes(1), IsFiring = false });

        Assert.Equal(["a"], repeats);

        void Repeat(params ReceivedAlert[] alerts) => _known.Tell(new WebhookMessage([.. alerts]), _now, _ => true, repeats.Add);
    }

    private static string[] News(KnownIncidents known, params string[] fingerprints)
    {
        List<string> news = [];
        known.Tell(new WebhookMessage([.. fingerprints.Select(Plain)]), Start, change =>
        {
            news.Add(change.Key);
            return true;
        });
        return [.. news];
    }

    private static ReceivedAlert Plain(string fingerprint) =>
        new(true, fingerprint, new Dictionary<string, string> { ["alertname"] = "a" }, new Dictionary<string, string>(), Start, null);

    private static ReceivedAlert Alert(
        string window, string severity, int starts = 0, int? ends = null, string? fingerprint = null, (string Key, string Value)? more = null)
    {
        Dictionary<string, string> labels = new()
        {
            ["alertname"] = "SloErrorBudgetBurn",
            ["slo_name"] = "checkout",
            ["severity"] = severity,
            ["slo_window"] = window,
        };
        if (more is { } label)
        {
            labels[label.Key] = label.Value;
        }

        return new(
            ends is null, fingerprint ?? window, labels, new Dictionary<string, string>(), Start.AddMinutes(starts),
            ends is { } minutes ? Start.AddMinutes(minutes) : null);
    }

    private static ReceivedAlert Sloth(string severity, params (string Key, string Value)[] more) => new(
        true,
        severity + string.Concat(more),
        new Dictionary<string, string>(more.Select(label => KeyValuePair.Create(label.Key, label.Value)))
        {
            ["alertname"] = "High",
            ["sloth_slo"] = "checkout",
            ["sloth_service"] = "shop",
            ["sloth_id"] = "shop-checkout",
            ["sloth_severity"] = severity,
        },
        new Dictionary<string, string>(),
        Start,
        null);

    private void Tell(params ReceivedAlert[] alerts) => Tell("group", alerts);

    private void Tell(string group, params ReceivedAlert[] alerts) => Assert.True(_known.Tell(new WebhookMessage(alerts, group), _now, Take));

    private bool Take(IncidentChange change)
    {
        SloAlertTransition transition = change.ToTransition(Start.AddDays(1));
        _news.Add($"{transition.Kind} {transition.Before}-{transition.After} {(transition.StartedAt - Start).TotalMinutes}");
        return true;
    }
}
