using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

/// <summary>The ranges of the charts, and what is drawn in them.</summary>
public sealed class RangeTests(Chromium chromium)
{
    [Fact]
    public async Task Answer_ThatComesAfterThatOfALaterRange_IsDropped()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=checkout&range=6h&live=off");
        ILocator rows = page.Page.Locator(".chart").Nth(2).Locator(".table-view tbody tr");
        await page.Page.Locator(".chart").Nth(2).GetByText("Table").ClickAsync();
        TaskCompletionSource release = new();
        await page.Page.RouteAsync("**/budget?*step=15s", async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });

        await page.Page.Locator("[data-range='1h']").ClickAsync();
        await page.Page.Locator("[data-range='15m']").ClickAsync();
        await Eventually.TrueAsync(async () => await rows.CountAsync() == 180, () => "steps of five seconds");
        await page.Page.RunAndWaitForRequestFinishedAsync(() => Task.FromResult(release.TrySetResult()));
        await page.Page.EvaluateAsync("() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 50)))");
        Assert.Equal(180, await rows.CountAsync());
    }

    [Fact]
    public async Task Range_ThatIsBeingTyped_StaysUntilItIsApplied()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=checkout&range=1h");
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await page.Page.GetByLabel("From").FillAsync("2026-01-01T00:10");
        await page.Page.GetByLabel("To", new() { Exact = true }).FillAsync("2026-01-01T00:20");
        await page.Page.Locator("[data-range=apply]").FocusAsync();

        await page.Page.RunAndWaitForResponseAsync(
            () =>
            {
                app.Advance(TimeSpan.FromMinutes(1));
                app.AdvanceStreams();
                return Task.CompletedTask;
            },
            response => response.Url.Contains("/reasons", StringComparison.Ordinal));
        Assert.Equal("2026-01-01T00:10", (await page.Page.GetByLabel("From").InputValueAsync())[..16]);
        await page.Page.GetByLabel("To", new() { Exact = true }).PressAsync("Enter");
        Assert.Contains("from=2026-01-01T00%3A10%3A00Z&to=2026-01-01T00%3A20%3A00Z", page.Page.Url, StringComparison.Ordinal);
    }

    // The browser is in a zone whose hours begin at half past those of UTC, and the page shows UTC.
    [Fact]
    public async Task Axis_HasItsMarksAtWholeHoursOfTheZoneThatIsShown()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        app.Advance(TimeSpan.FromHours(30));
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?slo=checkout&range=1d", zone: "Asia/Kolkata");
        await page.Page.AddInitScriptAsync(
            """
            window.written = [];
            const write = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function(text, ...rest) { window.written.push(String(text)); return write.call(this, text, ...rest); };
            """);
        await page.Page.ReloadAsync();
        await page.Page.Locator(".plot canvas").Nth(3).WaitForAsync();

        string[] written = [];
        await Eventually.TrueAsync(
            async () => (written = [.. (await page.Page.EvaluateAsync<string[]>("window.written")).Where(text => text.Contains(':', StringComparison.Ordinal))]).Length > 0,
            () => "the axis is drawn");
        Assert.All(written, text => Assert.EndsWith(":00", text, StringComparison.Ordinal));
    }

    // Of an objective with an event now and then, most steps have none: a line would show nothing.
    [Fact]
    public async Task Compliance_OfSingleSteps_IsSeen()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(options => options.AddObjective("rare", o => o.TargetPercent(99)));
        for (var minute = 0; minute < 60; minute++)
        {
            app.Registry.Get("rare").Record(minute % 10 == 0 ? 1 : 0, 0);
            app.Advance(TimeSpan.FromMinutes(1));
        }

        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=rare&range=1h");
        const string Blue = """
            () => {
              const canvas = document.querySelectorAll('.plot canvas')[1];
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              let count = 0;
              for (let i = 0; i < data.length; i += 4) if (data[i] < 0x40 && data[i + 1] > 0x40 && data[i + 1] < 0x80 && data[i + 2] > 0xa0 && data[i + 3] > 0xc0) count++;
              return count;
            }
            """;
        await Eventually.TrueAsync(async () => await page.Page.EvaluateAsync<int>(Blue) > 20, () => "each of them is drawn");
    }

    [Fact]
    public async Task Preset_ThatDoesNotExist_ShowsThePeriod()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=checkout&range=constructor");

        Assert.Equal(4, await page.Page.Locator(".chart").CountAsync());
    }

    private async Task<DashboardPage> OpenAsync(DashboardApp app, string path)
    {
        DashboardPage page = await chromium.OpenAsync(app, path);
        await page.Page.Locator(".plot canvas").Nth(3).WaitForAsync();
        return page;
    }
}
