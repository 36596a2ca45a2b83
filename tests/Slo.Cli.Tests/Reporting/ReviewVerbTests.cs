using Slo.Shared.Reporting;
using Slo.Tests.History;
using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.Reporting;

/// <summary><c>slo report</c> with a range or <c>--format html</c>: the review as one document.</summary>
public sealed class ReviewVerbTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _definitions;

    public ReviewVerbTests() => _definitions = _folder.Definitions(""" "a": { "TargetPercent": 99, "Period": "7d" }, "b": { "TargetPercent": 95, "Period": "7d" } """);

    public void Dispose() => _folder.Dispose();

    private string Database => _folder.PathOf("slo.db");

    [Fact]
    public async Task Review_OfAFile_HasItsEventsAndItsObjectives()
    {
        await WriteAsync();

        // 120 minutes of 100 events, minute by minute 0 to 6 bad ones.
        ToolRun run = await ToolRun.Of("report", "--state", Database, "-i", _definitions, "--format", "markdown", "--from", "2025-03-01", "--to", "2025-03-01T02:00:00Z");

        Assert.Equal(0, run.Code);
        Assert.StartsWith("# SLO review: 2025-03-01 00:00 to 2025-03-01 02:00", run.Output, StringComparison.Ordinal);
        Assert.Contains("- Bad events: **357** (of 12,000)", run.Output, StringComparison.Ordinal);
        Assert.Contains("## b", run.Output, StringComparison.Ordinal);
        Assert.Contains("keeps nothing of 'b'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReportLimits.MostRead - 1, false)]
    [InlineData(ReportLimits.MostRead, true)]
    public async Task Review_OfALedgerLongerThanIsRead_SaysSo(int entries, bool isSaid)
    {
        await WriteAsync();
        using (SqliteSloStore store = new(Database))
        {
            SloLedgerEntry[] decisions = [.. Enumerable.Range(1, entries).Select(i => new SloLedgerEntry
            {
                Id = i, At = new DateTimeOffset(2025, 3, 1, 1, 0, 0, TimeSpan.Zero), Kind = SloLedgerEntryKind.ExclusionAdded, Objective = "b",
            })];
            await store.SaveAsync("", new SloStoreBatch([]) { Entries = decisions }, TestContext.Current.CancellationToken);
        }

        foreach (var format in new[] { "markdown", "html" })
        {
            ToolRun run = await ToolRun.Of("report", "--state", Database, "-i", _definitions, "--format", format, "--from", "2025-03-01", "--to", "2025-03-01T02:00:00Z");
            Assert.Equal((0, isSaid), (run.Code, run.Output.Contains(ReportText.Incomplete, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Review_OfOneObjective_GoesToAFile()
    {
        await WriteAsync();
        var output = _folder.PathOf("march.html");

        ToolRun run = await ToolRun.Of("report", "--state", Database, "-i", _definitions, "--format", "html", "--name", "A", "--from", "2025-03-01", "-o", output);

        Assert.Equal((0, ""), (run.Code, run.Output));
        var html = await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken);
        Assert.StartsWith(HtmlReport.Start, html, StringComparison.Ordinal);
        Assert.Contains("<h2>a</h2>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>b</h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_OfAnApp_IsTheDocumentThatItMakes()
    {
        string? asked = null;
        using Listener app = new(request =>
        {
            asked = request.RawUrl;
            return HtmlReport.Start + "March</title>";
        });

        ToolRun run = await ToolRun.Of("report", "--url", app.Address + "slo/api/", "--format", "html", "--from", "2026-03-01", "--to", "2026-04-01T00:00:00+02:00", "-n", "a&b", "-n", "c");

        Assert.Equal((0, HtmlReport.Start + "March</title>"), (run.Code, run.Output));
        Assert.Equal("/slo/api/v1/report?format=html&from=2026-03-01&to=2026-04-01T00%3A00%3A00%2B02%3A00&slo=a%26b&slo=c", asked);
    }

    // A login page, an app without the endpoint, one that is busy.
    [Theory]
    [InlineData(200, "<!DOCTYPE html><html><title>Log in</title>")]
    [InlineData(200, "# Read me")]
    [InlineData(404, "")]
    [InlineData(403, "")]
    [InlineData(503, "")]
    public async Task Answer_ThatIsNoReview_IsUndecided(int status, string body)
    {
        using Listener app = new(status, body);

        ToolRun run = await ToolRun.Of("report", "--url", app.Address, "--format", "html");

        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.StartsWith("slo: http", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format", "html")]
    [InlineData("--url", "http://localhost:1/", "--from", "2026-03-01")]
    [InlineData("--url", "http://localhost:1/", "--from", "2026-03-01", "--format", "json")]
    [InlineData("--url", "http://localhost:1/", "--format", "html", "--from", "tomorrow")]
    [InlineData("--url", "http://localhost:1/", "--format", "html", "--watch")]
    [InlineData("--prometheus", "http://localhost:1/", "--format", "html")]
    [InlineData("--state", "missing.db", "--format", "html")]
    public async Task Review_ThatCannotBe_IsAFaultOfUsage(params string[] arguments)
    {
        ToolRun run = await ToolRun.Of(["report", .. arguments]);

        Assert.Equal((2, ""), (run.Code, run.Output));
    }

    [Fact]
    public async Task Review_OfAnObjectiveThatIsNotDeclared_IsAFaultOfUsage()
    {
        await WriteAsync();

        ToolRun run = await ToolRun.Of("report", "--state", Database, "-i", _definitions, "--format", "html", "-n", "c");

        Assert.Equal(2, run.Code);
        Assert.Contains("there are: a, b", run.Error, StringComparison.Ordinal);
    }

    private Task WriteAsync() => StateFiles.WriteAsync(Database, Cli.Definitions.DefinitionFile.Read(_definitions, "a"), 120);
}
