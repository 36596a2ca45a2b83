using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

/// <summary>Objectives whose behaviour is unusual are marked in the list.</summary>
public sealed class MarkTests(Chromium chromium)
{
    private const string Mark = "tr:has(a[href='?slo=search']) .unusual";

    [Fact]
    public async Task Objective_ThatIsUnusual_IsMarkedWithWordsAndAShape()
    {
        await using DashboardApp app = await InsightApp.StartWithObservationsAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        ILocator mark = page.Page.Locator(Mark);
        await mark.WaitForAsync();

        Assert.Equal("◆ Unusual traffic", await VisibleAsync(mark));
        Assert.Equal("◆ ", await mark.Locator("[aria-hidden=true]").TextContentAsync());
        var text = await mark.GetAttributeAsync("title");
        Assert.Matches("^traffic of [0-9.]+ events in 5m, usually .*[0-9.]+ to [0-9.]+$", text);
        Assert.EndsWith(": " + text, await mark.TextContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Requests, request => request.Contains("/anomalies", StringComparison.Ordinal));

        // Its cell has no other width and its line no other height than without it.
        Assert.True(await mark.EvaluateAsync<bool>("mark => mark.closest('td').scrollWidth <= mark.closest('td').clientWidth"));
        var height = (await page.Rows.First.BoundingBoxAsync())!.Height;
        await mark.EvaluateAsync("mark => mark.remove()");
        Assert.Equal(height, (await page.Rows.First.BoundingBoxAsync())!.Height);
    }

    [Fact]
    public async Task Mark_ComesAndGoes_AndNothingMoves()
    {
        await using DashboardApp app = await InsightApp.StartWithObservationsAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        await page.Page.Locator(Mark).WaitForAsync();
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        var shift = await page.LayoutShiftAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                InsightApp.Slices(app, 4, 600, 1);
                app.AdvanceStreams();
                return await page.Page.Locator(Mark).CountAsync() == 0;
            },
            () => "it is over");

        Assert.Equal(shift, await page.LayoutShiftAsync());
        Assert.Equal("0", await page.Page.Locator(".tile-unusual .tile-value").InnerTextAsync());
    }

    [Fact]
    public async Task Tile_CountsThemAndShowsOnlyThem()
    {
        await using DashboardApp app = await InsightApp.StartWithObservationsAsync(options => options.AddObjective("usual", o => o.TargetPercent(99)));
        await using DashboardPage page = await chromium.OpenAsync(app);
        Assert.Equal(2, (await page.NamesAsync()).Length);
        Assert.Equal("1", await page.Page.Locator(".tile-unusual .tile-value").InnerTextAsync());
        await page.Page.Locator(".tile-unusual").ClickAsync();

        Assert.Equal(["search"], await page.NamesAsync());
        Assert.Equal("?state=unusual", new Uri(page.Page.Url).Query);
    }

    // What is marked is what the API says, also of signals that this page does not know, and also as text.
    [Theory]
    [InlineData("\"signal\":\"traffic\"", "\"signal\":\"slowRatio\"", "◆ Unusual slow ratio")]
    [InlineData("\"observations\":[", "\"observations\":[{\"signal\":\"badRatio\",\"text\":\"<img src=x onerror=alert(1)>\"},", "◆ Unusual 2 signals")]
    [InlineData("\"observations\":[", "\"other\":[", null)]
    public async Task Signals_AreThoseOfTheApi(string found, string instead, string? expected)
    {
        await using DashboardApp app = await InsightApp.StartWithObservationsAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        page.AllowFaults();
        await page.Page.RouteAsync("**/api/v1/stream*", route => route.AbortAsync());
        await page.Page.RouteAsync("**/api/v1/slos?*", async route =>
        {
            IAPIResponse response = await route.FetchAsync();
            await route.FulfillAsync(new()
            {
                Response = response,
                Body = (await response.TextAsync()).Replace(found, instead, StringComparison.Ordinal),
            });
        });
        await page.Page.ReloadAsync();
        await page.Rows.First.WaitForAsync();

        Assert.Equal(0, await page.Page.Locator("main img").CountAsync());
        Assert.Equal(expected, await page.Page.Locator(Mark).CountAsync() == 0 ? null : await VisibleAsync(page.Page.Locator(Mark)));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task List_WithMarks_IsAccessibleAndFitsEachWidth(ColorScheme scheme)
    {
        await using DashboardApp app = await InsightApp.StartWithObservationsAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, scheme: scheme, motion: ReducedMotion.Reduce);
        foreach (var width in (int[])[320, 360, 1280])
        {
            await page.ReloadAsync(width);
            await page.Page.Locator(Mark).WaitForAsync();
            await page.ShootAsync($"marks-{width}-{scheme}");

            Assert.Empty(await page.FindingsAsync());
            Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));

            // Beside the state where lines are narrow: below it, it would move what follows.
            Assert.Equal(width < 640, await page.Page.EvaluateAsync<bool>(
                "([state, mark]) => Math.abs(state.getBoundingClientRect().top - mark.getBoundingClientRect().top) < 8",
                new[] { await page.Page.Locator(".c-state .state").First.ElementHandleAsync(), await page.Page.Locator(Mark).ElementHandleAsync() }));
        }
    }

    // Without what is only for screen readers.
    private static Task<string> VisibleAsync(ILocator mark) =>
        mark.EvaluateAsync<string>("mark => [...mark.childNodes].filter(node => node.className !== 'hidden').map(node => node.textContent).join('')");
}
