using Slo.Alerting;
using Xunit;

namespace Slo.Tests.Alerting;

/// <summary>A search that fails once does not fail for ever, and takes nothing else with it.</summary>
public sealed class DeferredAttributionTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(1, 2, true)]
    [InlineData(2, 3, true)]
    [InlineData(9, 3, false)]
    public void Value_AfterFailures_IsComputedAtALaterRead(int failures, int calls, bool isKnown)
    {
        var called = 0;
        DeferredAttribution deferred = new(() => ++called > failures ? Found("GET /") : throw new InvalidOperationException());
        var read = Enumerable.Range(0, 6).Select(_ => deferred.Value).ToArray();

        Assert.Equal(calls, called);
        Assert.Equal(Enumerable.Range(0, 6).Select(i => isKnown && i >= failures), read.Select(one => one is not null));
        Assert.True(deferred.IsSettled);
    }

    [Fact]
    public void Incidents_WhoseSearchFails_AreReadAndExplainedLater()
    {
        var fails = true;
        IncidentLog log = new();
        log.Add(Fired("a", () => fails ? throw new InvalidOperationException() : Found("GET /a")));
        log.Add(Fired("b", () => Found("GET /b")));
        log.Explain();
        Assert.Equal(["", "GET /b"], log.All.Select(Named).Order(StringComparer.Ordinal));

        fails = false;
        log.Explain();
        Assert.Equal(["GET /a", "GET /b"], log.All.Select(Named).Order(StringComparer.Ordinal));

        static string Named(SloIncident incident) => incident.Contributors is [var first] ? first.Name : "";
    }

    private static SloAlertTransition Fired(string name, Func<SloAttribution?> compute) => new()
    {
        Kind = SloAlertTransitionKind.Fired,
        At = Start,
        StartedAt = Start,
        Name = name,
        Fingerprint = name,
        After = AlertSeverity.Page,
        Explanation = new DeferredAttribution(compute),
    };

    private static SloAttribution Found(string operation) => new()
    {
        From = Start,
        To = Start,
        ComparedFrom = Start,
        BadEvents = 10,
        ExpectedBadEvents = 0,
        Contributors =
        [
            new()
            {
                Values = [new(SloDimension.Operation, operation)],
                ExcessRatio = 1,
                Lift = 2,
                BadEvents = 10,
                ExpectedBadEvents = 0,
                FirstSeenAt = Start,
                ValueFirstSeenAt = Start,
                PValue = 0,
                Exemplars = [],
            },
        ],
    };
}
