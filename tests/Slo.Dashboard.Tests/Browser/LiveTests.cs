using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

/// <summary>How the page stays up to date, and what it says when it cannot.</summary>
public sealed class LiveTests(Chromium chromium)
{
    [Fact]
    public async Task SignedOut_IsSaidInPlainWords()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync(web =>
        {
            web.Use((context, next) =>
            {
                if (!context.Request.Path.StartsWithSegments("/slo/api"))
                {
                    return next(context);
                }

                context.Response.Redirect("/login");
                return Task.CompletedTask;
            });
            web.MapGet("/login", () => Results.Content("<!doctype html><title>Sign in</title>", "text/html"));
            web.MapSloDashboard().AllowAnonymous();
        });
        await using DashboardPage page = await chromium.OpenAsync(app);
        page.AllowFaults();

        await Assertions.Expect(page.Live).ToHaveTextAsync("You are no longer signed in. Reload the page.");
    }

    // Every ten minutes, so that the client is authorized anew: nothing is wrong, and a screen reader has nothing to say.
    [Fact]
    public async Task Stream_ThatEndsAsPlanned_IsNotShownAsLost()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await page.Page.EvaluateAsync(
            """
            () => {
              window.said = [];
              const live = document.getElementById('live');
              new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true });
            }
            """);
        app.Time.Advance(TimeSpan.FromMinutes(10));
        await Eventually.TrueAsync(() => page.Requests.Count(request => request.EndsWith("/stream", StringComparison.Ordinal)) == 2, "it connects again");
        app.Registry.Get("search").Record(0, 50_000);
        app.AdvanceStreams();
        await page.Page.Locator("tr:has(a[href='?slo=search']) .state-exhausted").WaitForAsync();

        Assert.Empty(await page.Page.EvaluateAsync<string[]>("window.said"));
    }

    // A connection that is dead without an end, or a proxy that holds everything back. The clock of the server stands still here, so that
    // the stream says nothing after its start.
    [Fact]
    public async Task Stream_ThatIsSilent_IsReplacedByAsking()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        await page.Page.Clock.InstallAsync();

        // It tries the stream again now and then, by chance; not in this test.
        await page.Page.AddInitScriptAsync("Math.random = () => 0.5");
        await page.Page.ReloadAsync();
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        app.Registry.Get("search").Record(0, 50_000);
        app.Advance(TimeSpan.FromSeconds(1));

        await page.Page.Clock.FastForwardAsync(16_000);
        await page.Page.Locator("tr:has(a[href='?slo=search']) .state-exhausted").WaitForAsync();
        Assert.Equal("Every 5 s", await page.Live.InnerTextAsync());
    }

    [Fact]
    public async Task Objective_ThatIsNoLongerDeclared_IsSaid()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?slo=search");
        page.AllowFaults();
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await page.Page.Locator(".plot canvas").Nth(3).WaitForAsync();
        Assert.False(await page.Page.GetByText("This objective is no longer declared.").IsVisibleAsync());

        app.Registry.Remove("search");
        app.AdvanceStreams();
        await page.Page.GetByText("This objective is no longer declared.").WaitForAsync();
    }

    [Fact]
    public async Task Objective_ThatTakesThePlaceOfAnother_IsListedInItsStead()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();

        app.Registry.Remove("search");
        app.Registry.Add(new SloObjectiveBuilder("find").TargetPercent(99).Build());
        app.AdvanceStreams();
        await Eventually.TrueAsync(
            async () => (await page.NamesAsync()).Order(StringComparer.Ordinal).SequenceEqual(["Customers can place orders", "find", "reports", "silent"]),
            () => "one line went, another one came", TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task View_ThatCannotBeLoaded_IsSaid()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        page.AllowFaults();
        await page.Page.RouteAsync("**/detail.js", route => route.AbortAsync());
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "reports" }).ClickAsync();

        await page.Page.GetByText("This view cannot be loaded").WaitForAsync();
    }

    // What is read with a screen reader, scrolled or reached by the keyboard must not be made anew under the user.
    [Fact]
    public async Task Update_LeavesTheFocusWhereItIs()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?slo=search");
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        ILocator rules = page.Page.GetByRole(AriaRole.Region, new() { Name = "Alert rules" });
        await rules.FocusAsync();
        var before = await rules.InnerTextAsync();

        app.Registry.Get("search").Record(0, 50_000);
        app.AdvanceStreams();
        await Eventually.TrueAsync(async () => await rules.InnerTextAsync() != before, () => "the rules are updated");
        Assert.Equal("Alert rules", await page.Page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')"));
    }
}
