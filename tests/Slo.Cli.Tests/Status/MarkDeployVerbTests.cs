using System.Text.Json.Nodes;
using Xunit;

namespace Slo.Tests.Status;

public sealed class MarkDeployVerbTests
{
    [Fact]
    public async Task Deployment_IsPostedWithWhoAndWhy()
    {
        (string Method, string? Url, string? Type, string? Body) asked = default;
        using Listener app = new(request =>
        {
            using StreamReader body = new(request.InputStream);
            asked = (request.HttpMethod, request.RawUrl, request.ContentType, body.ReadToEnd());
            return "{}";
        });
        ToolRun run = await ToolRun.Of("mark", "deploy", "v1.4.2", "--url", app.Address + "slo/api", "--by", "ann", "--reason", "faster \"ü\"", "--header", "Authorization: Bearer x");

        Assert.Equal(0, run.Code);
        Assert.Contains("v1.4.2", run.Output, StringComparison.Ordinal);
        Assert.Equal(("POST", "/slo/api/v1/ledger/deployments", "application/json"), (asked.Method, asked.Url, asked.Type));
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["version"] = "v1.4.2", ["by"] = "ann", ["reason"] = "faster \"ü\"" }, JsonNode.Parse(asked.Body!)));
        Assert.Equal(["Bearer x"], app.Authorizations);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(302)]
    [InlineData(503)]
    public async Task Deployment_ThatIsNotTaken_IsNotSaidToBe(int status)
    {
        using Listener app = new(status, "{}");
        ToolRun run = await ToolRun.Of("mark", "deploy", "v1", "--url", app.Address);

        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.Contains($"{status}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandLine_WithoutVersionOrAddress_IsRefused()
    {
        Assert.Equal(2, (await ToolRun.Of("mark", "deploy", "--url", "http://localhost:1")).Code);
        Assert.Equal(2, (await ToolRun.Of("mark", "deploy", "v1")).Code);
        Assert.Equal(2, (await ToolRun.Of("mark", "deploy", "v1", "--url", "http://a:b@localhost:1")).Code);
        Assert.Equal(3, (await ToolRun.Of("mark", "deploy", "v1", "--url", $"http://{Testing.LoopbackPort.Free()}")).Code);
    }
}
