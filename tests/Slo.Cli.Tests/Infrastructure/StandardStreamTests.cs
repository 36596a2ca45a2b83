using Slo.Cli;
using Slo.Cli.Infrastructure;
using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.Infrastructure;

/// <summary>The built tool with standard streams that are full, closed or broken.</summary>
public sealed class StandardStreamTests
{
    public static TheoryData<string> Printing => [.. Names(lines => lines.Printing.Keys)];

    [Fact]
    public void Lines_OfTheseTests_AreOfEveryVerb()
    {
        Verb[] verbs = [.. SloTool.Create().Subcommands.Cast<Verb>().SelectMany(verb => verb.Subcommands.Count > 0 ? verb.Subcommands.Cast<Verb>() : [verb])];
        IEnumerable<Verb> writing = verbs.Where(verb => verb.Options.Any(option => option.Name == "--output"));

        Assert.Equal(verbs.Select(FullName).Order(), Names(lines => lines.Printing.Keys).Order());
        Assert.Equal(writing.Select(FullName).Order(), Names(lines => lines.Writing.Keys).Order());
    }

    [Theory]
    [MemberData(nameof(Printing))]
    public async Task Output_ThatTakesNothing_Is3(string verb)
    {
        SkipOnWindows();
        using VerbLines lines = new();
        var slo = $"{ToolRun.Quoted} {lines.Printing[verb].Line}";

        ToolRun run = await ToolRun.OfShell($"{slo} >/dev/full; echo $? >&2; {slo} >&-; echo $? >&2; {slo} >&- 2>&- <&-; echo $? >&2");

        Assert.Equal("", run.Output);
        Assert.Equal(["3", "3", "3"], run.Error.Split('\n').Where(line => line.Length == 1));
        Assert.Equal(2, run.Error.Split("error SLO0902: ").Length - 1);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Printing))]
    public async Task Pipe_WithoutAReader_ChangesNoVerdictAndNeitherDoesAClosedStandardError(string verb)
    {
        SkipOnWindows();
        using VerbLines lines = new();
        (string line, int code) = lines.Printing[verb];
        var slo = $"{ToolRun.Quoted} {line}";

        ToolRun run = await ToolRun.OfShell($"{{ {{ {slo} 2>/dev/null; echo $? >&3; }} | :; }} 3>&1; {slo} 2>&- >/dev/null; echo $?");

        Assert.Equal([$"{code}", $"{code}"], run.Lines);
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData("calc --target 99.9 >/dev/full 2>/dev/full", 3)]
    [InlineData("calc --target 99.9 1</dev/null", 3)]
    [InlineData("--help >/dev/full", 3)]
    [InlineData("--version >&-", 3)]
    [InlineData("calc --target 2>/dev/full", 2)]
    [InlineData("calc 2>&-", 2)]
    [InlineData("rplay >&- 2>&- <&-", 2)]
    public async Task Streams_InAnyState_EndNothingWithACrash(string line, int code)
    {
        SkipOnWindows();

        Assert.Equal(code, (await ToolRun.OfShell($"{ToolRun.Quoted} {line}")).Code);
    }

    // Without a look at the pipe it would go on asking: .NET drops what is written to a broken pipe.
    [Fact]
    public async Task Watch_WhoseReaderHasGone_Ends()
    {
        SkipOnWindows();
        using Listener app = new(200, """{"slos":[]}""");

        ToolRun run = await ToolRun.OfShell($"{{ {ToolRun.Quoted} report -w --interval 1s --format json --url {app.Address}; echo $? >&2; }} | head -n 1");

        Assert.Equal((0, "{\n", "0\n"), (run.Code, run.Output, run.Error));
    }

    // The runtime takes the descriptor for itself: reading it would wait for ever.
    [Theory]
    [InlineData("validate -i -")]
    [InlineData("fmt -i -")]
    [InlineData("convert -i - --to openslo")]
    [InlineData("diff - a.json")]
    [InlineData("generate prometheus -i -")]
    [InlineData("generate promtool-test -i -")]
    [InlineData("generate grafana -i -")]
    [InlineData("calc --slo -")]
    [InlineData("simulate --slo -")]
    [InlineData("replay --slo - --trace t.csv")]
    [InlineData("replay --slo SETTINGS --trace -")]
    public async Task Input_ThatIsClosed_IsSaid(string line)
    {
        SkipOnWindows();
        using TestFolder folder = new();
        var settings = folder.Definitions(""" "a": { "TargetPercent": 99.9 } """);

        ToolRun run = await ToolRun.OfShell($"{ToolRun.Quoted} {line.Replace("SETTINGS", settings, StringComparison.Ordinal)} <&-");

        Assert.Equal(2, run.Code);
        Assert.Contains("-: error SLO0006: cannot be read: standard input is closed", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate -i -")]
    [InlineData("replay --slo SETTINGS --trace -")]
    public async Task Input_ThatCannotBeRead_IsSaid(string line)
    {
        SkipOnWindows();
        using TestFolder folder = new();
        var settings = folder.Definitions(""" "a": { "TargetPercent": 99.9 } """);

        ToolRun run = await ToolRun.OfShell($"{ToolRun.Quoted} {line.Replace("SETTINGS", settings, StringComparison.Ordinal)} </");

        Assert.Equal(2, run.Code);
        Assert.Contains("-: error SLO0006: cannot be read: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_WithoutAnyStandardInput_AsksNothing()
    {
        SkipOnWindows();

        ToolRun run = await ToolRun.OfShell($"{ToolRun.Quoted} init -o - <&-");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.NotEqual("", run.Output);
    }

    [Theory]
    [InlineData("C")]
    [InlineData("de_DE.ISO-8859-1")]
    [InlineData("none.such")]
    public async Task Texts_InAnyLocale_AreWritten(string locale)
    {
        SkipOnWindows();

        ToolRun run = await ToolRun.OfShell($"LC_ALL={locale} {ToolRun.Quoted} calc --slo 'ä€😀.json'");

        Assert.Equal(2, run.Code);
        Assert.Contains("error SLO0007", run.Error, StringComparison.Ordinal);
    }

    private static string FullName(Verb verb) => string.Join(' ', verb.Parents.OfType<Verb>().Select(parent => parent.Name).Append(verb.Name));

    private static List<string> Names(Func<VerbLines, IEnumerable<string>> names)
    {
        using VerbLines lines = new();
        return [.. names(lines)];
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
}
