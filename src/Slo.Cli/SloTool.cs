using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Slo.Cli.Calc;
using Slo.Cli.Check;
using Slo.Cli.Conduct;
using Slo.Cli.Convert;
using Slo.Cli.Diff;
using Slo.Cli.Generate;
using Slo.Cli.Init;
using Slo.Cli.Replay;
using Slo.Cli.Report;
using Slo.Cli.Simulate;
using Slo.Cli.Validate;

namespace Slo.Cli;

/// <summary>The tool: its verbs, and what holds for all of them. A new verb is one more entry here.</summary>
internal static class SloTool
{
    internal static RootCommand Create()
    {
        RootCommand root = new("Service level objectives: declare, check, convert and generate them, gate pipelines, watch them, play history to them.")
        {
            new InitVerb(),
            new ValidateVerb(),
            new FmtVerb(),
            new ConvertVerb(),
            new DiffVerb(),
            new GenerateVerb(),
            new CheckVerb(),
            new ReportVerb(),
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
