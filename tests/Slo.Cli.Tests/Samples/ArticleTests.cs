using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Samples;

/// <summary>What the article about objectives close to engineers types, line by line, on the sample shop.</summary>
public sealed class ArticleTests
{
    private const string Name = "90-of-frontend-responses-over-the-last-minute-are-2xx";
    private static readonly string Configuration = typeof(ArticleTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    [Fact]
    public async Task CommandLines_OfTheArticle_BurnRecoverAndEnd()
    {
        using TestFolder folder = new();
        var file = folder.PathOf("slos.yaml");

        // slo init, with its questions.
        ToolRun init = await ToolRun.Asked(
            ["my-frontend-service", "http", "/products", "GET", "none", "90", "PT1M", "90% of frontend responses over the last minute are 2xx", "the frontend team", "no"],
            "init", "-o", file);
        Assert.Equal(0, init.Code);
        Assert.Contains("SLO '90% of frontend responses over the last minute are 2xx' added to service 'my-frontend-service'", init.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ToolRun.Of("validate", "--strict", "-i", file)).Code);
        ToolRun settings = await ToolRun.Of("convert", "-i", file, "--to", "appsettings");
        Assert.Equal(0, settings.Code);

        var address = LoopbackPort.Free();
        string[] ask = ["--url", $"http://{address}/slo/api", "--name", Name];
        await using (ServerProcess shop = await ServerProcess.StartAsync(
            Directory.CreateTempSubdirectory("slo-cli-shop-"), new Uri($"http://{address}/slo/api/v1/slos"), "dotnet",
            [
                Repository.PathOf("samples", "Shop", "bin", Configuration, "net10.0", "Shop.dll"), "--port", address.Split(':')[1], "--payments-port", "0", "--stay", "5m", "--Slo:UnobservedTime=AssumeGood",
                .. Flatten(settings.Output),
            ]))
        {
            using HttpClient client = new() { BaseAddress = new Uri($"http://{address}") };

            // Without traffic there is no data.
            Assert.Equal(3, (await ToolRun.Of(["check", .. ask])).Code);
            Assert.Equal(0, (await ToolRun.Of(["check", .. ask, "--no-data", "pass"])).Code);

            // A little load, half of it in errors: at once the target is missed so far, and a third of the minute later its budget is gone.
            using var closing = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            await BreakAsync(client, 0.5);
            Task visits = VisitAsync(client, closing.Token);
            ToolRun check = await UntilAsync(1, ["check", .. ask]);
            Assert.True(check.Output.Contains("below its target of 90 %", StringComparison.Ordinal), check.Output);
            ToolRun exhausted = await UntilAsync(1, ["check", .. ask, "--fail-on", "exhausted"]);
            Assert.Contains("its error budget is exhausted", exhausted.Output, StringComparison.Ordinal);

            // slo report -w, in a terminal of its own.
            using Process watch = ToolRun.Start(["report", "-w", "--interval", "1s", .. ask]);
            List<string> lines = [];
            while (lines.Count(line => line.Contains(Name, StringComparison.Ordinal)) < 2)
            {
                lines.Add(await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException(string.Join('\n', lines)));
            }

            ToolRun watched = await ToolRun.Interrupt(watch);
            Assert.Equal(130, watched.Code);
            Assert.All(lines.Where(line => line.Contains(Name, StringComparison.Ordinal)), line => Assert.Contains("exhausted", line, StringComparison.Ordinal));
            Assert.Contains(lines, line => line.Contains("page at 1x over 1m/5s", StringComparison.Ordinal));
            ToolRun summary = await ToolRun.Of(["report", .. ask, "--format", "markdown"]);
            Assert.Contains($"| {Name} | ❌ exhausted | 90 % |", summary.Output, StringComparison.Ordinal);

            // It is mended, and a minute later the bad responses are past.
            await BreakAsync(client, 0);
            ToolRun recovered = await UntilAsync(0, ["check", .. ask, "--max-burn", "1", "--min-budget", "5%", "--min-coverage", "90%"]);
            Assert.Contains("ok", recovered.Output, StringComparison.Ordinal);
            await closing.CancelAsync();
            await visits;
            Assert.Contains("has no objective 'absent'", (await ToolRun.Of("check", "--url", $"http://{address}/slo/api", "--name", "absent")).Error, StringComparison.Ordinal);
        }

        // The app is down.
        ToolRun down = await ToolRun.Of(["check", .. ask]);
        Assert.Equal((3, ""), (down.Code, down.Output));
        Assert.Contains("is it running", down.Error, StringComparison.Ordinal);
    }

    // The sample follows its command line as configuration: --Slo:Objectives:NAME:Period=1m.
    private static string[] Flatten(string settings)
    {
        using var document = JsonDocument.Parse(settings);
        return [.. Flatten("", document.RootElement)];

        static IEnumerable<string> Flatten(string path, JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Flatten($"{path}:{member.Name}", member.Value)),
            JsonValueKind.Array => value.EnumerateArray().Index().SelectMany(item => Flatten(FormattableString.Invariant($"{path}:{item.Index}"), item.Item)),
            _ => [$"--{path[1..]}={value}"],
        };
    }

    private static async Task VisitAsync(HttpClient client, CancellationToken closing)
    {
        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await pace.WaitForNextTickAsync(closing))
            {
                using HttpResponseMessage response = await client.GetAsync(new Uri("/products", UriKind.Relative), closing);
            }
        }
        catch (OperationCanceledException)
        {
            // The shop closes.
        }
    }

    private static async Task BreakAsync(HttpClient client, double share)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync(new Uri("/faults", UriKind.Relative), new { errorShare = share }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    // The status is published once a second.
    private static async Task<ToolRun> UntilAsync(int code, string[] arguments)
    {
        ToolRun run = await ToolRun.Of(arguments);
        await Eventually.TrueAsync(async () => (run = await ToolRun.Of(arguments)).Code == code, () => run.Output + run.Error, TimeSpan.FromSeconds(90));
        return run;
    }
}
