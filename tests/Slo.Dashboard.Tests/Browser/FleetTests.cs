using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

public sealed class FleetTests(Chromium chromium)
{
    [Fact]
    public async Task Scope_OfOneInstance_IsNoChoice()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);

        Assert.False(await page.Page.Locator("#scope").IsVisibleAsync());
        Assert.DoesNotContain(page.Requests, request => request.Contains("scope=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scope_OfAFleet_IsChosenAndKeptInTheAddress()
    {
        StillFleet? fleet = null;
        await using DashboardApp app = await StartAsync(created => fleet = created);
        await using DashboardPage page = await chromium.OpenAsync(app);

        ILocator fleetButton = page.Page.GetByRole(AriaRole.Button, new() { Name = "Fleet of 3" });
        ILocator instanceButton = page.Page.GetByRole(AriaRole.Button, new() { Name = "Instance", Exact = true });
        Assert.Equal("true", await fleetButton.GetAttributeAsync("aria-pressed"));
        Assert.StartsWith("90.00 %", await page.CellAsync("search", "compliance"), StringComparison.Ordinal);

        await instanceButton.ClickAsync();
        await Eventually.TrueAsync(
            async () => (await page.CellAsync("search", "compliance")).StartsWith("99", StringComparison.Ordinal), () => "those of the instance");
        Assert.Equal("?scope=instance", new Uri(page.Page.Url).Query);
        Assert.Equal(("false", "true"), (await fleetButton.GetAttributeAsync("aria-pressed"), await instanceButton.GetAttributeAsync("aria-pressed")));
        await fleetButton.ClickAsync();
        await Eventually.TrueAsync(
            async () => (await page.CellAsync("search", "compliance")).StartsWith("90", StringComparison.Ordinal), () => "those of the fleet");
        Assert.Equal("", new Uri(page.Page.Url).Query);
        await instanceButton.ClickAsync();
        await page.Page.GetByText("search").First.ClickAsync();
        Assert.Equal("?slo=search&scope=instance", new Uri(page.Page.Url).Query);
        await page.Page.GotoAsync("/slo/?slo=search");
        await page.Page.GetByText("90.00 %").First.WaitForAsync();

        fleet!.IsAway = true;
        await Eventually.TrueAsync(
            () =>
            {
                app.Time.Advance(TimeSpan.FromSeconds(1));
                return app.Services.GetRequiredService<SloFleet>().StaleSince is not null;
            },
            "the instance notices");
        await page.Page.ReloadAsync();
        await page.Page.Locator("#trouble").WaitForAsync();
        Assert.Contains("cannot be reached", await page.Page.Locator("#trouble").InnerTextAsync(), StringComparison.Ordinal);

        // Or else the app tries to report its last counts until its time to stop is over.
        fleet.IsAway = false;
    }

    [Fact]
    public async Task Fleet_OfWhichTooFewReport_IsPartial()
    {
        await using DashboardApp app = await StartAsync(_ => { }, new SloFleetMembers(5, 2, 0.4));
        await using DashboardPage page = await chromium.OpenAsync(app);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Fleet, 2 of 5" }).WaitForAsync();
        Assert.StartsWith("Partial: 2 of 5 instances", await page.Page.Locator("#trouble").InnerTextAsync(), StringComparison.Ordinal);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Instance", Exact = true }).ClickAsync();
        await page.Page.Locator("#trouble").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    // The events of all instances became unusual, and those of this one did not.
    [Fact]
    public async Task Objective_ThatIsUnusualInTheFleet_IsMarkedInItsList()
    {
        var asked = 0;
        await using DashboardApp app = await DashboardApp.StartAsync(
            options => options.AddObjective("search", o => o.TargetPercent(99).Rolling(TimeSpan.FromDays(7))),
            build: builder => builder.Services.AddSlo().AddFleet(provider => new StillFleet(provider.GetRequiredService<TimeProvider>(), () =>
                [new("search", provider.GetRequiredService<SloRegistry>().Get("search").Objective.CountingKey, ++asked % 700 < 690 ? new(599, 1) : new(400, 200))])
            {
                Slices = 699,
            }));
        await Eventually.TrueAsync(
            () =>
            {
                app.Time.Advance(TimeSpan.FromSeconds(1));
                return app.Services.GetRequiredService<SloFleet>().Registry.Get("search").Observations.Any(one => one.EndedAt is null);
            },
            "the fleet is unusual");
        await using DashboardPage page = await chromium.OpenAsync(app);
        ILocator mark = page.Page.Locator("tr:has(a[href='?slo=search']) .unusual");
        await mark.WaitForAsync();

        Assert.StartsWith("◆ Unusual bad ratio", await mark.TextContentAsync(), StringComparison.Ordinal);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Instance", Exact = true }).ClickAsync();
        await mark.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static async Task<DashboardApp> StartAsync(Action<StillFleet> created, SloFleetMembers? members = null)
    {
        DashboardApp app = await DashboardApp.StartWithHistoryAsync(build: builder => builder.Services.AddSlo().AddFleet(provider =>
        {
            StillFleet fleet = new(provider.GetRequiredService<TimeProvider>(), () =>
                [new("search", provider.GetRequiredService<SloRegistry>().Get("search").Objective.CountingKey, new(900, 100))])
            {
                Members = members ?? new(3, 3, 1),
            };
            created(fleet);
            return fleet;
        }));
        await Eventually.TrueAsync(
            () =>
            {
                app.Time.Advance(TimeSpan.FromSeconds(1));
                return app.Services.GetRequiredService<SloFleet>().Registry.Get("search").Status.Events.Total > 0;
            },
            "the fleet is known");
        return app;
    }
}
