using System.Text.RegularExpressions;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Init;

public sealed partial class InitVerbTests
{
    [Theory]
    [InlineData("Http", "--type", "http", "--method", "POST", "--route", "/orders", "--latency", "300ms", "--target", "99", "--period", "1M")]
    [InlineData("Meter", "--type", "meter", "--meter", "Shop.Queue", "--instrument", "queue.age")]
    [InlineData("Manual", "--type", "manual", "--name", "Imports work, every night", "--period", "PT5M")]
    [InlineData("Prometheus", "--type", "prometheus", "--good-query", "ok_total{job=\"shop\"}", "--total-query", "all_total{job=\"shop\"}", "--owner", "us")]
    public async Task File_OfEachType_IsAsApprovedAndValid(string approved, params string[] options)
    {
        using TestFolder folder = new();
        var file = folder.PathOf("slos.yaml");

        ToolRun run = await ToolRun.Of(["init", "--service", "shop", "--output", file, .. options]);
        ToolRun valid = await ToolRun.Of("validate", "--strict", "--warnings-as-errors", "-i", file);

        Assert.Equal((0, "", $"✓ Your definitions have been saved to {file}\n"), (run.Code, run.Output, run.Error));
        Assert.Equal((0, ""), (valid.Code, valid.Error));
        Assert.Null(Approval.Difference(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), "tests", "Slo.Cli.Tests", "Init", $"{approved}.approved.txt"));
    }

    [Fact]
    public async Task Dialogue_OnATerminal_AsksAgainWhereAnAnswerIsWrong()
    {
        using TestFolder folder = new();
        var file = folder.PathOf("slos.yaml");

        ToolRun run = await ToolRun.Asked(
            [
                "my-frontend-service", "htp", "http", "all", "none", "101", "99", "a while", "PT5M", "99% of frontend responses over last 5 minutes are 2xx", "",
                "yes", "", "meter", "", "Shop.Queue", "queue.age", "5s", "95", "30d", "queue", "operations", "no",
            ],
            "init", "-o", file);
        ToolRun valid = await ToolRun.Of("validate", "--strict", "--warnings-as-errors", "-i", file);

        Assert.Equal((0, "2 objectives, 0 errors, 0 warnings\n"), (valid.Code, valid.Output));
        // A person's answers end the lines; the first proposal is the folder's name.
        var dialogue = Proposal().Replace(Question().Replace(run.Error, "\n? "), "[FOLDER]", 1).Replace(file, "FILE", StringComparison.Ordinal);
        Assert.Null(Approval.Difference(dialogue, "tests", "Slo.Cli.Tests", "Init", "Dialogue.approved.txt"));
        SloObjective first = SloDefinitionReader.ReadFiles([file]).Objectives[0];
        Assert.Equal(("99-of-frontend-responses-over-last-5-minutes-are-2xx", 0.99m, TimeSpan.FromMinutes(5)), (first.Name, first.TargetRatio, first.Period.Length));
    }

    [Fact]
    public async Task File_ThatIsThere_IsOverwrittenByForceOnly()
    {
        using TestFolder folder = new();
        var file = folder.Write("slos.yaml", "precious");

        ToolRun refused = await ToolRun.Of("init", "--yes", "-o", file);
        var kept = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        ToolRun forced = await ToolRun.Of("init", "--yes", "-o", file, "--force");

        Assert.Equal((2, "precious"), (refused.Code, kept));
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, forced.Code);
    }

    [Theory]
    [InlineData("--target", "100")]
    [InlineData("--target", "many")]
    [InlineData("--target", "0.999")]
    [InlineData("--period", "30 days")]
    [InlineData("--period", "1s")]
    [InlineData("--latency", "-1s")]
    [InlineData("--type", "https")]
    [InlineData("--method", "POST")]
    public async Task Answers_ThatMakeNoObjective_AreUsageFaults(string option, string value)
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("init", option, value, "-o", folder.PathOf("slos.yaml"));

        Assert.Equal((2, "", false), (run.Code, run.Output, File.Exists(folder.PathOf("slos.yaml"))));
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_ThatEnd_WriteNothing()
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Asked(["shop"], "init", "-o", folder.PathOf("slos.yaml"));

        Assert.Equal((2, false), (run.Code, File.Exists(folder.PathOf("slos.yaml"))));
    }

    [Fact]
    public async Task StandardOutput_TakesTheFileAlone()
    {
        ToolRun text = await ToolRun.Of("init", "--yes", "--service", "shop", "-o", "-");
        ToolRun json = await ToolRun.Of("init", "--yes", "--service", "shop", "-o", "-", "--format", "json");

        Assert.Equal((0, ""), (text.Code, text.Error));
        using var document = System.Text.Json.JsonDocument.Parse(json.Output);
        Assert.Equal(text.Output, document.RootElement.GetProperty("document").GetString());
        Assert.Equal(0, (await ToolRun.Piped(text.Output, "validate", "--strict", "-i", "-")).Code);
    }

    [GeneratedRegex(@"(?<=.)\? (?=[A-Z][a-z])")]
    private static partial Regex Question();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Proposal();
}
