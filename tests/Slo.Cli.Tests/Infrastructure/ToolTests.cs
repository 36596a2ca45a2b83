using System.Diagnostics;
using Slo.Cli;
using Slo.Cli.Infrastructure;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Infrastructure;

/// <summary>How the tool behaves towards shells, scripts and pipes, as a process of its own.</summary>
public sealed class ToolTests
{
    [Theory]
    [InlineData("")]
    [InlineData("rplay")]
    [InlineData("replay")]
    [InlineData("replay --slo a.json --trace t.csv --format xml")]
    [InlineData("replay --slo a.json --trace t.csv --step soon")]
    [InlineData("replay --slo absent.json --trace absent.csv")]
    [InlineData("replay --slo a.json --trace t.csv --what-if target=99 --format jsonl")]
    [InlineData("replay --slo a.json --trace t.csv --rule-names page")]
    [InlineData("calc")]
    [InlineData("calc --target 100")]
    [InlineData("calc --target many")]
    [InlineData("calc --target 99.9 --slo a.json")]
    [InlineData("calc --target 99.9 --name checkout")]
    [InlineData("calc --slo a.json --period 7d")]
    [InlineData("calc --target 99.9 --total 10")]
    [InlineData("calc --target 99.9 --total 10 --bad 11")]
    [InlineData("simulate --target 99.9 --duration 31d")]
    [InlineData("simulate --target 99.9 --events-per-second 0")]
    [InlineData("completion tcsh")]
    public async Task CommandLine_ThatIsWrong_SaysSoOnStandardErrorAndExitsWith2(string arguments)
    {
        using var tool = ToolRun.Start(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        ToolRun run = await ToolRun.End(tool);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.NotEqual("", run.Error.Trim());
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typo_InAVerb_IsAnsweredWithTheNearestOne()
    {
        ToolRun run = await ToolRun.Of("simulat");

        Assert.Contains("simulate", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfEveryVerb_HasExamplesOfThatVerb()
    {
        foreach (Verb verb in SloTool.Create().Subcommands.OfType<Verb>())
        {
            ToolRun run = await ToolRun.Of(verb.Name, "--help");

            Assert.Equal((0, ""), (run.Code, run.Error));
            Assert.NotEmpty(verb.Examples);
            Assert.All(verb.Examples, example => Assert.Contains("  " + example + "\n", run.Output, StringComparison.Ordinal));
            Assert.All(verb.Examples, example => Assert.Contains("slo " + verb.Name, example, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Help_OfTheBuiltTool_ListsItsVerbs()
    {
        using var tool = ToolRun.Start("--help");
        ToolRun run = await ToolRun.End(tool);

        Assert.Equal(0, run.Code);
        Assert.All(SloTool.Create().Subcommands, verb => Assert.Contains($"\n  {verb.Name}", run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Results_ThatAreRedirected_HaveNoControlCharacters()
    {
        using var tool = ToolRun.Start("calc", "--target", "99.9");
        ToolRun run = await ToolRun.End(tool);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain(run.Lines, line => line.EndsWith(' '));
    }

    [Fact]
    public async Task Interrupt_DuringLongWork_ExitsWith130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        using TestFolder folder = new();
        var trace = folder.Write("t.csv", "timestamp,good,total\n1767225600,1,1\n1797225600,1,1\n");
        using var tool = ToolRun.Start(
            "replay", "--slo", folder.Definitions(""" "a": { "TargetPercent": 99.9 } """), "--trace", trace, "--step", "1s", "--format", "jsonl");

        // With the first line it is at work, and 30 million more are to come.
        Assert.NotNull(await tool.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        ToolRun run = await ToolRun.Interrupt(tool);

        Assert.Equal(130, run.Code);
    }

    [Fact]
    public async Task Pipe_ThatIsClosedEarly_IsNoFault()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        using TestFolder folder = new();
        var trace = folder.Write("t.csv", MadeDay);
        var definitions = folder.Definitions(""" "a": { "TargetPercent": 99.9 } """);

        ToolRun run = await ToolRun.OfShell($"{{ {ToolRun.Quoted} replay --slo '{definitions}' --trace '{trace}' --format jsonl; echo $? >&2; }} | head -n 1 | wc -l");

        Assert.Equal(("1", "0"), (run.Output.Trim(), run.Error.Trim()));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("pwsh")]
    public async Task Completion_OfAShell_AsksTheToolItself(string shell)
    {
        ToolRun run = await ToolRun.Of("completion", shell);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("[suggest:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sim", "simulate")]
    [InlineData("replay --format ", "jsonl")]
    [InlineData("replay --st", "--step")]
    [InlineData("calc --format js", "json")]
    public async Task Suggestions_ForABegunLine_NameWhatFits(string line, string expected)
    {
        ToolRun run = await ToolRun.Of(FormattableString.Invariant($"[suggest:{line.Length}]"), line);

        Assert.Equal(0, run.Code);
        Assert.Contains(expected, run.Lines);
    }

    [Fact]
    public async Task Completion_InBash_CompletesAValue()
    {
        Assert.SkipWhen(!File.Exists("/bin/bash"), "bash is not installed");
        using TestFolder folder = new();
        File.CreateSymbolicLink(folder.PathOf("slo"), Path.Combine(AppContext.BaseDirectory, "Slo.Cli"));
        ToolRun script = await ToolRun.Of("completion", "bash");
        var line = "slo replay --format jso";
        var file = folder.Write("complete.sh", script.Output
            + $"COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=(slo replay --format jso) COMP_CWORD=3\n_slo\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n");
        ProcessStartInfo start = new("/bin/bash", [file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = folder.PathOf("") + Path.PathSeparator + start.Environment["PATH"];
        using var bash = Process.Start(start)!;
        ToolRun run = await ToolRun.End(bash);

        Assert.Equal(["json", "jsonl"], run.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Progress_OnATerminal_IsShownAndWipedAway()
    {
        ManualTime time = new();
        using StringWriter error = new();
        using (Progress progress = new("replay", error, isTerminal: true, time))
        {
            progress.Report(1024, 4096);
            Assert.Equal("", error.ToString());

            time.Advance(TimeSpan.FromMilliseconds(250));
            progress.Report(2048, 4096);
            progress.Report(3072, 4096);
            Assert.Equal("\rreplay: 50 %", error.ToString());
        }

        Assert.EndsWith("\r", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_WithoutATerminal_IsNotWritten()
    {
        ManualTime time = new();
        using StringWriter error = new();
        using (Progress progress = new("replay", error, isTerminal: false, time))
        {
            time.Advance(TimeSpan.FromMinutes(1));
            progress.Report(1024, 4096);
        }

        Assert.Equal("", error.ToString());
    }

    private static string MadeDay => Replay.MadeTrace.Csv(1440 * 5, _ => 0);
}
