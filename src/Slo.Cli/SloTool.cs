using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Slo.Cli.Conduct;
using Slo.Cli.Replay;

namespace Slo.Cli;

/// <summary>The tool: its verbs, and what holds for all of them. A new verb is one more entry here.</summary>
internal static class SloTool
{
    internal static RootCommand Create()
    {
        RootCommand root = new("Service level objectives: what-if on history, budget maths, simulated outages.")
        {
            new ReplayVerb(),
        };
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ExamplesHelp((HelpAction)help.Action!);
        }

        return root;
    }

    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal static async Task<int> RunAsync(string[] args, ToolConfiguration configuration, CancellationToken cancel = default)
    {
        ParseResult command = Create().Parse(args);
        try
        {
            var code = await command.InvokeAsync(configuration, cancel).ConfigureAwait(false);

            // What could not be parsed was explained, and ended with 1.
            return command.Errors.Count > 0 && command.Action is ParseErrorAction ? ExitCode.Usage : code;
        }
        catch (ToolException exception)
        {
            await configuration.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }
}
