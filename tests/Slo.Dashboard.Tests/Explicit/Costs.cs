using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Slo.Dashboard.Tests.Browser;
using Xunit;

namespace Slo.Dashboard.Tests.Explicit;

/// <summary>What the page costs with many objectives; docs/dashboard.md has the results. Prints, and judges nothing.</summary>
public sealed class Costs(Chromium chromium)
{
    private const int Objectives = 500;
    private const int Incidents = 1000;

    [Fact]
    public async Task ManyObjectives_WithAYearOfIncidents()
    {
        var updates = int.Parse(Environment.GetEnvironmentVariable("SLO_UPDATES") ?? "300", CultureInfo.InvariantCulture);
        await using DashboardApp app = await DashboardApp.StartAsync(options =>
        {
            for (var i = 0; i < Objectives; i++)
            {
                options.AddObjective($"objective-{i:000}", o => o.DisplayName($"Customers can do thing {i}").Label("team", $"team {i % 20}")
                    .TargetPercent(99.9m).Rolling(TimeSpan.FromDays(30)));
            }
        });
        SloTracker[] trackers = [.. app.Registry.Trackers];
        for (var i = 0; i < Incidents; i++)
        {
            SloTracker tracker = trackers[i * 7 % Objectives];
            tracker.Record(0, 100_000);
            app.Advance(TimeSpan.FromMinutes(5));
            tracker.Record(10_000_000, 0);
            app.Advance(TimeSpan.FromHours(8.6));
        }

        Traffic(trackers);
        app.Advance(TimeSpan.FromSeconds(1));
        Print("incidents known", app.Registry.Incidents.Count);

        await using DashboardPage first = await chromium.OpenAsync(app);
        await using DashboardPage page = await chromium.OpenAsync(app);
        await page.Rows.Nth(Objectives - 1).WaitForAsync();
        Print("first contentful paint, ms", await page.Page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        Print("list complete, ms", await page.Page.EvaluateAsync<double>("performance.getEntriesByType('resource').filter(one => one.name.includes('overview'))[0].responseEnd"));
        Print("bytes of the list, compressed by none", await page.Page.EvaluateAsync<double>("performance.getEntriesByType('resource').filter(one => one.name.includes('overview'))[0].decodedBodySize"));
        ICDPSession session = await page.Page.Context.NewCDPSessionAsync(page.Page);
        Print("heap of the page, MB", await HeapAsync(session));

        long bytes = 0;
        await session.SendAsync("Network.enable");
        session.Event("Network.dataReceived").OnEvent += (_, data) => Interlocked.Add(ref bytes, data!.Value.GetProperty("dataLength").GetInt64());
        await page.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        var allocated = GC.GetTotalAllocatedBytes();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var busy = await BusyAsync(session);
        for (var i = 0; i < updates; i++)
        {
            Traffic(trackers);
            app.AdvanceStreams();
            await page.Page.EvaluateAsync("() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
        }

        Print("updates", updates);
        Print("bytes of an update", (double)Interlocked.Read(ref bytes) / updates);
        Print("main thread of the page for an update, ms", (await BusyAsync(session) - busy) * 1000 / updates);
        Print("heap of the page after them, MB", await HeapAsync(session));
        Print("server and test for an update, processor ms", (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / updates);
        Print("server and test for an update, KB allocated", (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / updates);
    }

    private static void Traffic(SloTracker[] trackers)
    {
        foreach (SloTracker tracker in trackers)
        {
            tracker.Record(1000, 1);
        }
    }

    private static async Task<double> HeapAsync(ICDPSession session)
    {
        await session.SendAsync("HeapProfiler.collectGarbage");
        return (await session.SendAsync("Runtime.getHeapUsage"))!.Value.GetProperty("usedSize").GetDouble() / 1e6;
    }

    private static async Task<double> BusyAsync(ICDPSession session)
    {
        await session.SendAsync("Performance.enable");
        return (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .First(metric => metric.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble();
    }

    private static void Print(string what, double value) =>
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.##}"));
}
