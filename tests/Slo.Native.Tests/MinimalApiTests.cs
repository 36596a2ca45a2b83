using System.Net;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Native.Tests;

/// <summary>The sample of the quick start as native code: configuration, API and health need no reflection.</summary>
public sealed class MinimalApiTests
{
    [Fact]
    public async Task App_AsNativeCode_CountsAndAnswers()
    {
        (ServerProcess app, HttpClient client) = await StartAsync(Directory.CreateTempSubdirectory("slo-native-"));
        await using ServerProcess running = app;
        using HttpClient ended = client;
        using HttpResponseMessage order = await client.PostAsync(new Uri("/orders", UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, order.StatusCode);
        JsonElement list = await AskAsync(client, "/slo/api/v1/slos");
        Assert.Equal(
            ["api-availability", "api-by-route", "orders-availability", "orders-latency"],
            list.GetProperty("slos").EnumerateArray().Select(slo => slo.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));

        await CountsAsync(client, 1);
        var page = await client.GetStringAsync(new Uri("/slo/", UriKind.Relative), TestContext.Current.CancellationToken);
        var script = page.Split("type=\"module\" src=\"")[1].Split('"')[0];
        Assert.Contains("showList", await client.GetStringAsync(new Uri("/slo/" + script, UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        JsonElement overview = await AskAsync(client, "/slo/api/v1/slos?view=overview");
        Assert.Equal(24, overview.GetProperty("slos")[0].GetProperty("burnDown").GetArrayLength());
        JsonElement budget = await AskAsync(client, "/slo/api/v1/slos/orders-availability/budget");
        Assert.Equal(1, budget.GetProperty("errorBudgetRemainingRatio").EnumerateArray().Last().GetDouble());
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    // Killed, not stopped: what was counted until the last save is there again.
    [Fact]
    public async Task App_KilledAndStartedAgain_HasItsCounts()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-native-");
        (ServerProcess first, HttpClient client) = await StartAsync(folder);
        await using (first)
        using (client)
        {
            using HttpResponseMessage order = await client.PostAsync(new Uri("/orders", UriKind.Relative), null, TestContext.Current.CancellationToken);
            await CountsAsync(client, 1);

            // A save that began before may not have it; the one after that has.
            FileInfo log = new(Path.Combine(folder.FullName, "slo.db-wal"));
            for (var save = 0; save < 2; save++)
            {
                log.Refresh();
                DateTime before = log.LastWriteTimeUtc;
                await Eventually.TrueAsync(
                    () =>
                    {
                        log.Refresh();
                        return log.Exists && log.LastWriteTimeUtc != before;
                    },
                    "it is saved");
            }

            // Before its folder would go with it.
            await first.KillAsync();
            await StartAndCountAsync(folder);
        }
    }

    private static async Task StartAndCountAsync(DirectoryInfo folder)
    {
        (ServerProcess second, HttpClient again) = await StartAsync(folder);
        await using ServerProcess app = second;
        using HttpClient client = again;
        await CountsAsync(client, 1);
        var page = await client.GetStringAsync(new Uri("/slo/", UriKind.Relative), TestContext.Current.CancellationToken);
        var script = page.Split("type=\"module\" src=\"")[1].Split('"')[0];
        Assert.Contains("showList", await client.GetStringAsync(new Uri("/slo/" + script, UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        JsonElement overview = await AskAsync(client, "/slo/api/v1/slos?view=overview");
        Assert.Equal(24, overview.GetProperty("slos")[0].GetProperty("burnDown").GetArrayLength());
        JsonElement budget = await AskAsync(client, "/slo/api/v1/slos/orders-availability/budget");
        Assert.Equal(1, budget.GetProperty("errorBudgetRemainingRatio").EnumerateArray().Last().GetDouble());
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    private static async Task<(ServerProcess App, HttpClient Client)> StartAsync(DirectoryInfo folder)
    {
        var program = await NativeProgram.QuickStartAsync();
        Uri address = new($"http://{LoopbackPort.Free()}");
        ServerProcess app = await ServerProcess.StartAsync(
            folder, new Uri(address, "/health"), program, "--urls", address.ToString(), "--contentRoot", Path.GetDirectoryName(program)!);
        return (app, new HttpClient { BaseAddress = address });
    }

    // There is one evaluation each second.
    private static async Task CountsAsync(HttpClient client, long good)
    {
        JsonElement one = default;
        await Eventually.TrueAsync(
            async () => (one = await AskAsync(client, "/slo/api/v1/slos/orders-availability")).GetProperty("goodEvents").GetInt64() == good,
            () => one.ToString());
    }

    private static async Task<JsonElement> AskAsync(HttpClient client, string path)
    {
        using JsonDocument answer = JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
        return answer.RootElement.Clone();
    }
}
