using Microsoft.Playwright;
using Slo.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Slo.Dashboard.Tests.Browser.Chromium))]

namespace Slo.Dashboard.Tests.Browser;

/// <summary>One browser for all tests; each opens pages of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!ServerProcess.IsInstalled(Program))
        {
            return;
        }

        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, Program)).First(File.Exists);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] });
    }

    internal Task<DashboardPage> OpenAsync(
        DashboardApp app, string path = "/slo/", int width = 1280, ColorScheme scheme = ColorScheme.Light, ReducedMotion motion = ReducedMotion.NoPreference,
        string? zone = null) => OpenAsync(app.Address, path, width, scheme, motion, zone);

    internal async Task<DashboardPage> OpenAsync(
        Uri address, string path, int width, ColorScheme scheme, ReducedMotion motion = ReducedMotion.NoPreference, string? zone = null)
    {
        Assert.SkipWhen(_browser is null && Environment.GetEnvironmentVariable("CI") != "true", "Chromium is not installed; test.sh installs it");
        return await DashboardPage.OpenAsync(_browser!, address, path, width, scheme, motion, zone);
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }
}
