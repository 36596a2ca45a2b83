using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

/// <summary>The dashboard in a browser. Any error, any breach of the content security policy, and any request to another host is
/// remembered.</summary>
internal sealed class DashboardPage : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();
    private bool _allowsFaults;

    private DashboardPage(IBrowserContext context, IPage page, Uri address)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _faults.Enqueue($"console: {message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => _faults.Enqueue("error: " + error);
        page.Dialog += (_, dialog) => _faults.Enqueue("dialog: " + dialog.Message);
        page.Request += (_, request) =>
        {
            Requests.Enqueue(request.Url);
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss" } url && url.Authority != address.Authority)
            {
                _faults.Enqueue("other host: " + request.Url);
            }
        };
    }

    internal IPage Page { get; }

    internal ConcurrentQueue<string> Requests { get; } = new();

    internal ILocator Rows => Page.Locator("table.list tbody tr:visible");

    internal ILocator Live => Page.Locator("#live");

    internal static async Task<DashboardPage> OpenAsync(
        IBrowser browser, Uri address, string path, int width, ColorScheme scheme, ReducedMotion motion, string? zone = null)
    {
        IBrowserContext context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = motion,
            AcceptDownloads = true,
            TimezoneId = zone,
        });
        IPage page = await context.NewPageAsync();
        DashboardPage dashboard = new(context, page, address);
        await page.GotoAsync(path);
        await dashboard.LoadedAsync();
        return dashboard;
    }

    /// <summary>Loads the page anew in a window of another width: far cheaper than another page of another app.</summary>
    internal async Task ReloadAsync(int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await Page.ReloadAsync();
        await LoadedAsync();
    }

    /// <summary>The names of the lines, in their order.</summary>
    internal async Task<string[]> NamesAsync() => [.. await Rows.Locator(".objective > a").AllInnerTextsAsync()];

    internal async Task<string> CellAsync(string objective, string column) =>
        await Page.Locator($"tr:has(a[href='?slo={objective}']) td.c-{column}").InnerTextAsync();

    /// <summary>How much moved without a user's doing, by the browser's own measure.</summary>
    internal Task<double> LayoutShiftAsync() => Page.EvaluateAsync<double>(
        """
        () => new Promise(resolve => {
          let sum = 0;
          new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; })
            .observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(sum), 100);
        })
        """);

    /// <summary>All findings of axe, each with the element. All rules run, in the page itself: it has no frames, for which axe would need a
    /// second page. What passes is not described element by element, which would cost more than the rules.</summary>
    internal async Task<string[]> FindingsAsync()
    {
        Assert.Single(Page.Frames);
        if (!await Page.EvaluateAsync<bool>("'axe' in window"))
        {
            await Page.EvaluateAsync(Axe);
        }

        return await Page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run({ resultTypes: ['violations'] })).violations
              .flatMap(violation => violation.nodes.map(node => `${violation.impact} ${violation.id}: ${node.html}`))
            """);
    }

    /// <summary>Saves an image where SLO_SHOTS names a folder, for people.</summary>
    internal async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SLO_SHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
        }
    }

    private Task LoadedAsync() => Page.Locator("#main:not(:has-text('Loading the objectives.'))").WaitForAsync();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        if (!_allowsFaults)
        {
            Assert.Empty(_faults);
        }
    }

    /// <summary>For tests in which the server refuses or goes away: what the browser says of that is no fault of the page.</summary>
    internal void AllowFaults() => _allowsFaults = true;
}
