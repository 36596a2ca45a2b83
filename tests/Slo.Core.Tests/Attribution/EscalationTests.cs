using Xunit;

namespace Slo.Tests.Attribution;

/// <summary>A page that was a ticket before is explained by what made it a page.</summary>
public sealed class EscalationTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly string[] Routes = ["GET /", "GET /items", "POST /orders", "GET /users"];

    private int _events;

    // 3 % of bad events at one route burn three times the budget, and for hours; then another route adds 12 %.
    [Fact]
    public void Page_AfterALongTicket_NamesWhatHasRisen()
    {
        using World world = new(Rules);
        Ticket(world, minutes: 120);
        SloAlertTransition page = Until(world, users: 3, orders: 12);

        Assert.Equal(SloAlertTransitionKind.Escalated, page.Kind);
        Assert.Equal("POST /orders", Named(page.Attribution));
        Assert.InRange(page.Attribution!.From, page.At - TimeSpan.FromMinutes(6), page.At);
        Assert.Equal("POST /orders", Named(world.Tracker.GetAlertContributors()));
        Assert.Equal("POST /orders", Assert.Single(Assert.Single(world.Registry.Incidents).Contributors).Name);

        // The whole incident had both.
        Recover(world);
        SloIncident ended = Assert.Single(world.Registry.Incidents);
        Assert.NotNull(ended.EndedAt);
        Assert.Equal(["GET /users", "POST /orders"], ended.Contributors.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.InRange(ended.Contributors.Sum(one => one.ExcessRatio), 0.9, 1 + 1e-9);
        Assert.InRange(ended.Contributors.Single(one => one.Name == "POST /orders").ExcessRatio, 1e-6, 0.3);
        Assert.Equal("GET /users", world.Tracker.GetAlertContributors()!.Contributors[0].Name);
    }

    // It has a share that is too small to be found in all of the incident, whether the incident is read meanwhile or not.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Incident_WithAShortPage_NamesItsCauseToo(bool isRead)
    {
        using World world = new(Rules);
        Ticket(world, minutes: 600);
        Until(world, users: 3, orders: 12);
        if (isRead)
        {
            Assert.Equal("POST /orders", Assert.Single(Assert.Single(world.Registry.Incidents).Contributors).Name);
        }

        Recover(world);
        SloIncident ended = Assert.Single(world.Registry.Incidents);
        Assert.Equal(["GET /users", "POST /orders"], ended.Contributors.Select(one => one.Name));
        Assert.InRange(ended.Contributors[1].ExcessRatio, 1e-6, 0.12);
        Assert.InRange(ended.Contributors.Sum(one => one.ExcessRatio), 0.9, 1 + 1e-9);
    }

    // Nothing else has risen: what burned before burns more.
    [Fact]
    public void Page_OfACauseThatHasGrown_NamesIt()
    {
        using World world = new(Rules);
        Ticket(world, minutes: 120);
        SloAlertTransition page = Until(world, users: 30, orders: 0);

        Assert.Equal("GET /users", Named(page.Attribution));
        Assert.InRange(page.Attribution!.From, page.At - TimeSpan.FromMinutes(6), page.At);
        Assert.True(page.Attribution.ComparedFrom < page.At - TimeSpan.FromMinutes(120));
    }

    // All routes fail much more: the ticket's cause is not that of the page.
    [Fact]
    public void Page_OfAnEvenRise_NamesNothing()
    {
        using World world = new(Rules);
        Ticket(world, minutes: 120);
        SloAlertTransition page = Until(world, users: 3, orders: 0, all: 60);

        Assert.Empty(page.Attribution!.Contributors);
        Assert.InRange(page.Attribution.From, page.At - TimeSpan.FromMinutes(6), page.At);
    }

    // One cause fires the ticket first and the page soon after it.
    [Fact]
    public void Page_SoonAfterItsTicket_IsOfTheSameRise()
    {
        using World world = new(builder => Rules(builder, ticketMinutes: 2));
        Noise(world);
        DateTimeOffset start = world.Time.GetUtcNow();
        SloAlertTransition ticket = Until(world, users: 14, orders: 0);
        SloAlertTransition page = Until(world, users: 14, orders: 0);

        Assert.Equal((AlertSeverity.Ticket, AlertSeverity.Page), (ticket.After, page.After));
        Assert.Equal("GET /users", Named(page.Attribution));
        Assert.InRange(page.Attribution!.From, start - TimeSpan.FromSeconds(20), start + TimeSpan.FromSeconds(10));
    }

    // A window of 12 hours: the rise is hours before the alert.
    [Fact]
    public void Alert_OfALongWindow_BeginsWithItsRise()
    {
        using World world = new(builder => builder.TargetPercent(99).Rolling(TimeSpan.FromDays(7))
            .BurnRateRule(AlertSeverity.Ticket, 2, TimeSpan.FromHours(12), TimeSpan.FromHours(1)));
        Noise(world, minutes: 600);
        DateTimeOffset start = world.Time.GetUtcNow();
        SloAlertTransition fired = Until(world, users: 4, orders: 0, step: TimeSpan.FromMinutes(1));

        Assert.InRange(fired.At - start, TimeSpan.FromHours(3), TimeSpan.FromHours(12));
        Assert.Equal("GET /users", Named(fired.Attribution));
        Assert.InRange(fired.Attribution!.From, start - TimeSpan.FromHours(1.5), start + TimeSpan.FromHours(1.5));
    }

    // None of its rules fires any more when it has ended.
    [Fact]
    public void Incident_OfALongWindow_BeginsWithItsRise_AfterItsEndToo()
    {
        using World world = new(builder => builder.TargetPercent(99).Rolling(TimeSpan.FromDays(7))
            .BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30)));
        Noise(world, minutes: 600);
        DateTimeOffset start = world.Time.GetUtcNow();
        SloAlertTransition fired = Until(world, users: 4, orders: 0, step: TimeSpan.FromMinutes(1));
        SloAlertTransition ended = Until(world, users: 0, orders: 0, step: TimeSpan.FromMinutes(1));

        Assert.InRange(fired.At - start, TimeSpan.FromHours(2.5), TimeSpan.FromHours(6));
        Assert.Equal(SloAlertTransitionKind.Resolved, ended.Kind);
        Assert.All([fired.Attribution, ended.Attribution, world.Tracker.GetAlertContributors()], found =>
        {
            Assert.Equal("GET /users", Named(found));
            Assert.InRange(found!.From, start - TimeSpan.FromHours(1), start + TimeSpan.FromHours(1));
        });
    }

    // The ticket's rise is hours before it, which the window of the page does not reach.
    [Fact]
    public void Page_OfACauseThatHasGrown_AfterATicketOfALongWindow_NamesIt()
    {
        using World world = new(builder => builder.TargetPercent(99).Rolling(TimeSpan.FromDays(7))
            .BurnRateRule(AlertSeverity.Ticket, 2, TimeSpan.FromHours(12), TimeSpan.FromHours(1))
            .BurnRateRule(AlertSeverity.Page, 8, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)));
        Noise(world, minutes: 600);
        DateTimeOffset start = world.Time.GetUtcNow();
        SloAlertTransition ticket = Until(world, users: 4, orders: 0, step: TimeSpan.FromMinutes(1));
        SloAlertTransition page = Until(world, users: 30, orders: 0);

        Assert.InRange(ticket.At - start, TimeSpan.FromHours(3), TimeSpan.FromHours(12));
        Assert.Equal(SloAlertTransitionKind.Escalated, page.Kind);
        Assert.All([page.Attribution, world.Tracker.GetAlertContributors()], found =>
        {
            Assert.Equal("GET /users", Named(found));
            Assert.InRange(found!.From, page.At - TimeSpan.FromMinutes(6), page.At);
            Assert.True(found.ComparedFrom < start);
        });
    }

    private static string? Named(SloAttribution? found) => found is { Contributors: [var first, ..] } ? first.Name : null;

    private static SloObjectiveBuilder Rules(SloObjectiveBuilder builder) => Rules(builder, ticketMinutes: 10);

    private static SloObjectiveBuilder Rules(SloObjectiveBuilder builder, int ticketMinutes) => builder.TargetPercent(99)
        .Rolling(TimeSpan.FromDays(1))
        .BurnRateRule(AlertSeverity.Ticket, 2, TimeSpan.FromMinutes(ticketMinutes), TimeSpan.FromMinutes(1))
        .BurnRateRule(AlertSeverity.Page, 8, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));

    private void Ticket(World world, int minutes)
    {
        Noise(world);
        SloAlertTransition ticket = Until(world, users: 3, orders: 0);
        Assert.Equal((AlertSeverity.Ticket, "GET /users"), (ticket.After, Named(ticket.Attribution)));
        for (var i = 0; i < minutes * 4; i++)
        {
            Live(world, TimeSpan.FromSeconds(15), users: 3 * 15, orders: 0, all: 1, good: 15 * 100);
        }

        Assert.Equal(AlertSeverity.Ticket, world.Tracker.Status.Alert.Severity);
    }

    private void Noise(World world, int minutes = 60)
    {
        for (var i = 0; i < minutes * 4; i++)
        {
            Live(world, TimeSpan.FromSeconds(15), 0, 0, all: 1, good: 15 * 100);
        }
    }

    private SloAlertTransition Until(World world, int users, int orders, int all = 0, TimeSpan? step = null)
    {
        for (var i = 0; i < 2_000; i++)
        {
            var times = (int)((step ?? Second) / Second);
            if (Live(world, step ?? Second, users * times, orders * times, all + (i % 15 == 0 ? 1 : 0), good: 100 * times) is { } change)
            {
                return change;
            }
        }

        throw new InvalidOperationException("The alert does not change.");
    }

    private SloAlertTransition? Live(World world, TimeSpan step, int users, int orders, int all, int good)
    {
        for (var i = 0; i < users + orders + all; i++)
        {
            var route = i < users ? "GET /users" : i < users + orders ? "POST /orders" : Routes[_events++ % Routes.Length];
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = route });
        }

        world.Tracker.Record(good - users - orders, 0);
        world.Time.Advance(step);
        return world.Changes() is [var change, ..] ? change : null;
    }

    private static void Recover(World world)
    {
        for (var i = 0; world.Tracker.Status.Alert.Severity is not null; i++)
        {
            world.Tracker.Record(50_000, 0);
            world.After(TimeSpan.FromMinutes(1));
            Assert.True(i < 100);
        }
    }
}
