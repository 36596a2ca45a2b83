using Slo.Testing;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>What docs/cli.md shows of <c>slo suggest</c> over published traces.</summary>
public sealed class SuggestExamplesTests
{
    [Theory]
    [InlineData("ms_service_unavailable", 0)]
    [InlineData("blog_http_4xx5xx", 3)]
    public async Task Example_IsTheOutput(string trace, int code)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        using TestFolder folder = new();
        ToolRun run = await ToolRun.Of(
            "suggest", "--slo", folder.Definitions(""" "checkout": { "TargetPercent": 99, "Period": "7d" } """),
            "--trace", Oracle.PathOf("traces", "dev", trace + ".csv"));

        Assert.Equal(code, run.Code);
        Assert.Contains(run.Output.TrimEnd(), await File.ReadAllTextAsync(Repository.PathOf("docs", "cli.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
