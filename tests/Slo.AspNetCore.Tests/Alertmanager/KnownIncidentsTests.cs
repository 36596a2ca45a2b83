using Slo.AspNetCore.Alertmanager;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

public sealed class KnownIncidentsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly KnownIncidents _known = new(new IncidentKey(null));
    private readonly List<string> _news = [];

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

    [Theory]
    [InlineData("firing 1h, resolved 1h and firing 6h", "Fired -Page 0")]
    [InlineData("resolved 6h and firing 1h", "Fired -Page 0")]
    public void WindowsThatTakeTurns_AreOneIncident(string _, string expected)
    {
        Tell(Alert("1h", "page"));
        Tell(Alert("1h", "page", ends: 5), Alert("6h", "page", starts: 5));

        Assert.Equal([expected], _news);
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

    // With send_resolved: false the end of an alert is only to be seen by its absence. A page that ended on Monday must not hide the one of
    // Wednesday.
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

    [Fact]
    public void AlertsThatAMessageOmits_GoOn()
    {
        Tell(Alert("1h", "page"), Alert("1d", "ticket"));
        _known.Tell(new WebhookMessage([Alert("1d", "ticket")], "group", Truncated: 1), Take);
        _known.Tell(new WebhookMessage([Alert("1d", "ticket")]), Take);

        Assert.Equal(["Fired -Page 0"], _news);
    }

    [Fact]
    public void Incidents_OfOtherDeploymentsAndGroups_AreOthers()
    {
        Tell(Alert("1h", "page"), Alert("1h", "page", fingerprint: "b", more: ("cluster", "b")), Alert("1h", "page", fingerprint: "c", more: ("tenant", "acme")));

        Assert.Equal(3, _known.Count);
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

        known.Tell(new WebhookMessage([Alert("1h", "page", more: ("team", "a")), Alert("1d", "ticket", more: ("team", "b"))], "group"), Take);
        known.Tell(new WebhookMessage([Alert("1h", "page", fingerprint: "b", more: ("cluster", "b"))], "group"), Take);

        Assert.Equal(["Fired -Page 0", "Fired -Page 0"], _news);
        Assert.Equal(2, known.Count);
    }

    [Fact]
    public void ManyIncidents_AreKeptUpToTheBoundAndTheLongestUnheardForgotten()
    {
        KnownIncidents known = new(new IncidentKey(null), capacity: 4);

        Assert.Equal(["a", "b"], News(known, "a", "b"));
        Assert.Equal([], News(known, "a"));
        Assert.Equal(["c"], News(known, "c"));
        Assert.Equal([], News(known, "a", "c"));
        Assert.Equal(["b"], News(known, "b"));
        Assert.Equal(2, known.Count);
    }

    [Fact]
    public void ManyAlertsOfOneIncident_AreBounded()
    {
        for (var i = 0; i < 3 * Incident.MaximumAlerts; i++)
        {
            Tell($"group {i}", Alert("1h", "page", fingerprint: $"{i}"));
        }

        Assert.Equal(["Fired -Page 0"], _news);
        Assert.Equal(1, _known.Count);
    }

    [Fact]
    public void WhatWasNotTaken_IsNewsAgainAndTheRestIsNot()
    {
        List<string> taken = [];
        WebhookMessage message = new([Plain("a"), Plain("b"), Plain("c")]);
        Assert.False(_known.Tell(message, change => Take(change, refuse: "b")));
        Assert.True(_known.Tell(message, change => Take(change, refuse: null)));

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

    private static string[] News(KnownIncidents known, params string[] fingerprints)
    {
        List<string> news = [];
        known.Tell(new WebhookMessage([.. fingerprints.Select(Plain)]), change =>
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
            ["alertname"] = "SloErrorBudgetBurn", ["slo_name"] = "checkout", ["severity"] = severity, ["slo_window"] = window,
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
            ["alertname"] = "High", ["sloth_slo"] = "checkout", ["sloth_service"] = "shop", ["sloth_id"] = "shop-checkout", ["sloth_severity"] = severity,
        },
        new Dictionary<string, string>(),
        Start,
        null);

    private void Tell(params ReceivedAlert[] alerts) => Tell("group", alerts);

    private void Tell(string group, params ReceivedAlert[] alerts) => Assert.True(_known.Tell(new WebhookMessage(alerts, group), Take));

    private bool Take(IncidentChange change)
    {
        SloAlertTransition transition = change.ToTransition(Start.AddDays(1));
        _news.Add($"{transition.Kind} {transition.Before}-{transition.After} {(transition.StartedAt - Start).TotalMinutes}");
        return true;
    }
}
