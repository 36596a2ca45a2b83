using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Samples;

/// <summary>
/// The session of "Bringing reliability closer to you with Reliably and DataDog", on the sample that plays the agent: its manifest, its
/// queries, its interval and its report. Datadog is one that speaks the documented API.
/// </summary>
public sealed class AgentTests
{
    private const string Name = "99-of-requests-over-last-5-minutes";
    private static readonly string Configuration = typeof(AgentTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_OfTheArticle_ReportsWhatDatadogHas()
    {
        using DatadogStandIn datadog = new();
        var address = LoopbackPort.Free();
        using HttpClient client = new() { BaseAddress = new Uri($"http://{address}") };
        await using ServerProcess agent = await StartAsync(datadog, address, DatadogStandIn.ApiKey);

        // An hour of 600 requests every 20 seconds, of which 58 failed.
        JsonElement slo = await UntilAsync(client, one => one.GetProperty("goodEvents").GetInt64() > 0);
        Assert.Equal((180 * 542, 180 * 58), (slo.GetProperty("goodEvents").GetInt64(), slo.GetProperty("badEvents").GetInt64()));
        Assert.Equal(542 / 600.0, slo.GetProperty("complianceRatio").GetDouble(), 1e-12);
        Assert.Equal(1 - (58 / 6.0), slo.GetProperty("errorBudget").GetProperty("remainingRatio").GetDouble(), 1e-9);
        Assert.Equal(58 / 6.0, slo.GetProperty("errorBudget").GetProperty("burnRate").GetDouble(), 1e-9);

        // slo report -w
        using Process watch = ToolRun.Start("report", "-w", "--interval", "1s", "--url", $"http://{address}/slo/api");
        List<string> lines = [];
        while (lines.Count(line => line.Contains(Name, StringComparison.Ordinal)) < 2)
        {
            lines.Add(await watch.StandardOutput.ReadLineAsync(Cancel) ?? throw new EndOfStreamException(string.Join('\n', lines)));
        }

        Assert.Equal(130, (await ToolRun.Interrupt(watch)).Code);
        Assert.All(
            lines.Where(line => line.Contains(Name, StringComparison.Ordinal)),
            line => Assert.True(Array.TrueForAll(["exhausted", "99 %", "90.33 %", "page"], line.Contains), line));

        // It goes on: what is new is asked for every few seconds, and nothing is asked for twice.
        var asked = datadog.Queries.Count;
        await UntilAsync(client, _ => datadog.Queries.Count > asked);

        // Datadog limits the requests, and relents.
        datadog.IsLimited = true;
        JsonElement limited = await UntilAsync(client, one => one.GetProperty("sourceWarning").ValueKind != JsonValueKind.Null);
        Assert.Contains("answered 429: Rate limit of 1600 requests", limited.GetProperty("sourceWarning").ToString(), StringComparison.Ordinal);
        datadog.IsLimited = false;
        JsonElement again = await UntilAsync(client, one => one.GetProperty("sourceWarning").ValueKind == JsonValueKind.Null);
        Assert.Equal(542 / 600.0, again.GetProperty("complianceRatio").GetDouble(), 1e-12);
        Assert.Contains("</html>", await client.GetStringAsync("/slo", Cancel), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("90.33 %", await client.GetStringAsync("/slo/api/v1/report?format=markdown", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_AppearNowhere()
    {
        const string Wrong = "00000000111111112222222233333333";
        using DatadogStandIn datadog = new();
        var address = LoopbackPort.Free();
        using HttpClient client = new() { BaseAddress = new Uri($"http://{address}") };
        await using ServerProcess agent = await StartAsync(datadog, address, Wrong);

        JsonElement slo = await UntilAsync(client, one => one.GetProperty("sourceWarning").ValueKind != JsonValueKind.Null);
        await Eventually.TrueAsync(() => agent.LastWords.Contains("403", StringComparison.Ordinal), "it is logged");

        Assert.Contains("answered 403; check its keys, and what they are allowed to read: Forbidden", slo.GetProperty("sourceWarning").ToString(), StringComparison.Ordinal);
        Assert.Equal("noData", slo.GetProperty("state").GetString());
        foreach (var text in (string[])[slo.ToString(), agent.LastWords, await client.GetStringAsync("/slo/api/v1/slos", Cancel)])
        {
            Assert.DoesNotContain(Wrong, text, StringComparison.Ordinal);
            Assert.DoesNotContain(DatadogStandIn.ApplicationKey, text, StringComparison.Ordinal);
        }
    }

    private static Task<ServerProcess> StartAsync(DatadogStandIn datadog, string address, string apiKey) => ServerProcess.StartAsync(
        Directory.CreateTempSubdirectory("slo-agent-"), new Uri($"http://{address}/slo/api/v1/slos"), "env",
        $"DD_API_KEY={apiKey}", $"DD_APP_KEY={DatadogStandIn.ApplicationKey}", $"Slo__Sources__datadog__Url={datadog.Address}",
        "Slo__Sources__datadog__Delay=5s", $"ASPNETCORE_URLS=http://{address}", "dotnet",
        Repository.PathOf("samples", "Agent", "bin", Configuration, "net10.0", "Agent.dll"), "-i3");

    private static async Task<JsonElement> UntilAsync(HttpClient client, Func<JsonElement, bool> condition)
    {
        JsonElement slo = default;
        await Eventually.TrueAsync(
            async () =>
            {
                using var document = JsonDocument.Parse(await client.GetStringAsync("/slo/api/v1/slos/" + Name, Cancel));
                slo = document.RootElement.Clone();
                return condition(slo);
            },
            () => slo.ToString(), TimeSpan.FromSeconds(60));
        return slo;
    }
}
