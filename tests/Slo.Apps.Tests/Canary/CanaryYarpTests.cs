using System.Net.Http.Json;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Apps.Tests.Canary;

/// <summary>samples/Canary behind YARP: a real proxy process, real versions, real load. It needs no HAProxy.</summary>
public sealed class CanaryYarpTests
{
    private static readonly string[] Arguments = ["--proxy", "yarp", "--load", "15s", "--warm-up", "5s"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FailingCanary_IsTakenOutByTheProxy_WhichCountsWhatTheCanaryCounted()
    {
        await using CanarySample sample = CanarySample.Start([.. Arguments, "--stay", "5m"]);
        await sample.SaysAsync("canary-weight");
        using HttpClient proxy = new() { BaseAddress = AddressBefore(sample, "canary-weight") };
        using HttpClient canary = new() { BaseAddress = AddressBefore(sample, "slo/   the canary") };
        IReadOnlyList<Uri> addresses = sample.Addresses;

        Assert.Equal([proxy.BaseAddress, AddressBefore(sample, "slo/   the stable version"), canary.BaseAddress], addresses);
        Assert.Equal("0", await proxy.GetStringAsync(new Uri("/canary-weight", UriKind.Relative), Cancel));
        Assert.Equal(
            ["started: ", "applied: weight 10 -> 0"],
            (await AuditAsync(proxy)).Select(entry => $"{Detail(entry, "outcome")}: {Detail(entry, "result")}"));
        Assert.Empty(await AuditAsync(canary));
        (long Bad, long Total) ofProxy = default;
        (long Bad, long Total) ofCanary = default;
        await Eventually.TrueAsync(
            async () => (ofProxy = await CountsAsync(proxy, "canary-availability")) == (ofCanary = await CountsAsync(canary, "shop-availability")),
            () => $"the proxy counted {ofProxy}, the canary {ofCanary}");
        Assert.InRange(ofProxy.Bad, 1, ofProxy.Total - 1);
        Assert.Equal(sample.Number(@"failed requests of users +(\d+) of"), ofProxy.Bad);
        await ReachAsync(proxy, 3_000);

        // Of 50 requests more none reaches the canary.
        for (var i = 0; i < 50; i++)
        {
            using HttpResponseMessage response = await proxy.GetAsync(new Uri("/buy", UriKind.Relative), Cancel);
            response.EnsureSuccessStatusCode();
        }

        await ReachAsync(proxy, 3_050);
        Assert.Equal((ofProxy, ofCanary), (await CountsAsync(proxy, "canary-availability"), await CountsAsync(canary, "shop-availability")));

        await sample.TerminateAsync();
        Assert.Equal(0, await sample.EndAsync());
        await sample.AssertNothingLeftAsync(addresses);
    }

    [Fact]
    public async Task FailingCanary_IsTakenOutByAlertmanager_WhichCallsTheProxy()
    {
        Assert.SkipWhen(
            !(AlertmanagerServer.IsInstalled && ServerProcess.IsInstalled("prometheus")) && Environment.GetEnvironmentVariable("CI") != "true",
            "Prometheus or Alertmanager is not installed; test.sh installs them");
        await using CanarySample sample = CanarySample.Start([.. Arguments, "--through", "alertmanager"]);

        Assert.True(await sample.EndAsync() == 0, sample.Said);
        Assert.Contains("audit trail, from the ledger of the proxy", sample.Said, StringComparison.Ordinal);
        Assert.Contains("started, Page alert of canary-availability: SloAlert", sample.Said, StringComparison.Ordinal);
        Assert.Equal(2, sample.Said.Split("applied, set the weight of shop/canary to 0: weight 10 -> 0").Length);
        await sample.AssertNothingLeftAsync(sample.Addresses);
    }

    private static Task ReachAsync(HttpClient proxy, long requests) => Eventually.TrueAsync(
        async () => (await CountsAsync(proxy, "shop-availability")).Total == requests, () => $"the proxy counted {requests} requests");

    // The address before this text, in its line.
    private static Uri AddressBefore(CanarySample sample, string text) => new(sample.Said.Split(text)[0].Split('\n')[^1].Split(' ')[^1]);

    private static async Task<JsonElement[]> AuditAsync(HttpClient http)
    {
        JsonElement ledger = await http.GetFromJsonAsync<JsonElement>(new Uri("/slo/api/v1/ledger?kind=reaction", UriKind.Relative), Cancel);
        return [.. ledger.GetProperty("entries").EnumerateArray().Reverse()];
    }

    private static async Task<(long Bad, long Total)> CountsAsync(HttpClient http, string objective)
    {
        JsonElement slo = await http.GetFromJsonAsync<JsonElement>(new Uri($"/slo/api/v1/slos/{objective}", UriKind.Relative), Cancel);
        return (slo.GetProperty("badEvents").GetInt64(), slo.GetProperty("totalEvents").GetInt64());
    }

    private static string? Detail(JsonElement entry, string key) =>
        entry.GetProperty("details").TryGetProperty(key, out JsonElement value) ? value.GetString() : null;
}
