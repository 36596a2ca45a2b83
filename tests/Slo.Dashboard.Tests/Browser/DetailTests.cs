using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

public sealed class DetailTests(Chromium chromium)
{
    private const string Checkout = "/slo/?slo=checkout";

    [Fact]
    public async Task Detail_ShowsHowTheObjectiveStandsAndWhy()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await OpenAsync(app, Checkout + "&range=6h");

        Assert.Equal(4, await page.Page.Locator(".chart canvas").CountAsync());
        Assert.Equal("93.33 %", await TileAsync(page, "Compliance"));
        Assert.StartsWith("−", await TileAsync(page, "Error budget left"), StringComparison.Ordinal);
        Assert.Equal("Exhausted", await TileAsync(page, "Exhausted in"));
        Assert.Equal("6,000", await TileAsync(page, "Events"));
        Assert.True(await page.Page.GetByRole(AriaRole.Region, new() { Name = "Alert rules" }).GetByText("Firing").CountAsync() > 0);
        Assert.Contains("open for", await page.Page.GetByRole(AriaRole.Region, new() { Name = "Incidents" }).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("1.4.2", await page.Page.GetByRole(AriaRole.Region, new() { Name = "Deployments and changes" }).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("\"TargetPercent\": 99.9", await page.Page.GetByRole(AriaRole.Region, new() { Name = "Definition" }).InnerTextAsync(), StringComparison.Ordinal);
    }

    // The server's times, although the clock of the browser is months ahead.
    [Fact]
    public async Task Table_OfAChart_HasItsNumbers()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await OpenAsync(app, Checkout + "&range=1h");
        ILocator events = page.Page.GetByRole(AriaRole.Region, new() { Name = "Events", Exact = true });

        await events.GetByText("Table").ClickAsync();
        string[][] rows = [.. (await events.Locator(".table-view tbody tr").AllInnerTextsAsync()).Select(text => text.Split('\t'))];
        Assert.Equal("2026-01-01 01:00:00", rows[0][0]);
        Assert.Equal(6000, rows.Sum(row => Number(row[1])));
        Assert.Equal(400, rows.Sum(row => Number(row[2])));
    }

    [Fact]
    public async Task Range_IsInTheAddress_AndDraggingZooms()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await OpenAsync(app, Checkout + "&range=6h");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "1h", Exact = true }).ClickAsync();
        Assert.Equal("1h", Query(page)["range"]);

        LocatorBoundingBoxResult plot = (await page.Page.Locator(".u-over").Nth(1).BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(plot.X + (plot.Width * 0.25f), plot.Y + 40);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(plot.X + (plot.Width * 0.75f), plot.Y + 40, new() { Steps = 5 });
        await page.Page.Mouse.UpAsync();
        await Eventually.TrueAsync(() => Query(page)["from"] is not null, "the zoom is in the address");

        var length = DateTimeOffset.Parse(Query(page)["to"]!, null) - DateTimeOffset.Parse(Query(page)["from"]!, null);
        Assert.InRange(length, TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(35));
        Assert.Equal("Follow", await page.Page.Locator("[data-range=live]").InnerTextAsync());

        await page.Page.Locator("[data-range=live]").ClickAsync();
        Assert.Null(Query(page)["from"]);
        await page.Page.GetByText("Pause").WaitForAsync();
    }

    [Fact]
    public async Task Change_IsShownWithoutALoad()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=search");
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();

        app.Registry.Get("search").Record(0, 50_000);
        app.AdvanceStreams();
        await page.Page.Locator(".detail-head .state-exhausted").WaitForAsync();
        Assert.Equal("Exhausted", await TileAsync(page, "Exhausted in"));
    }

    [Fact]
    public async Task Exports_HoldTheNumbersAndThePicture()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await OpenAsync(app, Checkout + "&range=1h");

        IDownload csv = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Events as CSV" }).ClickAsync());
        string[] lines = await File.ReadAllLinesAsync(await csv.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(("checkout-events.csv", "time,\"All\",\"Bad\""), (csv.SuggestedFilename, lines[0]));
        Assert.Equal(400, lines.Skip(1).Sum(line => long.TryParse(line.Split(',')[2], out var bad) ? bad : 0));

        IDownload png = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Burn rate as PNG" }).ClickAsync());
        byte[] bytes = await File.ReadAllBytesAsync(await png.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], bytes[..4]);
    }

    [Fact]
    public async Task Definition_IsOpenSlo_WhereTheAppReadsIt()
    {
        var folder = Directory.CreateTempSubdirectory("slo-dashboard");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "files.yaml"),
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: files }
            spec:
              service: shop
              budgetingMethod: Occurrences
              timeWindow: [{ duration: 28d, isRolling: true }]
              indicator:
                metadata: { name: files }
                spec:
                  ratioMetric:
                    counter: true
                    bad: { metricSource: { type: aspnetcore, spec: { status: [5xx] } } }
                    total: { metricSource: { type: aspnetcore, spec: { route: /files } } }
              objectives: [{ target: 0.99 }]
            """,
            TestContext.Current.CancellationToken);
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync(build: builder =>
            builder.Services.AddSlo().AddOpenSlo(Path.Combine(folder.FullName, "*.yaml")));
        await using DashboardPage page = await OpenAsync(app);

        Assert.StartsWith("apiVersion: openslo/v1", await page.Page.GetByRole(AriaRole.Region, new() { Name = "Definition" }).InnerTextAsync(), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    // Over the hour it burns less than 1 and so never ends, over the last minutes it burns and ends soon: the forecast is about the latter.
    [Fact]
    public async Task BurnRate_IsTheOneThatTheForecastAssumes()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(options => options.AddObjective(
            "late", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromDays(7)).UnobservedTime(UnobservedTime.Exclude)));
        for (var minute = 0; minute < 70; minute++)
        {
            app.Registry.Get("late").Record(minute < 60 ? 1000 : 980, minute < 60 ? 0 : 20);
            app.Advance(TimeSpan.FromMinutes(1));
        }

        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=late&range=1h");
        ILocator rules = page.Page.GetByRole(AriaRole.Region, new() { Name = "Alert rules" }).Locator("tbody tr");
        string[][] rows = [.. (await rules.AllInnerTextsAsync()).Select(text => text.Split('\t'))];

        Assert.Equal("over 12m", await NoteAsync(page, "Burn rate"));
        Assert.Equal($"{await TileAsync(page, "Burn rate")} over 12m", rows[0][4]);
        Assert.EndsWith(" over 1h", rows[1][4], StringComparison.Ordinal);
        Assert.Equal("not at this rate", rows[1][8]);
        Assert.NotEqual("not at this rate", rows[0][8]);
        Assert.DoesNotContain("rate", await TileAsync(page, "Exhausted in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoData_HasNoForecast()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await OpenAsync(app, "/slo/?slo=silent");

        Assert.Equal("–", await TileAsync(page, "Exhausted in"));
        await page.Page.GotoAsync("/slo/?columns=forecast");
        await page.Rows.First.WaitForAsync();
        Assert.Equal("–", await page.CellAsync("silent", "forecast"));
    }

    [Fact]
    public async Task Unknown_IsSaid()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?slo=%3Cb%3Enothing");

        await page.Page.GetByText("No objective of this name is declared.").WaitForAsync();
        page.AllowFaults();
    }

    [Fact]
    public async Task Incidents_OfAllObjectives_OpenOnesFirst()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?view=incidents");

        await page.Rows.First.WaitForAsync();
        var first = await page.Rows.First.InnerTextAsync();
        Assert.StartsWith("Customers can place orders\ncheckout\n", first, StringComparison.Ordinal);
        Assert.Contains("open for", first, StringComparison.Ordinal);
    }

    // The newest page of all incidents would not have it.
    [Fact]
    public async Task Incidents_ThatAreOpen_ComeFirstAlsoBeforeHundredsOfNewerOnes()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        SloIncident open = app.Registry.Incidents.First(incident => incident.EndedAt is null);
        app.Registry.RestoreLedger(
            [],
            [
                .. Enumerable.Range(1000, 350).Select(i => open with
                {
                    Id = FormattableString.Invariant($"9{i}"),
                    Name = "search",
                    StartedAt = open.StartedAt.AddSeconds(i),
                    EndedAt = open.StartedAt.AddSeconds(i + 60),
                    Resolution = SloAlertResolution.Recovered,
                }),
            ]);
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?view=incidents");
        await page.Rows.First.WaitForAsync();
        var lasting = app.Registry.Incidents.Count(incident => incident.EndedAt is null);

        Assert.Contains("open for", await page.Rows.First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(200 + lasting, await page.Rows.CountAsync());
        await page.Page.GetByText($"{lasting} open, 200 ended, and older ones").WaitForAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Older incidents" }).ClickAsync();
        await page.Page.GetByText($"{lasting} open, {app.Registry.Incidents.Count - lasting} ended").WaitForAsync();
        Assert.Equal(app.Registry.Incidents.Count, await page.Rows.CountAsync());
    }

    private static long Number(string text) => long.TryParse(text.Replace(",", "", StringComparison.Ordinal), out var number) ? number : 0;

    private static System.Collections.Specialized.NameValueCollection Query(DashboardPage page) => HttpUtility.ParseQueryString(new Uri(page.Page.Url).Query);

    private static Task<string> TileAsync(DashboardPage page, string title) =>
        page.Page.Locator($".facts .tile:has(.tile-name:text-is('{title}')) .tile-value").InnerTextAsync();

    private static Task<string> NoteAsync(DashboardPage page, string title) =>
        page.Page.Locator($".facts .tile:has(.tile-name:text-is('{title}')) .sub").InnerTextAsync();

    private async Task<DashboardPage> OpenAsync(DashboardApp app, string path = Checkout)
    {
        DashboardPage page = await chromium.OpenAsync(app, path);
        await page.Page.Locator(".plot canvas").Nth(3).WaitForAsync();
        await page.Page.GetByRole(AriaRole.Region, new() { Name = "Definition" }).WaitForAsync();
        return page;
    }
}
