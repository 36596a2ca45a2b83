using System.Diagnostics;
using System.Globalization;
using Slo.Cli;
using Slo.Cli.Infrastructure;
using Xunit;

namespace Slo.Tests;

/// <summary>One run of the tool, and what it said.</summary>
internal sealed record ToolRun(int Code, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal IReadOnlyList<string> Lines => Output.TrimEnd('\n').Split('\n');

    /// <summary>In this process.</summary>
    internal static Task<ToolRun> Of(params string[] arguments) => Of(new StringReader(""), isTerminal: false, arguments);

    /// <summary>In this process, with these answers on a terminal.</summary>
    internal static Task<ToolRun> Asked(string[] answers, params string[] arguments) => Of(new StringReader(string.Join('\n', answers) + "\n"), isTerminal: true, arguments);

    private static async Task<ToolRun> Of(TextReader input, bool isTerminal, string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        var code = await SloTool.RunAsync(arguments, new ToolConfiguration
        {
            Output = output,
            Error = error,
            Input = input,
            IsInputTerminal = isTerminal,
            EnableDefaultExceptionHandler = false,
        }, TestContext.Current.CancellationToken);
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The built tool, as a process of its own.</summary>
    internal static Process Start(params string[] arguments)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "Slo.Cli");

        // Below a shell that runs in the background, SIGINT is ignored, also by processes that are started from there.
        ProcessStartInfo start = OperatingSystem.IsLinux() ? new("env", ["--default-signal=INT", tool, .. arguments]) : new(tool, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        return Process.Start(start)!;
    }

    /// <summary>Ctrl+C, for a tool that <see cref="Start"/> started.</summary>
    internal static Task<ToolRun> Interrupt(Process tool)
    {
        using var kill = Process.Start("kill", ["-INT", tool.Id.ToString(CultureInfo.InvariantCulture)]);
        return End(tool);
    }

    /// <summary>The built tool, as a process of its own that reads this from standard input.</summary>
    internal static async Task<ToolRun> Piped(string input, params string[] arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Slo.Cli"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await tool.StandardInput.WriteAsync(input);
        tool.StandardInput.Close();
        return await End(tool);
    }

    /// <summary>The built tool as a shell writes it.</summary>
    internal static string Quoted => $"'{Path.Combine(AppContext.BaseDirectory, "Slo.Cli")}'";

    internal static async Task<ToolRun> OfShell(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return await End(shell);
    }

    internal static async Task<ToolRun> End(Process tool)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            Task<string> output = tool.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> error = tool.StandardError.ReadToEndAsync(patience.Token);
            await tool.WaitForExitAsync(patience.Token);
            return new ToolRun(tool.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            tool.Kill(entireProcessTree: true);
            throw;
        }
    }
}
