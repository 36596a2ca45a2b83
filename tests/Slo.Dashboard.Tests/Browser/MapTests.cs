using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

/// <summary>Calls are observed in the whole process, so these tests are in one class: they run one after the other.</summary>
public sealed class MapTests(Chromium chromium)
{
    private const string Map = "/slo/?view=map";

    [Fact]
    public async Task Map_ShowsVerdictsSharesAndWhatWasDeclared()
    {
        await using DashboardApp app = await InsightApp.StartWithCallsAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Dependencies" }).ClickAsync();
        await Node(page, "checkout").WaitForAsync();

        Assert.Contains("Reporting", await Node(page, "checkout").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Causing", await Node(page, "refunds").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Explains bad requests", await Node(page, "payments").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Some calls failed", await Node(page, "fraud").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("No calls", await Node(page, "warehouse").InnerTextAsync(), StringComparison.Ordinal);
        string[] edges = [.. await page.Page.Locator(".edge text").AllTextContentsAsync()];
        Assert.Contains("92 % of bad", edges);
        Assert.Contains("not called", edges);

        Assert.Equal(["yes", "yes", "446", "46", "0", "92 %", "0 %"], (await RowAsync(page, "checkout", "payments"))[2..]);
        Assert.Equal(["yes, soft", "yes"], (await RowAsync(page, "checkout", "cache"))[2..4]);
        Assert.Equal(["no", "yes"], (await RowAsync(page, "refunds", "fraud"))[2..4]);
        Assert.Equal(["yes", "no"], (await RowAsync(page, "reports", "warehouse"))[2..4]);
        var why = await Region(page, "Causing or reporting").InnerTextAsync();
        Assert.Contains("payments failed or was slow in 92 % of the bad requests", why, StringComparison.Ordinal);
        var findings = await Region(page, "Findings").InnerTextAsync();
        Assert.All(["SLO0703", "SLO0843", "SLO0845"], code => Assert.Contains(code, findings, StringComparison.Ordinal));
        Assert.Equal("page", await page.Page.Locator("nav [data-view=map]").GetAttributeAsync("aria-current"));
    }

    // A cycle is shown, and neither followed nor drawn twice.
    [Fact]
    public async Task Objective_ThatIsADependency_IsOneNode()
    {
        await using DashboardApp app = await InsightApp.StartWithCallsAsync();
        await using DashboardPage page = await OpenAsync(app);

        foreach (var name in new[] { "checkout", "refunds", "invoices", "ledger" })
        {
            Assert.Equal(1, await page.Page.Locator(".node", new() { Has = page.Page.GetByText(name, new() { Exact = true }) }).CountAsync());
        }

        LocatorBoundingBoxResult[] boxes =
            [.. await Task.WhenAll(new[] { "reports", "checkout", "payments" }.Select(async name => (await Node(page, name).BoundingBoxAsync())!))];
        Assert.True(boxes[0].X < boxes[1].X && boxes[1].X < boxes[2].X);
        Assert.Equal(2, (await page.Page.Locator("tbody tr", new() { HasText = "invoices" }).AllInnerTextsAsync()).Count(text => text.Contains("ledger", StringComparison.Ordinal) && !text.Contains("SLO", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Keyboard_ReachesEveryNode_AndEnterOpensTheObjective()
    {
        await using DashboardApp app = await InsightApp.StartWithCallsAsync();
        await using DashboardPage page = await OpenAsync(app);
        var count = await page.Page.Locator(".node").CountAsync();
        await page.Page.GetByRole(AriaRole.Region, new() { Name = "Graph" }).FocusAsync();
        HashSet<string> reached = [];
        for (var i = 0; i < count; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            reached.Add(await page.Page.EvaluateAsync<string>("document.activeElement.classList.contains('node') ? document.activeElement.innerText : ''"));
        }

        Assert.Equal(count, reached.Count);
        Assert.DoesNotContain("", reached);
        Assert.Equal(14, count);

        await Node(page, "payments").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Contains("of=payments", page.Page.Url, StringComparison.Ordinal);
        Assert.Equal("true", await Node(page, "payments").GetAttributeAsync("aria-pressed"));
        Assert.Equal(2, await Region(page, "Dependencies").Locator("tbody tr").CountAsync());
        Assert.True(await page.Page.EvaluateAsync<bool>("document.activeElement.dataset.of === 'payments'"));
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Remove filter payments" }).ClickAsync();
        Assert.DoesNotContain("of=", page.Page.Url, StringComparison.Ordinal);

        await Node(page, "checkout").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator(".plot canvas").Nth(3).WaitForAsync();
        Assert.Contains("slo=checkout", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_IsShownWithoutALoad()
    {
        await using DashboardApp app = await InsightApp.StartWithCallsAsync();
        await using DashboardPage page = await OpenAsync(app);
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        InsightApp.Call(app, "search", 60, isGood: false, "index.internal:9200!");
        await Eventually.TrueAsync(
            async () =>
            {
                app.AdvanceStreams();
                return (await Node(page, "search").InnerTextAsync()).Contains("Reporting", StringComparison.Ordinal);
            },
            () => "the verdict is shown");

        Assert.Equal("60", (await RowAsync(page, "search", "index.internal:9200"))[5]);
    }

    [Fact]
    public async Task Names_AreTexts()
    {
        await using DashboardApp app = await InsightApp.StartWithCallsAsync();
        await using DashboardPage page = await OpenAsync(app);
        Assert.Contains(InsightApp.Markup, await Node(page, "images").InnerTextAsync(), StringComparison.Ordinal);
        await Node(page, "(other)").ClickAsync();
        Assert.Equal(["images"], [.. await Region(page, "Dependencies").Locator("tbody td:first-child").AllInnerTextsAsync()]);

        // Names that no app of ours accepts, as another server may send them.
        await page.Page.RouteAsync("**/api/v1/map*", async route =>
        {
            IAPIResponse response = await route.FetchAsync();
            var text = await response.TextAsync();
            await route.FulfillAsync(new()
            {
                Response = response,
                Body = text.Replace("\"checkout\"", $"\"{InsightApp.Markup}\"", StringComparison.Ordinal)
                    .Replace("\"fraud\"", "\"\\u202egnol\\u2066" + new string('w', 300) + "\"", StringComparison.Ordinal)
                    .Replace("\"causing\"", "\"constructor\"", StringComparison.Ordinal),
            });
        });
        await page.Page.GotoAsync(Map + "&of=" + Uri.EscapeDataString(InsightApp.Markup));
        await Node(page, InsightApp.Markup).WaitForAsync();
        await page.ShootAsync("map-hostile");
        Assert.Equal(0, await page.Page.Locator("main img, main b").CountAsync());
        Assert.Contains("Unknown", await Node(page, "refunds").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Node(page, InsightApp.Markup).ClickAsync();
        await page.Page.GetByText("No objective of this name is declared.").WaitForAsync();
        page.AllowFaults();
    }

    [Fact]
    public async Task ManyNodes_AreNotAllDrawn_AndAreAllInTheTables()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(options =>
        {
            for (var i = 0; i < 100; i++)
            {
                options.AddObjective($"objective-{i:00}", o => o.TargetPercent(99).DependsOn($"dependency-{i % 40:00}"));
            }
        });
        await using DashboardPage page = await OpenAsync(app);
        await page.ShootAsync("map-many");

        Assert.Equal(60, await page.Page.Locator(".node").CountAsync());
        await page.Page.GetByText("60 of 140 are drawn").WaitForAsync();
        Assert.Equal(100, await Region(page, "Dependencies").Locator("tbody tr").CountAsync());
    }

    [Fact]
    public async Task NothingKnown_SaysHowItIsSwitchedOn()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, Map);
        await page.Page.GetByText("AddDependencies()").WaitForAsync();
        await page.ShootAsync("map-empty");

        Assert.Equal(0, await page.Page.Locator(".node").CountAsync());
        Assert.Empty(await page.FindingsAsync());
    }

    [Fact]
    public async Task DeclaredOnly_SaysThatCallsAreNotObserved()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(options => options.AddObjective("checkout", o => o.TargetPercent(99).DependsOn("payments")));
        await using DashboardPage page = await OpenAsync(app);

        Assert.Contains("Calls are not observed", await page.Page.Locator(".notice:visible").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("not called", await page.Page.Locator(".edge-declared text").TextContentAsync());
    }

    // Objectives of other services are in the map and not in this app, also those with the name of one of it.
    [Fact]
    public async Task Scope_OfAFleet_ShowsAllServices_AndTheCause()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(
            options => options.AddObjective("search", o => o.TargetPercent(99).Service("shop").DependsOn("index")),
            build: builder => builder.Services.AddSlo().AddDependencies().AddFleet(provider => new StillFleet(
                provider.GetRequiredService<TimeProvider>(),
                () => [new("search", provider.GetRequiredService<SloRegistry>().Get("search").Objective.CountingKey, new(900, 100))])
            {
                Dependencies = [Published("shop", "index"), Published("shop", "index"), Published("index", null), Published("<b>x</b>", null)],
            }));
        InsightApp.Call(app, "search", 20, isGood: true, "index");
        app.Advance(TimeSpan.FromMinutes(1));
        await using DashboardPage page = await OpenAsync(app);

        Assert.Contains(page.Requests, request => request.EndsWith("v1/map?scope=fleet", StringComparison.Ordinal));
        await Node(page, "index: search").WaitForAsync();
        Assert.Equal(0, await page.Page.Locator(".notice:visible").CountAsync());
        Assert.Equal(
            ["index", "shop → index", "its own fault"],
            (await Region(page, "Causes").Locator("tbody tr").First.InnerTextAsync()).Split('\t', StringSplitOptions.TrimEntries));
        Assert.Equal("200", (await RowAsync(page, "search", "index"))[4]);
        Assert.NotNull(await Node(page, "search").GetAttributeAsync("href"));
        Assert.Null(await Node(page, "index: search").GetAttributeAsync("href"));
        Assert.Equal(0, await page.Page.Locator("b").GetByText("x", new() { Exact = true }).CountAsync());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Instance", Exact = true }).ClickAsync();
        await page.Page.GetByText("20 calls").WaitForAsync();
        Assert.Contains(page.Requests, request => request.EndsWith("v1/map?scope=instance", StringComparison.Ordinal));
    }

    // Each is drawn, with what it calls, and what is called is the one that burns. One name in several spellings is one dependency.
    [Fact]
    public async Task Services_OfOneName_InTwoFleets_AreBothDrawn()
    {
        SloFleetDependencies[] published =
        [
            Published("shop", "Index") with { Fleet = "a" }, Published("shop", "index") with { Fleet = "b" },
            Published("mall", "shop") with { Fleet = "c" }, Quiet("shop") with { Fleet = "d" },
        ];
        await using DashboardApp app = await DashboardApp.StartAsync(
            options => options.AddObjective("other", o => o.TargetPercent(99).Service("here")),
            build: builder => builder.Services.AddSlo().AddDependencies().AddFleet(provider => new StillFleet(provider.GetRequiredService<TimeProvider>(), () => [])
            {
                Dependencies = published,
            }));
        await using DashboardPage page = await OpenAsync(app);
        await page.ShootAsync("map-fleets");

        Assert.StartsWith("5 objectives, 1 other dependencies", await page.Page.Locator("main p.sub").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(3, await Node(page, "shop: search").CountAsync());
        Assert.Equal(3, await page.Page.Locator(".edge-cause .tip").CountAsync());
        await Node(page, "Index").ClickAsync();
        Assert.Equal(2, await Region(page, "Dependencies").Locator("tbody tr").CountAsync());
        Assert.Equal("true", await Node(page, "Index").GetAttributeAsync("aria-pressed"));
        await Node(page, "Index").ClickAsync();
        Assert.DoesNotContain("of=", page.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task View_IsAccessibleAndFitsEachWidth(ColorScheme scheme)
    {
        await using DashboardApp app = await InsightApp.StartWithCallsAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, Map, scheme: scheme, motion: ReducedMotion.Reduce);
        foreach (var width in (int[])[320, 360, 1280])
        {
            await page.ReloadAsync(width);
            await Node(page, "checkout").WaitForAsync();
            await page.ShootAsync($"map-{width}-{scheme}");
            Assert.Empty(await page.FindingsAsync());
            await Node(page, "payments").ClickAsync();
            await page.ShootAsync($"map-of-{width}-{scheme}");

            Assert.Empty(await page.FindingsAsync());
            Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        }
    }

    private static SloFleetDependencies Published(string service, string? dependency) => new("", service, Guid.NewGuid(), TimeSpan.FromSeconds(10), [
        new("search", service, 0.99m,
        [
            new(TimeSpan.FromHours(1), new(80, 20), dependency is null ? [] : [new(dependency, true, true)
            {
                TotalCalls = new(80, 20), Calls = new(80, 20), Requests = new(80, 20), TroubledRequests = new(0, 20),
            }])
            {
                TotalEvents = new(80, 20), TroubledRequests = new(0, dependency is null ? 0 : 20),
            },
        ]),
    ])
    {
        IsObserved = true,
    };

    private static SloFleetDependencies Quiet(string service) => new("", service, Guid.NewGuid(), TimeSpan.FromSeconds(10), [
        new("search", service, 0.99m, [new(TimeSpan.FromHours(1), new(100, 0), []) { TotalEvents = new(100, 0) }]),
    ]);

    private static ILocator Node(DashboardPage page, string name) =>
        page.Page.Locator(".node", new() { Has = page.Page.Locator(".node-name:first-child").GetByText(name, new() { Exact = true }) });

    private static ILocator Region(DashboardPage page, string name) => page.Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    private static async Task<string[]> RowAsync(DashboardPage page, string objective, string dependency) =>
        (await Region(page, "Dependencies").Locator("tbody tr").AllInnerTextsAsync()).Select(text => text.Split('\t', StringSplitOptions.TrimEntries))
            .First(cells => cells[0] == objective && cells[1].Split('\n')[0] == dependency);

    private async Task<DashboardPage> OpenAsync(DashboardApp app)
    {
        DashboardPage page = await chromium.OpenAsync(app, Map);
        await page.Page.Locator(".node").First.WaitForAsync();
        return page;
    }
}
