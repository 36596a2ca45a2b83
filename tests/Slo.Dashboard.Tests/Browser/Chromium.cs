using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Slo.Dashboard.Tests.Browser.Chromium))]

namespace Slo.Dashboard.Tests.Browser;

/// <summary>One browser for all tests; each opens pages of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (HeadlessChromium.Program is not { } program)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
    }

    internal Task<DashboardPage> OpenAsync(
        DashboardApp app, string path = "/slo/", int width = 1280, ColorScheme scheme = ColorScheme.Light, ReducedMotion motion = ReducedMotion.NoPreference,
        string? zone = null) => OpenAsync(app.Address, path, width, scheme, motion, zone);

    internal async Task<DashboardPage> OpenAsync(
        Uri address, string path, int width, ColorScheme scheme, ReducedMotion motion = ReducedMotion.NoPreference, string? zone = null)
    {
        Assert.SkipWhen(HeadlessChromium.MissingReason is not null, HeadlessChromium.MissingReason ?? "");
        return await DashboardPage.OpenAsync(_browser!, address, path, width, scheme, motion, zone);
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }
}
