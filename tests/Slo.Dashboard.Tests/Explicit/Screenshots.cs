using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Slo.Apps.Tests.Shop;
using Slo.Dashboard.Tests.Browser;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Explicit;

/// <summary>The images of the documentation, from the running sample with faults: see eng/screenshots.sh.</summary>
public sealed class Screenshots(Chromium chromium)
{
    private const string Api = "/slo/api/v1/";
    private const string Broken = "orders-availability";
    private const string Slow = "orders-latency";

    // Longest: a slice of five minutes begins at most five minutes after the start.
    private static readonly TimeSpan UntilUnusual = TimeSpan.FromMinutes(12);

    // What fails anyway is what a cause is told from: if most of it had the cause too, nothing would stand out. So payments are less than
    // half of it. The catalogue, which has only the first two, stays within its target of 99.5 %.
    private static readonly Dictionary<string, double> Noise = new()
    {
        ["errorShare"] = 0.0015,
        ["exceptionShare"] = 0.001,
        ["paymentErrorShare"] = 0.002,
        ["refundErrorShare"] = 0.002,
    };

    private static readonly string[] Arguments = ["--stay", "20m"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Views_OfTheSample_AreSaved()
    {
        var store = Environment.GetEnvironmentVariable("SLO_SAMPLE_STORE") ?? throw new InvalidOperationException("SLO_SAMPLE_STORE: its history");
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using ShopSample shop = ShopSample.Start(["--database", server.ConnectionString, "--store", store, .. Arguments]);
        Uri address = await shop.ListensAsync();
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        await using ShopLoad load = new(address, perSecond: 40);
        DateTimeOffset started = TimeProvider.System.GetUtcNow();
        await BreakAsync(http, Noise);
        await WaitAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() - started > TimeSpan.FromMinutes(3)), "traffic");
        await BreakAsync(http, Noise.Append(new("paymentLatencyShare", 0.6)).Append(new("paymentLatencyMilliseconds", 5_000)));
        await WaitAsync(async () => await IncidentAsync(http) is not null, "an incident");
        await WaitAsync(async () => await IsUnusualAsync(http, Broken) && await IsUnusualAsync(http, Slow), "unusual behaviour");

        var incident = "?incident=" + await IncidentAsync(http);
        await ShootAsync(address, "list", "", height: 700);
        await ShootAsync(address, "detail", "?slo=" + Slow);
        await ShootAsync(address, "incident", incident, height: 830);
        await ShootAsync(address, "incident-dark", incident, ColorScheme.Dark, height: 830);
        await ShootAsync(address, "map", "?view=map");
    }

    private static Task WaitAsync(Func<Task<bool>> condition, string what) => Eventually.TrueAsync(condition, () => what, UntilUnusual);

    private static async Task BreakAsync(HttpClient http, IEnumerable<KeyValuePair<string, double>> faults)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("/faults", faults.ToDictionary(), Cancel);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<bool> IsUnusualAsync(HttpClient http, string name) =>
        (await http.GetFromJsonAsync<JsonElement>($"{Api}slos/{name}/anomalies", Cancel)).GetProperty("observations").EnumerateArray()
            .Any(one => one.GetProperty("endedAt").ValueKind == JsonValueKind.Null);

    private static async Task<string?> IncidentAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>(Api + "incidents?state=open", Cancel)).GetProperty("incidents").EnumerateArray()
            .Where(incident => incident.GetProperty("name").GetString() == Broken).Select(incident => incident.GetProperty("id").GetString()).FirstOrDefault();

    private async Task ShootAsync(Uri address, string name, string query, ColorScheme scheme = ColorScheme.Light, int height = 900)
    {
        await using DashboardPage page = await chromium.OpenAsync(address, "/slo/" + query, width: 1280, scheme);
        await page.Page.SetViewportSizeAsync(1280, height);
        await (query.Split('=')[0] switch
        {
            "?slo" => page.Page.Locator(".plot canvas").Nth(3),
            "?incident" => page.Page.GetByRole(AriaRole.Region, new() { Name = "Contributors", Exact = true }),
            "?view" when name == "map" => page.Page.Locator(".node").First,
            _ => page.Rows.First,
        }).WaitForAsync();
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();

        // Where a scrollbar would be: the browser of an image has none.
        await page.Page.EvaluateAsync("() => { document.documentElement.style.scrollbarGutter = 'auto'; }");
        await page.Page.ScreenshotAsync(new() { Path = Repository.PathOf("docs", "images", name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }
}
