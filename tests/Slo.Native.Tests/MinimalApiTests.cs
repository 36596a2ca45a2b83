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
        var program = await NativeProgram.PathOfAsync("MinimalApi");
        Uri address = new($"http://{LoopbackPort.Free()}");
        await using ServerProcess app = await ServerProcess.StartAsync(
            Directory.CreateTempSubdirectory("slo-native-"), new Uri(address, "/health"), program,
            "--urls", address.ToString(), "--contentRoot", Path.GetDirectoryName(program)!);
        using HttpClient client = new() { BaseAddress = address };
        using HttpResponseMessage order = await client.PostAsync(new Uri("/orders", UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, order.StatusCode);
        JsonElement list = await AskAsync(client, "/slo/api/v1/slos");
        Assert.Equal(
            ["api-availability", "api-by-route", "orders-availability", "orders-latency"],
            list.GetProperty("slos").EnumerateArray().Select(slo => slo.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));

        // There is one evaluation each second.
        JsonElement one = default;
        await Eventually.TrueAsync(
            async () => (one = await AskAsync(client, "/slo/api/v1/slos/orders-availability")).GetProperty("goodEvents").GetInt64() == 1,
            () => one.ToString());
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    private static async Task<JsonElement> AskAsync(HttpClient client, string path)
    {
        using JsonDocument answer = JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
        return answer.RootElement.Clone();
    }
}
