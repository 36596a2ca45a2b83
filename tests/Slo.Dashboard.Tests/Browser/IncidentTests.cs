using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

public sealed class IncidentTests(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An open page with what people, deployments and reactions add to it. The texts try to be markup.</summary>
    internal static async Task<(DashboardApp App, SloIncident Incident)> StartAsync()
    {
        DashboardApp app = await ReactionTests.StartAsync();
        SloIncidents incidents = app.Services.GetRequiredService<SloIncidents>();
        SloIncident incident = app.Registry.Incidents.First(one => one is { Name: "checkout", EndedAt: null });
        await incidents.AcknowledgeAsync(incident.Id, "kim", "looking at the database", cancellationToken: Cancel);
        app.Registry.MarkDeployment("1.4.1", "ci", "roll back");
        await incidents.CommentAsync(incident.Id, "<img src=x onerror=alert(1)> rolled back, the pool was exhausted by the new import that runs every hour", "<b>robin</b>", cancellationToken: Cancel);
        return (app, incident);
    }

    [Fact]
    public async Task Incident_IsReachedFromItsObjective_AndShowsEverything()
    {
        (DashboardApp app, SloIncident incident) = await StartAsync();
        await using DashboardApp started = app;
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?slo=checkout&range=6h");
        await page.Page.GetByRole(AriaRole.Region, new() { Name = "Incidents" }).Locator("a").First.ClickAsync();
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Timeline" }).WaitForAsync();

        Assert.Equal(incident.Id, System.Web.HttpUtility.ParseQueryString(new Uri(page.Page.Url).Query)["incident"]);
        Assert.Equal("true", await page.Page.Locator("nav [data-view=incidents]").GetAttributeAsync("aria-current"));
        Assert.Equal("By kim", await TileAsync(page, "Acknowledged"));
        Assert.Equal("payments team", await TileAsync(page, "Owner"));
        Assert.Contains("Acknowledge incident " + incident.Id, await SectionAsync(page, "First response"), StringComparison.Ordinal);
        var timeline = await SectionAsync(page, "Timeline");
        Assert.All(["Alert fired (page)", "Deployed 1.4.1", "Acknowledged", "Reaction drain, step 1"], text => Assert.Contains(text, timeline, StringComparison.Ordinal));
        var comments = await SectionAsync(page, "Comments");
        Assert.Contains("<img src=x", comments, StringComparison.Ordinal);
        Assert.Contains("<b>robin</b>", comments, StringComparison.Ordinal);
        Assert.Equal(0, await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Draft summary" }).CountAsync());
    }

    [Fact]
    public async Task Change_IsShownWithoutALoad_UntilTheDraftOfTheSummary()
    {
        (DashboardApp app, SloIncident incident) = await StartAsync();
        await using DashboardApp started = app;
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?incident=" + incident.Id);
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await app.Services.GetRequiredService<SloIncidents>().CommentAsync(incident.Id, "all is well", "kim", cancellationToken: Cancel);
        app.AdvanceStreams();
        await page.Page.Locator(".notes").GetByText("all is well").WaitForAsync();

        await Eventually.TrueAsync(
            () =>
            {
                app.Registry.Get("checkout").Record(1_000_000, 0);
                app.AdvanceStreams();
                return app.Registry.Incidents.First(one => one.Id == incident.Id).EndedAt is not null;
            },
            "the incident ends");
        app.AdvanceStreams();
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Draft summary" }).WaitForAsync();
        Assert.Contains("acknowledged by kim", await SectionAsync(page, "Draft summary"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Page.GetByRole(AriaRole.Heading, new() { Name = "First response" }).CountAsync());
    }

    [Fact]
    public async Task Incident_ThatIsUnknown_IsSaid()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?incident=20260101T000000-x");
        page.AllowFaults();

        await page.Page.GetByText("No incident has this id.").WaitForAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task View_IsAccessibleAndFitsEachWidth(ColorScheme scheme)
    {
        (DashboardApp app, SloIncident incident) = await StartAsync();
        await using DashboardApp started = app;
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?incident=" + incident.Id, scheme: scheme, motion: ReducedMotion.Reduce);
        foreach (var width in (int[])[360, 1280])
        {
            await page.ReloadAsync(width);
            await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Timeline" }).WaitForAsync();
            await page.ShootAsync($"incident-{width}-{scheme}");

            Assert.Empty(await page.FindingsAsync());
            Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        }
    }

    private static Task<string> TileAsync(DashboardPage page, string name) =>
        page.Page.Locator(".tile", new() { Has = page.Page.GetByText(name, new() { Exact = true }) }).Locator(".tile-value").InnerTextAsync();

    private static Task<string> SectionAsync(DashboardPage page, string title) =>
        page.Page.Locator("section", new() { Has = page.Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }) }).InnerTextAsync();
}
