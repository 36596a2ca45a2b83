using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

public sealed class ReactionTests(Chromium chromium)
{
    private const string Reactions = "/slo/?view=reactions";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The app with a history, and reactions in every state: one applied with a step to come, a dry run, one that failed, and one that waits.</summary>
    internal static async Task<DashboardApp> StartAsync()
    {
        DashboardApp app = await DashboardApp.StartWithHistoryAsync(build: builder => builder.Services.AddSlo()
            .AddReaction("drain", reaction => OnTicket(reaction, "checkout")
                .Step(new PlannedAction("haproxy shop/canary", "set the weight of shop/canary to 0", SloReactionResult.Done("weight 10 -> 0")))
                .Step(new PlannedAction("deployer", "roll back to the version before", SloReactionResult.Done("rolled back")), TimeSpan.FromDays(1)))
            .AddReaction("degrade", reaction => OnTicket(reaction, "checkout", isDryRun: true)
                .Step(new PlannedAction("feature recommendations", "close recommendations", SloReactionResult.Done("closed"))))
            .AddReaction("notify", reaction => OnTicket(reaction, "checkout")
                .Step(new PlannedAction("webhook deployer", "call <b>http://deployer/rollback</b>", SloReactionResult.Failed("404 of the deployer"))))
            .AddReaction("idle", reaction => reaction.On("search").Step(new PlannedAction("nothing", "do nothing", SloReactionResult.Done("done")))));
        await Eventually.TrueAsync(
            () =>
            {
                app.Advance(TimeSpan.FromSeconds(1));
                SloReactionStatus[] all = [.. app.Services.GetRequiredService<SloReactions>().All];
                return all[0].Steps[0].State == SloReactionStepState.Applied && all[1].Steps[0].State == SloReactionStepState.Applied
                    && all[2].Steps[0].State == SloReactionStepState.Failed;
            },
            "the reactions have run");
        return app;
    }

    [Fact]
    public async Task Reactions_ShowTheirStatesStepsAndLastRecords()
    {
        await using DashboardApp app = await StartAsync();
        await using DashboardPage page = await chromium.OpenAsync(app);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Reactions" }).ClickAsync();
        ILocator drain = Card(page, "drain");
        await drain.WaitForAsync();

        var text = await drain.InnerTextAsync();
        Assert.All(["Active", "set the weight of shop/canary to 0", "Applied", "weight 10 -> 0", "Next step", "in 2"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Contains("Dry run", await Card(page, "degrade").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("<b>http://deployer/rollback</b>", await Card(page, "notify").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("404 of the deployer", await Card(page, "notify").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("never ran", await Card(page, "idle").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("dry run: applied", await page.Page.GetByRole(AriaRole.Region, new() { Name = "Last records" }).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("page", await page.Page.Locator("nav [data-view=reactions]").GetAttributeAsync("aria-current"));
    }

    [Fact]
    public async Task Decision_IsShownWithoutALoad_WithReasonAndEnd()
    {
        await using DashboardApp app = await StartAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, Reactions);
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await app.Services.GetRequiredService<SloReactions>().DecideAsync("drain", SloReactionOverrideKind.Pause, "false <i>alarm</i>", "kim", TimeSpan.FromHours(2), cancellationToken: Cancel);
        ILocator decision = Card(page, "drain").GetByText("Paused", new() { Exact = true });
        await Eventually.TrueAsync(
            async () =>
            {
                app.AdvanceStreams();
                return await decision.CountAsync() > 0;
            },
            () => "the decision is shown");

        var text = await Card(page, "drain").InnerTextAsync();
        Assert.All(["by kim, until 2026-01-01 ", "false <i>alarm</i>"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Next step", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutReactions_ThePageSaysSo()
    {
        await using DashboardApp app = await DashboardApp.StartWithHistoryAsync();
        await using DashboardPage page = await chromium.OpenAsync(app, Reactions);

        await page.Page.GetByText("No reactions are declared.").WaitForAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task View_IsAccessibleAndFitsEachWidth(ColorScheme scheme)
    {
        await using DashboardApp app = await StartAsync();
        await app.Services.GetRequiredService<SloReactions>().DecideAsync("idle", SloReactionOverrideKind.Pause, "maintenance of the proxy", "kim", TimeSpan.FromHours(2), cancellationToken: Cancel);
        await Eventually.TrueAsync(
            () =>
            {
                app.Advance(TimeSpan.FromSeconds(1));
                return app.Services.GetRequiredService<SloReactions>().All[3].Override is not null;
            },
            "the decision is read");
        await using DashboardPage page = await chromium.OpenAsync(app, Reactions, scheme: scheme, motion: ReducedMotion.Reduce);
        foreach (var width in (int[])[360, 1280])
        {
            await page.ReloadAsync(width);
            await Card(page, "drain").WaitForAsync();
            await page.ShootAsync($"reactions-{width}-{scheme}");

            Assert.Empty(await page.FindingsAsync());
            Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        }
    }

    // The page has ended by the end of the history, the ticket has not.
    private static SloReaction OnTicket(SloReaction reaction, string objective, bool isDryRun = false)
    {
        reaction.MinimumSeverity = AlertSeverity.Ticket;
        reaction.DryRun = isDryRun;
        return reaction.On(objective);
    }

    private static ILocator Card(DashboardPage page, string name) => page.Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });
}
