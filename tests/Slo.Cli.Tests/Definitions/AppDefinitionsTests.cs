using Slo.Testing;
using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.Definitions;

/// <summary>Definitions read from a running app: what its API answers is approved in the tests of Slo.AspNetCore.</summary>
public sealed class AppDefinitionsTests : IDisposable
{
    private static readonly string Answer =
        File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Api", "ApiDefinitions.approved.txt"));

    private readonly Listener _app = new(request => request.Url!.AbsolutePath == "/slo/api/v1/definitions" ? Answer : "[]");
    private readonly TestFolder _folder = new();

    private string Url => _app.Address + "slo/api/";

    public void Dispose()
    {
        _app.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Validate_OfAnApp_ListsItsObjectivesAndWhatCannotBeRead()
    {
        ToolRun run = await ToolRun.Of("validate", "--url", Url, "--format", "json");

        Assert.Equal(0, run.Code);
        Assert.Contains("\"checkout\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"month\"", run.Output, StringComparison.Ordinal);
        Assert.Contains(SloFindingCodes.ConversionLoss, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prometheus")]
    [InlineData("promtool-test")]
    [InlineData("alertmanager")]
    [InlineData("grafana")]
    public async Task Generate_OfAnApp_IsThatOfItsDefinitions(string what)
    {
        ToolRun app = await ToolRun.Of("generate", what, "--url", Url, "--allow-loss", "--header", "Authorization: Bearer me");
        ToolRun file = await ToolRun.Of("generate", what, "-i", _folder.Write("app.json", Answer), "--allow-loss");

        Assert.Equal((0, file.Output), (app.Code, app.Output));
        Assert.NotEqual("", app.Output);
        Assert.Equal(["Bearer me"], _app.Authorizations);
    }

    [Theory]
    [InlineData("99.9", 0, "no difference")]
    [InlineData("99.5", 1, "99.9")]
    public async Task Diff_OfAnAppAndAFile_SaysWhatTheFileWouldChange(string target, int code, string expected)
    {
        var file = _folder.Write("new.json", Answer.Replace("\"TargetPercent\": 99.9", $"\"TargetPercent\": {target}", StringComparison.Ordinal));

        ToolRun run = await ToolRun.Of("diff", "--url", Url, file, "--fail-on", "loosened");

        Assert.Equal(code, run.Code);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_BesideAFile_IsOneSetWithIt()
    {
        var file = _folder.Definitions(""" "search": { "TargetPercent": 99 }, "checkout": { "TargetPercent": 95 } """);

        ToolRun layered = await ToolRun.Of("validate", "--url", Url, "-i", file, "--layered");
        ToolRun twice = await ToolRun.Of("validate", "--url", Url, "-i", file);

        Assert.Equal(0, layered.Code);
        Assert.Contains("4 objectives", layered.Output, StringComparison.Ordinal);
        Assert.Equal(1, twice.Code);
        Assert.Contains(SloFindingCodes.DuplicateName, twice.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("validate --url shop")]
    [InlineData("validate --url http://user:password@127.0.0.1/slo")]
    [InlineData("validate --url http://127.0.0.1:1/slo/api")]
    [InlineData("generate prometheus")]
    [InlineData("diff a.json")]
    [InlineData("diff a.json b.json --url http://127.0.0.1:1/slo/api")]
    [InlineData("fmt --url http://127.0.0.1:1/slo/api")]
    public async Task CommandLine_ThatNamesNothingToRead_IsAnError(string line)
    {
        ToolRun run = await ToolRun.Of(line.Split(' '));

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.NotEqual("", run.Error);
        Assert.DoesNotContain("password@", run.Error, StringComparison.Ordinal);
    }

    // What cannot be read must not pass for an app without objectives: a gate would open.
    [Theory]
    [InlineData("""{"Slo":{"Objectives":{"a":{"TargetPercent":99,"Labels":{"team":"x","Team":"y"}}}}}""", 1, "SLO0004")]
    [InlineData("""{"Slo":{"Objectives":{"a":{"TargetPercent":99}}},"incomplete":{"a":"\ud800"}}""", 2, "unexpected response")]
    [InlineData("""{"Slo":{"Objectives":{"\ud800":{"TargetPercent":99}}}}""", 1, "SLO")]
    [InlineData("""[1]""", 2, "unexpected response")]
    [InlineData("""{}""", 2, "unexpected response")]
    [InlineData("""{"Slo":1}""", 2, "unexpected response")]
    public async Task Answer_ThatIsNone_IsAnError(string answer, int code, string expected)
    {
        using Listener app = new(_ => answer);

        ToolRun run = await ToolRun.Of("validate", "--url", app.Address);

        Assert.Equal(code, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_WithoutDefinitions_IsAnError()
    {
        ToolRun run = await ToolRun.Of("validate", "--url", _app.Address);

        Assert.NotEqual(0, run.Code);
        Assert.Contains("Slo", run.Error, StringComparison.Ordinal);
    }
}
