using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

public sealed class InsightTests(Chromium chromium)
{
    [Fact]
    public async Task Incident_SaysWhatItsBadEventsHaveInCommon()
    {
        (DashboardApp app, SloIncident incident) = await InsightApp.StartWithCausesAsync();
        await using DashboardApp started = app;
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?incident=" + incident.Id);

        await AssertContributorsAsync(page);
    }

    [Fact]
    public async Task Objective_SaysIt_WhileItsAlertFires()
    {
        (DashboardApp app, _) = await InsightApp.StartWithCausesAsync();
        await using DashboardApp started = app;
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?slo=checkout");
        await AssertContributorsAsync(page);
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();

        await Eventually.TrueAsync(
            async () =>
            {
                app.Registry.Get("checkout").Record(1_000_000, 0);
                app.AdvanceStreams();
                return await Contributors(page).CountAsync() == 0;
            },
            () => "the alert is over");
    }

    // The contributors that the incident was saved with take precedence over a new search.
    [Fact]
    public async Task Incident_WithContributorsOfItsOwn_ShowsThose()
    {
        (DashboardApp app, SloIncident incident) = await InsightApp.StartWithCausesAsync();
        await using DashboardApp started = app;
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?view=incidents");
        await page.Page.RouteAsync("**/api/v1/incidents/*", async route =>
        {
            IAPIResponse response = await route.FetchAsync();
            var text = await response.TextAsync();
            await route.FulfillAsync(new()
            {
                Response = response,
                Body = text.TrimEnd()[..^1] + """
                    , "contributors": [{ "name": "1.4.2", "values": [{ "dimension": "cohort", "value": "1.4.2" }], "excessRatio": 0.999, "lift": 180.4,
                      "badEvents": 88.2, "expectedBadEvents": 0.4, "firstSeenAt": "2026-01-01T00:51:10Z", "valueFirstSeenAt": "2026-01-01T00:51:10Z",
                      "firstVersion": "1.4.2", "pValue": 0, "exemplars": [] }] }
                    """,
            });
        });
        await page.Page.Locator("tbody a[href*=incident]").First.ClickAsync();
        await Contributors(page).WaitForAsync();

        Assert.Equal(["99 %", "cohort", "1.4.2", "180×", "88", "2026-01-01 00:51:10", "not seen before", "first seen with version 1.4.2"], Words(await Contributors(page).Locator("tbody tr").InnerTextAsync()));
        Assert.DoesNotContain(page.Requests, request => request.Contains("/contributors", StringComparison.Ordinal));
        Assert.Equal(incident.Id, System.Web.HttpUtility.ParseQueryString(new Uri(page.Page.Url).Query)["incident"]);
    }

    // Counts alone have no properties: there is nothing to say about them.
    [Fact]
    public async Task BadEvents_WithoutProperties_HaveNoContributors()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        SloIncident incident = app.Registry.Incidents.First(one => one is { Name: "checkout", EndedAt: null });
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?incident=" + incident.Id);
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Timeline" }).WaitForAsync();

        Assert.Contains(page.Requests, request => request.Contains("/contributors", StringComparison.Ordinal));
        Assert.Equal(0, await page.Page.GetByText("Contributors").CountAsync());
    }

    [Fact]
    public async Task Trace_IsSelectedByOneClick()
    {
        (DashboardApp app, SloIncident incident) = await InsightApp.StartWithCausesAsync();
        await using DashboardApp started = app;
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?incident=" + incident.Id);
        ILocator trace = Contributors(page).Locator(".trace").First;
        await trace.ClickAsync();

        var text = await trace.InnerTextAsync();
        Assert.Matches("^[0-9a-f]{32}$", text);
        Assert.Equal(text, await page.Page.EvaluateAsync<string>("getSelection().toString()"));
    }

    [Fact]
    public async Task Objective_SaysWhatIsUnusual_AndWhatWas()
    {
        await using DashboardApp app = await InsightApp.StartWithObservationsAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?slo=search");
        ILocator note = page.Page.Locator(".detail-head .notice", new() { HasText = "Unusual" });
        await note.WaitForAsync();
        await page.ShootAsync("unusual");

        Assert.Matches("^Unusual since 2026-01-03 [0-9:]+: traffic of [0-9.]+ events in 5m, usually .*[0-9.]+ to [0-9.]+$", await note.InnerTextAsync());
        string[] rows = [.. await page.Page.GetByRole(AriaRole.Region, new() { Name = "Unusual behaviour" }).Locator("tbody tr").AllInnerTextsAsync()];
        Assert.Contains("lasts", rows[0], StringComparison.Ordinal);
        Assert.Contains("% bad events", rows[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("lasts", rows[^1], StringComparison.Ordinal);

        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                InsightApp.Slices(app, 4, 600, 1);
                app.AdvanceStreams();
                return await note.CountAsync() == 0;
            },
            () => "it is over");
    }

    [Fact]
    public async Task Objective_WithoutAnythingUnusual_SaysNothing()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?slo=search");
        await page.Page.GetByRole(AriaRole.Region, new() { Name = "Alert rules" }).WaitForAsync();

        Assert.Equal(0, await page.Page.GetByText("Unusual").CountAsync());
        Assert.DoesNotContain(page.Requests, request => request.Contains("/contributors", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Views_AreAccessibleAndFitEachWidth(ColorScheme scheme)
    {
        (DashboardApp app, SloIncident incident) = await InsightApp.StartWithCausesAsync();
        await using DashboardApp started = app;
        foreach ((var name, var path) in new[] { ("incident", "?incident=" + incident.Id), ("detail", "?slo=checkout") })
        {
            await using DashboardPage page = await chromium.OpenAsync(app, "/slo/" + path, scheme: scheme, motion: ReducedMotion.Reduce);
            foreach (var width in (int[])[320, 360, 1280])
            {
                await page.ReloadAsync(width);
                await Contributors(page).WaitForAsync();
                await page.ShootAsync($"contributors-{name}-{width}-{scheme}");

                Assert.Empty(await page.FindingsAsync());
                Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
            }
        }
    }

    private static async Task AssertContributorsAsync(DashboardPage page)
    {
        await Contributors(page).WaitForAsync();
        string[] rows = [.. await Contributors(page).Locator("tbody tr").AllInnerTextsAsync()];

        Assert.Equal(2, rows.Length);
        string[] words = Words(rows[0]);
        Assert.EndsWith(" %", words[0], StringComparison.Ordinal);
        Assert.All(["reason", "timeout", "operation", "POST /orders", "dependency", "payments"], word => Assert.Contains(word, words));
        Assert.Contains(words, word => word.StartsWith("2026-01-01 01:0", StringComparison.Ordinal));
        Assert.Equal(3, words.Count(word => word.Length == 37 && word.EndsWith(" 10 s", StringComparison.Ordinal)));
        Assert.Contains(InsightApp.Markup, Words(rows[1]));
        Assert.Equal(0, await page.Page.Locator("main img").CountAsync());
    }

    private static string[] Words(string text) => text.Split(['\t', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static ILocator Contributors(DashboardPage page) => page.Page.GetByRole(AriaRole.Region, new() { Name = "Contributors", Exact = true });
}
