using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Status;

/// <summary>A source without a usable response: exit code 3 and one sentence.</summary>
public sealed class UnansweredTests
{
    [Theory]
    [InlineData(404, "", "MapSloApi")]
    [InlineData(401, "", "--header")]
    [InlineData(403, "{}", "--header")]
    [InlineData(302, "", "answered 302")]
    [InlineData(500, "", "answered 500")]
    [InlineData(200, "<html>", "--url http://app/slo/api")]
    [InlineData(200, "{}", "--url http://app/slo/api")]
    [InlineData(200, """{"slos":[{"name":1}]}""", "--url http://app/slo/api")]
    [InlineData(200, "[]", "--url http://app/slo/api")]
    public async Task Answer_ThatIsNone_Is3WithItsReason(int status, string body, string reason)
    {
        using Listener listener = new(status, body);
        foreach (var verb in (string[])["check", "report"])
        {
            foreach (var option in (string[])["--url", "--prometheus"])
            {
                ToolRun run = await ToolRun.Of(verb, option, listener.Address);

                Assert.Equal((3, ""), (run.Code, run.Output));
                Assert.StartsWith($"slo: {listener.Address}: ", run.Error, StringComparison.Ordinal);
                Assert.Contains(reason, run.Error, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Refusal_WithTheReasonOfTheApi_IsShownInPlaceOfTheHint()
    {
        using Listener listener = new(
            403, """{"status":403,"detail":"This API is closed until the app opens it."}""", "application/problem+json");
        using Listener silent = new(403, """{"status":403,"title":"Forbidden"}""", "application/problem+json");

        ToolRun run = await ToolRun.Of("check", "--url", listener.Address);
        ToolRun hint = await ToolRun.Of("check", "--url", silent.Address);

        Assert.Equal(
            (3, $"slo: {listener.Address}: answered 403 Forbidden: This API is closed until the app opens it.\n"), (run.Code, run.Error));
        Assert.Equal(3, hint.Code);
        Assert.Contains("it requires authentication: --header", hint.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoData_DecidesWhatBecomesOfSilence()
    {
        using Listener broken = new(503);
        using Listener empty = new(200, """{"slos":[]}""");
        using Listener refusing = new(403);
        var closed = $"http://{LoopbackPort.Free()}/slo/api";

        foreach (var address in (string[])[closed, broken.Address, empty.Address])
        {
            Assert.Equal(3, (await ToolRun.Of("check", "--url", address)).Code);
            Assert.Equal(0, (await ToolRun.Of("check", "--url", address, "--no-data", "pass")).Code);
            Assert.Equal(1, (await ToolRun.Of("check", "--url", address, "--no-data", "fail")).Code);
        }

        // A question that is wrong is not passed over.
        Assert.Equal(3, (await ToolRun.Of("check", "--url", refusing.Address, "--no-data", "pass")).Code);
        Assert.Equal(3, (await ToolRun.Of("check", "--url", empty.Address, "--name", "absent", "--no-data", "pass")).Code);
    }

    [Fact]
    public async Task Json_OfNoAnswer_IsADocumentWithTheReason()
    {
        var closed = $"http://{LoopbackPort.Free()}/slo/api";
        ToolRun[] runs =
        [
            await ToolRun.Of("check", "--url", closed, "--format", "json"), await ToolRun.Of("check", "--url", closed, "--format", "json", "--no-data", "pass"),
            await ToolRun.Of("report", "--url", closed, "--format", "json"),
        ];

        Assert.Equal([3, 0, 3], runs.Select(run => run.Code));
        foreach (ToolRun run in runs)
        {
            using var document = JsonDocument.Parse(run.Output);
            Assert.Equal(0, document.RootElement.GetProperty("objectives").GetArrayLength());
            Assert.Contains("is it running", document.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.Equal(run != runs[2], document.RootElement.TryGetProperty("verdict", out JsonElement verdict) && verdict.GetString() == "undecided");
        }
    }

    [Fact]
    public async Task OverrideReason_OpensTheGateAndIsPrinted()
    {
        ToolRun run = await ToolRun.Of("check", "--url", $"http://{LoopbackPort.Free()}/", "--override-reason", "rollback of the outage");

        Assert.Equal(0, run.Code);
        Assert.Contains("overridden, exit code 0 instead of 3: rollback of the outage", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_WithoutAResponse_ContinuesUntilItIsInterrupted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        using var watch = ToolRun.Start("report", "-w", "--interval", "1s", "--url", $"http://{LoopbackPort.Free()}/slo/api");

        string?[] said = [await watch.StandardError.ReadLineAsync(TestContext.Current.CancellationToken), await watch.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)];
        ToolRun run = await ToolRun.Interrupt(watch);

        Assert.Equal((130, ""), (run.Code, run.Output));
        Assert.All(said, line => Assert.Contains("is it running", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timeout_EndsTheWait()
    {
        using Listener listener = new(status: null);

        ToolRun run = await ToolRun.Of("check", "--url", listener.Address, "--timeout", "1s");

        Assert.Equal((3, $"slo: {listener.Address}: no response within 1s; use --timeout to wait longer\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task Header_IsTakenFromTheEnvironmentAndNeverShown()
    {
        using Listener listener = new(403);
        Environment.SetEnvironmentVariable("SLO_TEST_TOKEN", "secret-value");

        ToolRun run = await ToolRun.Of("check", "--url", listener.Address, "--header", "Authorization: Bearer ${SLO_TEST_TOKEN}");
        ToolRun absent = await ToolRun.Of("check", "--url", listener.Address, "--header", "Authorization: Bearer ${SLO_TEST_ABSENT}");
        ToolRun broken = await ToolRun.Of("check", "--url", listener.Address, "--header", "secret-value");

        Assert.Equal("Bearer secret-value", Assert.Single(listener.Authorizations));
        Assert.Equal((3, 2, 2), (run.Code, absent.Code, broken.Code));
        Assert.Contains("SLO_TEST_ABSENT", absent.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-value", run.Error + run.Output + broken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("check", "--url", "http://a", "--prometheus", "http://b")]
    [InlineData("check", "--url", "localhost:5080")]
    [InlineData("check", "--url", "ftp://a")]
    [InlineData("check", "--url", "http://user:password@a/")]
    [InlineData("check", "--url", "http://a", "--min-budget", "10")]
    [InlineData("check", "--url", "http://a", "--min-coverage", "101%")]
    [InlineData("check", "--url", "http://a", "--min-events", "-1")]
    [InlineData("check", "--url", "http://a", "--min-events", "few")]
    [InlineData("check", "--url", "http://a", "--max-burn", "fast")]
    [InlineData("check", "--url", "http://a", "--fail-on", "breach")]
    [InlineData("report", "--url", "http://a", "--format", "yaml")]
    [InlineData("report", "--url", "http://a", "--watch", "--interval", "0s")]
    public async Task CommandLine_ThatMakesNoSense_IsAUsageFault(params string[] arguments)
    {
        ToolRun run = await ToolRun.Of(arguments);

        Assert.Equal((2, ""), (run.Code, run.Output));
    }
}
