using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

public sealed class EverywhereTests(Chromium chromium)
{
    [Theory]
    [InlineData("/slo/", ColorScheme.Light)]
    [InlineData("/slo/", ColorScheme.Dark)]
    [InlineData("/slo/?slo=checkout", ColorScheme.Light)]
    [InlineData("/slo/?slo=checkout", ColorScheme.Dark)]
    [InlineData("/slo/?view=incidents", ColorScheme.Light)]
    [InlineData("/slo/?view=incidents", ColorScheme.Dark)]
    public async Task View_IsAccessibleAndFitsEachWidth(string path, ColorScheme scheme)
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, path, scheme: scheme, motion: ReducedMotion.Reduce);
        foreach (var width in (int[])[360, 1280])
        {
            await page.ReloadAsync(width);
            await (path.Contains("slo=", StringComparison.Ordinal) ? page.Page.Locator(".plot canvas").Nth(3) : page.Rows.First).WaitForAsync();

            Assert.Empty(await page.FindingsAsync());
            Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
            var background = await page.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
            Assert.Equal(scheme == ColorScheme.Dark, background == "rgb(17, 21, 27)");
        }
    }

    [Fact]
    public async Task Theme_AndZone_AreKept()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        await page.Page.Locator("#theme").ClickAsync();
        await page.Page.Locator("#theme").ClickAsync();
        await page.Page.Locator("#zone").ClickAsync();
        await page.Page.ReloadAsync();
        await page.Rows.First.WaitForAsync();

        Assert.Equal("dark", await page.Page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
        Assert.Equal(("Dark", "Local"), (await page.Page.Locator("#theme").InnerTextAsync(), await page.Page.Locator("#zone").InnerTextAsync()));
    }

    [Theory]
    [InlineData("/base/slo")]
    [InlineData("/base/slo/")]
    [InlineData("/base/internal/reliability")]
    public async Task Dashboard_WorksBelowAPathBase_AndMappedTwice(string path)
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync(web =>
        {
            web.UsePathBase("/base");
            web.UseRouting();
            web.MapSloDashboard().AllowAnonymous();
            web.MapSloDashboard("/internal/reliability").AllowAnonymous();
        });
        await using DashboardPage page = await chromium.OpenAsync(app, path);

        Assert.Equal(4, (await page.NamesAsync()).Length);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Customers can place orders" }).ClickAsync();
        await page.Page.Locator(".plot canvas").Nth(3).WaitForAsync();
        Assert.All(page.Requests, request => Assert.StartsWith(path.TrimEnd('/'), new Uri(request).AbsolutePath, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NamedSet_HasADashboardOfItsOwn()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync(
            web =>
            {
                web.MapSloDashboard().AllowAnonymous();
                web.MapSloDashboard("/payments", "payments").AllowAnonymous();
            },
            builder => builder.Services.AddSlo("payments", options => options.AddObjective("cards", o => o.TargetPercent(99))));
        await using DashboardPage page = await chromium.OpenAsync(app, "/payments/");

        Assert.Equal(["cards"], await page.NamesAsync());
    }

    [Fact]
    public async Task Server_ThatGoesAwayAndComesBack_IsShownAsSuch()
    {
        DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        page.AllowFaults();
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        var port = app.Address.Port;
        await app.DisposeAsync();
        await page.Page.GetByText("Connection lost, retrying").WaitForAsync();
        Assert.Equal(4, (await page.NamesAsync()).Length);

        await using DashboardApp next = await DashboardApp.StartAsync(options => options.AddObjective("checkout", o => o.TargetPercent(99)), port: port);
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync(new() { Timeout = 60_000 });
        await Eventually.TrueAsync(async () => (await page.NamesAsync()) is ["checkout"], () => "only what is declared now is left");
    }

    // Each holds a connection of the server, so their number is bounded; who finds no place asks every few seconds.
    [Fact]
    public async Task StreamsAreTaken_PageAsksInstead()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        List<HttpResponseMessage> streams = [];
        for (var i = 0; i < 100; i++)
        {
            streams.Add(await app.Client.GetAsync("/slo/api/v1/stream", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));
        }

        await using DashboardPage page = await chromium.OpenAsync(app);
        app.Registry.Get("search").Record(0, 50_000);
        app.Advance(TimeSpan.FromSeconds(1));
        await page.Page.Locator("tr:has(a[href='?slo=search']) .state-exhausted").WaitForAsync();
        Assert.Equal("Every 5 s", await page.Live.InnerTextAsync());
        page.AllowFaults();
        streams.ForEach(stream => stream.Dispose());
    }

    // A browser opens six connections to a server at most: seven pages that each held one would leave none for their requests.
    [Fact]
    public async Task Page_ThatIsNotSeen_HoldsNoStream()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        const string See = "(isHidden) => { Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }";
        await page.Page.EvaluateAsync(See, true);
        await page.Page.GetByText("Paused").WaitForAsync();

        app.Registry.Get("search").Record(0, 50_000);
        app.AdvanceStreams();
        await page.Page.EvaluateAsync(See, false);
        await page.Page.Locator("tr:has(a[href='?slo=search']) .state-exhausted").WaitForAsync();
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task Closed_IsSaidInsteadOfAnEmptyPage()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync(web => web.MapSloDashboard());
        using HttpResponseMessage response = await app.Client.GetAsync("/slo/", TestContext.Current.CancellationToken);

        Assert.Contains(".RequireAuthorization()", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
