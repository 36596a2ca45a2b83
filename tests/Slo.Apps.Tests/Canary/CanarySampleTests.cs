using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Apps.Tests.Canary;

/// <summary>samples/Canary as its one command runs it: a real HAProxy, real processes, real load.</summary>
public sealed class CanarySampleTests
{
    private const int Rate = 200;
    private const int Requests = Rate * 12;
    private const double CanaryShare = 0.1;

    private static readonly string[] Load = ["--load", "12s", "--warm-up", "5s"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FailingCanary_TakesItselfOut_UsersHardlyNotice_AndNothingIsLeft()
    {
        AssertInstalled();
        await using CanarySample sample = CanarySample.Start([.. Load, "--stay", "5m"]);
        await sample.SaysAsync("socat - ");

        // HAProxy's own answer, and the audit trail of the canary.
        var socket = sample.Said.Split('\n').First(line => line.Contains("socat - ", StringComparison.Ordinal)).Split("socat - ")[1];
        Assert.StartsWith("0 (initial 10)", await AskAsync(socket, "get weight shop/canary"), StringComparison.Ordinal);
        IReadOnlyList<Uri> addresses = sample.Addresses;
        Assert.Equal(3, addresses.Count);
        using HttpClient http = new() { BaseAddress = addresses[0] };
        JsonElement[] entries = await AuditAsync(http);
        Assert.Equal(["started", "applied"], entries.Select(entry => Detail(entry, "outcome")));
        Assert.Equal("page at 10x over 5m/1m", entries[0].GetProperty("reason").GetString()!.Split(": ")[1]);
        Assert.Equal("set the weight of shop/canary to 0", Detail(entries[1], "action"));
        Assert.Equal("weight 10 -> 0", Detail(entries[1], "result"));
        await AssertCountsAsync(sample, addresses, Requests);

        // Of 50 requests more none reaches the canary.
        var before = (await CountsAsync(http)).Total;
        Uri shop = addresses.First(address => sample.Said.Contains($"curl {address}buy", StringComparison.Ordinal));
        for (var i = 0; i < 50; i++)
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri(shop, "/buy"), Cancel);
            response.EnsureSuccessStatusCode();
        }

        await AssertCountsAsync(sample, addresses, Requests + 50);
        Assert.Equal(before, (await CountsAsync(http)).Total);

        await sample.TerminateAsync();
        Assert.Equal(0, await sample.EndAsync());
        await sample.AssertNothingLeftAsync(addresses);
    }

    [Fact]
    public async Task FailingCanary_IsTakenOutByAlertmanager_AndTheCommandEndsByItself()
    {
        AssertInstalled();
        Assert.SkipWhen(
            !(AlertmanagerServer.IsInstalled && ServerProcess.IsInstalled("prometheus")) && Environment.GetEnvironmentVariable("CI") != "true",
            "Prometheus or Alertmanager is not installed; test.sh installs them");
        await using CanarySample sample = CanarySample.Start([.. Load, "--through", "alertmanager"]);

        Assert.True(await sample.EndAsync() == 0, sample.Said);
        Assert.Contains("audit trail, from the ledger of the stable app", sample.Said, StringComparison.Ordinal);
        Assert.Contains("started, Page alert of canary-availability: SloAlert", sample.Said, StringComparison.Ordinal);
        Assert.Contains("applied, set the weight of shop/canary to 0: weight 10 -> 0", sample.Said, StringComparison.Ordinal);
        AssertFewFailed(sample);
        await sample.AssertNothingLeftAsync(sample.Addresses);
    }

    [Fact]
    public async Task Stop_InTheMiddle_EndsEverything()
    {
        AssertInstalled();
        await using CanarySample sample = CanarySample.Start();
        await sample.SaysAsync("12000 requests within 1m");

        await sample.TerminateAsync();
        Assert.Equal(0, await sample.EndAsync());
        await sample.AssertNothingLeftAsync([]);
    }

    [Theory]
    [InlineData("--weight 5", "--weight: known are --through")]
    [InlineData("--runs", "--runs: known are --through")]
    [InlineData("--proxy nginx", "--proxy nginx: must be haproxy or yarp")]
    [InlineData("--through pigeon", "--through pigeon: must be process, alertmanager or both")]
    [InlineData("--errors 1.5", "--errors 1.5: must be a share above 0 and up to 1")]
    [InlineData("--load 20s --warm-up 20s", "--warm-up: must be shorter than --load")]
    public async Task FaultyArgument_IsNamed(string arguments, string message)
    {
        await using CanarySample sample = CanarySample.Start(arguments.Split(' '));

        Assert.Equal(2, await sample.EndAsync());
        Assert.StartsWith(message, sample.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingProgram_IsNamed_WithTheCommandThatInstallsIt()
    {
        AssertInstalled();
        await using CanarySample sample = CanarySample.StartWithPath("/nowhere", "--through", "alertmanager");

        Assert.Equal(2, await sample.EndAsync());
        Assert.StartsWith("Not installed: prometheus, prometheus-alertmanager. On Debian and Ubuntu: sudo apt-get install prometheus", sample.Said, StringComparison.Ordinal);
    }

    // What users got is what both processes counted, request by request.
    private static async Task AssertCountsAsync(CanarySample sample, IReadOnlyList<Uri> addresses, long requests)
    {
        AssertFewFailed(sample);
        Uri stableAddress = new(sample.Said.Split("slo/   the stable version")[0].Split('\n')[^1]);
        Assert.Contains(stableAddress, addresses);
        using HttpClient stable = new() { BaseAddress = stableAddress };
        using HttpClient canary = new() { BaseAddress = addresses[0] };
        (long Bad, long Total) ofCanary = default;
        (long Bad, long Total) ofStable = default;
        await Eventually.TrueAsync(
            async () =>
            {
                (ofCanary, ofStable) = (await CountsAsync(canary), await CountsAsync(stable));
                return ofCanary.Total + ofStable.Total >= requests;
            },
            () => $"{ofCanary} and {ofStable} are {requests} requests");
        Assert.Equal(requests, ofCanary.Total + ofStable.Total);
        Assert.Equal(sample.Number(@"failed requests of users +(\d+) of"), ofCanary.Bad);
        Assert.Equal(0, ofStable.Bad);
        Assert.InRange(ofCanary.Total, 1, requests / 8);
    }

    // At most every request that the canary got from its first error to weight 0, with a second for the clocks of load and look.
    private static void AssertFewFailed(CanarySample sample)
    {
        var seconds = sample.Number(@"first error to weight 0 +([\d.]+) s");
        var failed = sample.Number(@"failed requests of users +(\d+) of");
        Assert.Equal(Requests, sample.Number(@"failed requests of users +\d+ of (\d+)"));
        Assert.InRange(failed, 1, (seconds + 1) * Rate * CanaryShare);
    }

    private static async Task<JsonElement[]> AuditAsync(HttpClient http)
    {
        JsonElement ledger = await http.GetFromJsonAsync<JsonElement>(new Uri("/slo/api/v1/ledger?kind=reaction", UriKind.Relative), Cancel);
        return [.. ledger.GetProperty("entries").EnumerateArray().Reverse()];
    }

    private static async Task<(long Bad, long Total)> CountsAsync(HttpClient http)
    {
        JsonElement objective = await http.GetFromJsonAsync<JsonElement>(new Uri("/slo/api/v1/slos/shop-availability", UriKind.Relative), Cancel);
        return (objective.GetProperty("badEvents").GetInt64(), objective.GetProperty("totalEvents").GetInt64());
    }

    private static string? Detail(JsonElement entry, string key) => entry.GetProperty("details").GetProperty(key).GetString();

    private static async Task<string> AskAsync(string path, string command)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), Cancel);
        await using NetworkStream stream = new(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\n"), Cancel);
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync(Cancel);
    }

    private static void AssertInstalled() => Assert.SkipWhen(HaProxyServer.MissingReason is not null, HaProxyServer.MissingReason ?? "");
}
