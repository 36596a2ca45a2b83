using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

/// <summary>The charts of durations and of burn rates.</summary>
public sealed class ChartTests(Chromium chromium)
{
    private const string Late = "Slower than 300 ms, or failed";

    // 2,000 events a second, of which 40 are slow for 20 minutes; the target allows 1 %.
    [Fact]
    public async Task Durations_AreTheShareAndTheRateBeyondTheThreshold_WithWhatTheTargetAllows()
    {
        await using DashboardApp app = await StartLatencyAsync();
        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=latency&range=1h", 5);
        ILocator chart = page.Page.GetByRole(AriaRole.Region, new() { Name = Late, Exact = true });
        await chart.GetByText("Table").ClickAsync();
        string[][] rows = [.. (await chart.Locator(".table-view tbody tr").AllInnerTextsAsync()).Select(text => text.Split('\t'))];

        Assert.Equal(["Time", "Share", "Allowed by the target", "Rate"], await chart.Locator(".table-view thead th").AllInnerTextsAsync());
        Assert.Equal("1.00 %", Assert.Single(rows.Select(row => row[2]).Distinct()));
        string[][] counted = [.. rows.Where(row => row[1] != "–")];
        Assert.Equal((240, 80, 160), (counted.Length, counted.Count(row => row[1] == "2.00 %"), counted.Count(row => row[1] == "0.00 %")));
        Assert.Equal(["0/s", "40.0/s"], counted.Select(row => row[3]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("40.0/s", counted.Single(row => row[0] == "2026-01-01 00:30:00")[3]);
    }

    [Fact]
    public async Task Durations_CanBeSaved()
    {
        await using DashboardApp app = await StartLatencyAsync();
        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=latency&range=1h", 5);

        IDownload csv = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = Late + " as CSV" }).ClickAsync());
        string[] lines = await File.ReadAllLinesAsync(await csv.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(("latency-latency.csv", "time,\"Share\",\"Allowed by the target\",\"Rate\""), (csv.SuggestedFilename, lines[0]));
        Assert.Equal(80, lines.Count(line => line.Split(',')[1] == "0.02"));
        IDownload png = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = Late + " as PNG" }).ClickAsync());
        Assert.Equal("latency-latency.png", png.SuggestedFilename);
        Assert.Contains("/series?", await page.Page.GetByRole(AriaRole.Link, new() { Name = Late + " as JSON" }).GetAttributeAsync("href"), StringComparison.Ordinal);
        Assert.Empty(await page.FindingsAsync());
    }

    // A rule that waits ten minutes: pending before it fires, and striped, where what fires is filled.
    [Fact]
    public async Task BurnRates_ShowWhereARuleWaits()
    {
        await using DashboardApp app = await StartWaitingAsync();
        await Burn(app, 30, 0);
        await Burn(app, 5, 50);
        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=waiting&range=1h");
        ILocator chart = page.Page.GetByRole(AriaRole.Region, new() { Name = "Burn rate", Exact = true });
        await chart.GetByText("pending: at or above").WaitForAsync();
        await chart.GetByText("Table").ClickAsync();
        ILocator states = chart.Locator(".table-view tbody td:last-child");

        Assert.Equal("Alert rules", await chart.Locator(".table-view thead th").Last.InnerTextAsync());
        string[] pending = [.. (await states.AllInnerTextsAsync()).Where(text => text.Length > 0)];
        Assert.All(pending, text => Assert.Equal("pending", text));
        Assert.InRange(pending.Length, 11, 14);
        Assert.InRange(await StripesAsync(page), 100, int.MaxValue);

        await Burn(app, 10, 50);
        await page.Page.ReloadAsync();
        await chart.GetByText("Table").ClickAsync();
        string[] all = [.. (await states.AllInnerTextsAsync()).Reverse().Where(text => text.Length > 0)];
        Assert.Equal(["pending", "ticket fires"], all.Distinct());
        Assert.InRange(all.Count(text => text == "pending"), 36, 44);
        IDownload csv = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Burn rate as CSV" }).ClickAsync());
        Assert.Contains(",pending", await File.ReadAllTextAsync(await csv.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    // It fires at once: nothing is pending, although both windows are above the threshold when the step begins in which it fires.
    [Fact]
    public async Task BurnRates_OfARuleThatDoesNotWait_AreNeverPending()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=checkout&range=1h");
        ILocator chart = page.Page.GetByRole(AriaRole.Region, new() { Name = "Burn rate", Exact = true });
        await chart.GetByText("Table").ClickAsync();
        string[] states = [.. await chart.Locator(".table-view tbody td:last-child").AllInnerTextsAsync()];

        Assert.Contains("page fires", states);
        Assert.DoesNotContain(states, state => state.Contains("pending", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&live=off")]
    public async Task Thresholds_FollowAReload(string live)
    {
        await using DashboardApp app = await StartWaitingAsync();
        await Burn(app, 10, 50);
        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=waiting&range=1h" + live);
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await page.Page.EvaluateAsync(
            """
            () => {
              window.written = [];
              const write = CanvasRenderingContext2D.prototype.fillText;
              CanvasRenderingContext2D.prototype.fillText = function(text, ...rest) { window.written.push(String(text)); return write.call(this, text, ...rest); };
            }
            """);
        app.Registry.Replace([Waiting(3.5m)]);
        app.AdvanceStreams();

        await Eventually.TrueAsync(
            async () => (await page.Page.EvaluateAsync<string[]>("window.written")).Contains("3.50× ticket"), () => "the new threshold is drawn");
    }

    private static Task<DashboardApp> StartLatencyAsync() => StartAsync(
        options => options.AddObjective("latency", o => o.TargetPercent(99).FasterThan(TimeSpan.FromMilliseconds(300))),
        app =>
        {
            for (var quarter = 0; quarter < 240; quarter++)
            {
                var slow = quarter is >= 80 and < 160 ? 600 : 0;
                app.Registry.Get("latency").Record(30_000 - slow, slow);
                app.Advance(TimeSpan.FromSeconds(15));
            }
        });

    private static Task<DashboardApp> StartWaitingAsync() => StartAsync(options => options.AddObjective("waiting", o => Declare(o, 2)), _ => { });

    private static SloObjective Waiting(decimal factor) => Declare(new SloObjectiveBuilder("waiting"), factor).Service("shop").Build();

    private static SloObjectiveBuilder Declare(SloObjectiveBuilder builder, decimal factor) => builder.TargetPercent(90).Rolling(TimeSpan.FromDays(1))
        .UnobservedTime(UnobservedTime.Exclude)
        .BurnRateRule(AlertSeverity.Ticket, factor, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), settings: new() { Hold = TimeSpan.FromMinutes(10) });

    private static async Task<DashboardApp> StartAsync(Action<SloOptions> slo, Action<DashboardApp> fill)
    {
        DashboardApp app = await DashboardApp.StartAsync(slo);
        fill(app);
        return app;
    }

    private static Task Burn(DashboardApp app, int minutes, int bad)
    {
        for (var i = 0; i < minutes * 4; i++)
        {
            app.Registry.Get("waiting").Record(100 - bad, bad);
            app.Advance(TimeSpan.FromSeconds(15));
        }

        return Task.CompletedTask;
    }

    // Pixels of the stripes' colour, which no line of this chart has.
    private static Task<int> StripesAsync(DashboardPage page) => page.Page.EvaluateAsync<int>(
        """
        () => {
          const canvas = [...document.querySelectorAll('.plot canvas')].at(-1);
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          let count = 0;
          for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - 0x8a) < 16 && Math.abs(data[i + 1] - 0x5a) < 16 && data[i + 2] < 32 && data[i + 3] > 0x60) count++;
          return count;
        }
        """);

    private async Task<DashboardPage> OpenAsync(DashboardApp app, string path, int charts = 4)
    {
        DashboardPage page = await chromium.OpenAsync(app, path);
        await page.Page.Locator(".plot canvas").Nth(charts - 1).WaitForAsync();
        Assert.Equal(charts, await page.Page.Locator(".chart").CountAsync());
        return page;
    }
}
