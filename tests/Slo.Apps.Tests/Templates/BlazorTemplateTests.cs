using System.Collections.Concurrent;
using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

namespace Slo.Apps.Tests.Templates;

/// <summary><c>dotnet new blazor</c> with server interactivity, and a browser that uses its pages.</summary>
public sealed class BlazorTemplateTests
{
    [Fact]
    public async Task Pages_OfARealBrowser_AreCountedAndTheFrameworksOwnRequestsAreNot()
    {
        Assert.SkipWhen(HeadlessChromium.MissingReason is not null, HeadlessChromium.MissingReason ?? "");
        await using TemplateApp app = await TemplateApp.StartAsync(
            "blazor",
            """
            "clicks": { "TargetPercent": 99, "BlazorEvents": {}, "FasterThan": "500ms" },
            "navigations": { "TargetPercent": 99, "BlazorNavigations": {} }
            """,
            pathOf => TemplateApp.Replace(pathOf("Components/Pages/Counter.razor"), "currentCount++;", "currentCount = currentCount < 3 ? currentCount + 1 : throw new Exception();"));
        ConcurrentQueue<string> requests = new();

        using IPlaywright playwright = await Playwright.CreateAsync();
        await using (IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = HeadlessChromium.Program, Args = ["--no-sandbox"] }))
        {
            IPage page = await browser.NewPageAsync(new() { BaseURL = app.Client.BaseAddress!.ToString() });
            page.Request += (_, request) => requests.Enqueue($"{request.Method} {new Uri(request.Url).AbsolutePath}");
            page.WebSocket += (_, socket) => requests.Enqueue($"WS {new Uri(socket.Url).AbsolutePath}");
            await UseAsync(page);
            await page.CloseAsync();
        }

        Assert.Contains("WS /_blazor", requests);
        Assert.Contains("GET /_blazor/initializers", requests);
        string[] pages = ["GET /", "GET /counter", "POST /_blazor/negotiate", "GET /weather"];
        Assert.Equal(pages, requests.Where(IsOfAPage));
        await app.ExpectAsync("availability", good: pages.Length, bad: 0);
        (long good, long bad, var alert) = await app.CountsAsync("latency");
        Assert.Equal((pages.Length, "inactive"), (good + bad, alert));

        // The handler threw once. Each page is a navigation, also where it is rendered in advance.
        (good, bad, _) = await app.CountsAsync("clicks");
        Assert.Equal((3, 1), (good, bad));
        Assert.Equal((3, 0, "inactive"), await app.CountsAsync("navigations"));
    }

    private static async Task UseAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Counter" }).ClickAsync();
        ILocator button = page.GetByRole(AriaRole.Button, new() { Name = "Click me" });
        ILocator error = page.GetByText("An unhandled error has occurred.");

        // A click before the circuit is there does nothing, and after the fourth one it is gone.
        await Eventually.TrueAsync(
            async () =>
            {
                await button.ClickAsync();
                return await error.IsVisibleAsync();
            },
            () => "the handler throws at the fourth click");
        await page.GotoAsync("/weather");
        await page.GetByRole(AriaRole.Table).WaitForAsync();
    }

    // Neither a file, nor the WebSocket, nor what blazor.web.js asks for by itself; the report that a page was left is not even seen here.
    private static bool IsOfAPage(string request) =>
        !request.Contains('.', StringComparison.Ordinal) && request is not ("WS /_blazor" or "GET /_blazor/initializers" or "POST /_blazor/disconnect");
}
