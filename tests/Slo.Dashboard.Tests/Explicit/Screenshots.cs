using System.Globalization;
using Microsoft.Playwright;
using Slo.Dashboard.Tests.Browser;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Explicit;

/// <summary>The images of the documentation, from a running sample: see eng/screenshots.sh.</summary>
public sealed class Screenshots(Chromium chromium)
{
    [Fact]
    public async Task Views_OfTheSample_AreSaved()
    {
        Uri address = new(Environment.GetEnvironmentVariable("SLO_SAMPLE") ?? throw new InvalidOperationException("SLO_SAMPLE: the address of the sample"));
        (string Name, string Query, int Width, ColorScheme Scheme, bool IsWhole)[] views =
        [
            ("list", "", 1280, ColorScheme.Light, false),
            ("list-narrow", "", 400, ColorScheme.Light, false),
            ("detail", "?slo=orders-latency", 1280, ColorScheme.Light, false),
            ("detail-dark", "?slo=orders-availability", 1280, ColorScheme.Dark, true),
            ("incidents", "?view=incidents", 1280, ColorScheme.Light, false),
        ];
        foreach ((var name, var query, var width, ColorScheme scheme, var isWhole) in views)
        {
            await using DashboardPage page = await chromium.OpenAsync(address, "/slo/" + query, width, scheme);
            await (query.StartsWith("?slo", StringComparison.Ordinal) ? page.Page.Locator(".plot canvas").Nth(3) : page.Rows.First).WaitForAsync();
            await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
            await page.Page.ScreenshotAsync(new()
            {
                Path = Repository.PathOf("docs", "images", string.Create(CultureInfo.InvariantCulture, $"{name}.png")),
                FullPage = isWhole,
                Animations = ScreenshotAnimations.Disabled,
            });
        }
    }
}
