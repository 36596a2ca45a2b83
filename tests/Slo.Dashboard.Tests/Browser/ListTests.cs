using Microsoft.Playwright;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

public sealed class ListTests(Chromium chromium)
{
    [Fact]
    public async Task List_ShowsTheWorstBudgetFirst()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);

        Assert.Equal(["Customers can place orders", "reports", "search", "silent"], await page.NamesAsync());
        Assert.Contains("Exhausted", await page.CellAsync("checkout", "state"), StringComparison.Ordinal);
        Assert.Equal("Ticket", await page.CellAsync("checkout", "alert"));
        Assert.Contains("At risk", await page.CellAsync("reports", "state"), StringComparison.Ordinal);
        Assert.StartsWith("99.9 %", await page.CellAsync("checkout", "target"), StringComparison.Ordinal);
        Assert.StartsWith("93.33 %", await page.CellAsync("checkout", "compliance"), StringComparison.Ordinal);
        Assert.StartsWith("−6", await page.CellAsync("checkout", "budget"), StringComparison.Ordinal);
        Assert.Contains("No data", await page.CellAsync("silent", "budget"), StringComparison.Ordinal);
        Assert.DoesNotContain("100", await page.CellAsync("silent", "compliance"), StringComparison.Ordinal);
        Assert.Equal("1", await page.Page.Locator(".tile-exhausted .tile-value").InnerTextAsync());
        Assert.Equal("1", await page.Page.Locator(".tile-noData .tile-value").InnerTextAsync());
    }

    [Theory]
    [InlineData("?state=exhausted", "Customers can place orders")]
    [InlineData("?state=firing", "Customers can place orders")]
    [InlineData("?label=tier:2", "reports", "search")]
    [InlineData("?label=tier:2&state=healthy", "search")]
    [InlineData("?q=PAYMENTS", "Customers can place orders")]
    [InlineData("?sort=name", "Customers can place orders", "reports", "search", "silent")]
    [InlineData("?sort=name.desc", "silent", "search", "reports", "Customers can place orders")]
    [InlineData("?q=nothing")]
    public async Task Filter_IsInTheAddress(string query, params string[] expected)
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/" + query);

        Assert.Equal(expected, await page.NamesAsync());
        Assert.Equal(expected.Length == 0, await page.Page.GetByText("No objective matches.").IsVisibleAsync());
    }

    [Fact]
    public async Task Filter_ThatIsChosen_GoesIntoTheAddress()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);

        await page.Page.GetByRole(AriaRole.Searchbox).FillAsync("e");
        await page.Page.Locator(".tile-exhausted").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "tier: 1" }).ClickAsync();
        Assert.Equal("?q=e&state=exhausted&label=tier%3A1", new Uri(page.Page.Url).Query);
        await page.Page.ReloadAsync();
        await page.Rows.First.WaitForAsync();
        Assert.Equal(["Customers can place orders"], await page.NamesAsync());

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Remove filter tier:1" }).ClickAsync();
        await page.Page.Locator(".tile-exhausted").ClickAsync();
        await page.Page.GetByRole(AriaRole.Searchbox).FillAsync("");
        Assert.Equal("", new Uri(page.Page.Url).Query);
        Assert.Equal(4, (await page.NamesAsync()).Length);
    }

    [Fact]
    public async Task Columns_AreChosenAndKeptInTheAddress()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);

        await page.Page.GetByText("Columns").ClickAsync();
        await page.Page.GetByLabel("Owner").CheckAsync();
        await page.Page.GetByLabel("Events").UncheckAsync();
        Assert.Equal("payments team", await page.CellAsync("checkout", "owner"));
        await page.Page.ReloadAsync();
        await page.Rows.First.WaitForAsync();
        Assert.Equal("payments team", await page.CellAsync("checkout", "owner"));
        Assert.Equal(0, await page.Page.Locator("td.c-events").CountAsync());
    }

    [Fact]
    public async Task Change_IsShownWithoutALoadAndNothingMoves()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        var shift = await page.LayoutShiftAsync();
        await page.Page.EvaluateAsync("document.querySelector(\"tr:has(a[href='?slo=search'])\").marked = true");

        app.Registry.Get("search").Record(0, 50_000);
        app.AdvanceStreams();
        await page.Page.Locator("tr:has(a[href='?slo=search']) .state-exhausted").WaitForAsync();

        Assert.Equal("2", await page.Page.Locator(".tile-exhausted .tile-value").InnerTextAsync());
        Assert.True(await page.Page.EvaluateAsync<bool>("document.querySelector(\"tr:has(a[href='?slo=search'])\").marked"));
        Assert.Equal(["Customers can place orders", "reports", "search", "silent"], await page.NamesAsync());
        Assert.Equal(shift, await page.LayoutShiftAsync());
    }

    [Fact]
    public async Task Keyboard_LeadsToAnObjectiveAndBack()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);

        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Page.Keyboard.PressAsync("Enter");
        var steps = 0;
        do
        {
            await page.Page.Keyboard.PressAsync("Tab");
        }
        while (!(await page.Page.EvaluateAsync<string>("document.activeElement.getAttribute('href') ?? ''")).StartsWith("?slo=", StringComparison.Ordinal) && ++steps < 40);

        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Customers can place orders" }).WaitForAsync();
        await page.Page.GoBackAsync();
        await page.Rows.First.WaitForAsync();
        Assert.Equal(4, (await page.NamesAsync()).Length);
    }

    [Fact]
    public async Task HostileTexts_AreShownAsTextAndBreakNothing()
    {
        const string Markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        await using DashboardApp app = await DashboardApp.StartAsync(options =>
        {
            options.AddObjective("markup", o => o.DisplayName(Markup).Owner(Markup).Description(Markup).Label("team", "\"><b>x</b>").TargetPercent(99));
            options.AddObjective("bidi", o => o.DisplayName("\u202egnol\u2066 abc").TargetPercent(99));
            options.AddObjective("long", o => o.DisplayName(new string('w', 200)).Label("l", new string('v', 200)).TargetPercent(99));
        });
        await using DashboardPage page = await chromium.OpenAsync(app);

        string[] names = await page.NamesAsync();
        Assert.Contains(Markup, names);
        Assert.Equal(0, await page.Page.Locator("#main img, #main script, #main b").CountAsync());
        Assert.All(names, name => Assert.InRange(name.Length, 1, 200));
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        foreach (var name in new[] { "markup", "bidi", "long" })
        {
            await page.Page.GotoAsync("/slo/?slo=" + name);
            await page.Page.Locator(".plot canvas").First.WaitForAsync();
            Assert.Equal(0, await page.Page.Locator("#main img, #main script, #main b").CountAsync());
            Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        }
    }

    // Where slices of time are judged, the target allows bad slices, whatever the number of events.
    [Fact]
    public async Task TooFewEvents_IsSaidWhereEventsAreJudged()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(options =>
        {
            options.AddObjective("few", o => o.TargetPercent(99.9m));
            options.AddObjective("sliced", o => o.TargetPercent(99.9m).Timeslices(TimeSpan.FromMinutes(1), 0.95m));
        });
        foreach (SloTracker tracker in app.Registry.Trackers)
        {
            tracker.Record(1, 0);
        }

        app.Advance(TimeSpan.FromDays(29));
        await using DashboardPage page = await chromium.OpenAsync(app);

        Assert.Contains("Too few events", await page.CellAsync("few", "name"), StringComparison.Ordinal);
        Assert.DoesNotContain("Too few events", await page.CellAsync("sliced", "name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoObjectives_IsExplained()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(_ => { });
        await using DashboardPage page = await chromium.OpenAsync(app);

        await page.Page.GetByText("No objectives are declared yet.").WaitForAsync();
    }
}
