using Slo.AspNetCore.Alertmanager;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

public sealed class KnownAlertsTests
{
    [Fact]
    public void ManyAlerts_AreKeptUpToTheBoundAndTheLongestUnheardForgotten()
    {
        KnownAlerts known = new(capacity: 2);

        Assert.Equal(["a", "b"], News(known, "a", "b"));
        Assert.Equal([], News(known, "a"));
        Assert.Equal(["c"], News(known, "c"));
        Assert.Equal([], News(known, "a", "c"));
        Assert.Equal(["b"], News(known, "b"));
        Assert.Equal(2, known.Count);
    }

    [Fact]
    public void WhatWasNotTaken_IsNewsAgainAndTheRestIsNot()
    {
        KnownAlerts known = new();
        List<string> taken = [];
        Assert.False(known.Tell([Alert("a"), Alert("b"), Alert("c")], (alert, _) => Take(alert, refuse: "b")));
        Assert.True(known.Tell([Alert("a"), Alert("b"), Alert("c")], (alert, _) => Take(alert, refuse: null)));

        Assert.Equal(["a", "b", "c"], taken);

        bool Take(ReceivedAlert alert, string? refuse)
        {
            if (alert.Fingerprint == refuse)
            {
                return false;
            }

            taken.Add(alert.Fingerprint);
            return true;
        }
    }

    private static string[] News(KnownAlerts known, params string[] fingerprints)
    {
        List<string> news = [];
        known.Tell([.. fingerprints.Select(Alert)], (alert, _) =>
        {
            news.Add(alert.Fingerprint);
            return true;
        });
        return [.. news];
    }

    private static ReceivedAlert Alert(string fingerprint) =>
        new(true, fingerprint, new Dictionary<string, string> { ["alertname"] = "a" }, new Dictionary<string, string>(), default, null);
}
