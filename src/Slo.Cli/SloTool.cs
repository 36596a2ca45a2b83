using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Slo.Cli.Calc;
using Slo.Cli.Conduct;
using Slo.Cli.Replay;
using Slo.Cli.Simulate;

namespace Slo.Cli;

/// <summary>The tool: its verbs, and what holds for all of them. A new verb is one more entry here.</summary>
internal static class SloTool
{
    internal static RootCommand Create()
    {
        RootCommand root = new("Service level objectives: what-if on history, budget maths, simulated outages.")
        {
            new CalcVerb(),
            new SimulateVerb(),
            new ReplayVerb(),
            new CompletionVerb(),
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
        if (command.Action is ParseErrorAction fault)
        {
            // What is wrong, and what was meant, is a note; the whole help would bury it.
            fault.ShowHelp = false;
            ToolConfiguration notes = new() { Output = configuration.Error, Error = configuration.Error };
            await command.InvokeAsync(notes, cancel).ConfigureAwait(false);
            await configuration.Error.WriteLineAsync($"Try 'slo {(command.CommandResult.Command is Verb verb ? verb.Name + " " : "")}--help'.").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        try
        {
            return await command.InvokeAsync(configuration, cancel).ConfigureAwait(false);
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
