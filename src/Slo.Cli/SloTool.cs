using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Slo.Cli.Anomalies;
using Slo.Cli.Calc;
using Slo.Cli.Canary;
using Slo.Cli.Check;
using Slo.Cli.Convert;
using Slo.Cli.Deployments;
using Slo.Cli.Diff;
using Slo.Cli.Exclude;
using Slo.Cli.Export;
using Slo.Cli.GateOverride;
using Slo.Cli.Generate;
using Slo.Cli.Import;
using Slo.Cli.Incidents;
using Slo.Cli.Infrastructure;
using Slo.Cli.Init;
using Slo.Cli.Map;
using Slo.Cli.Mark;
using Slo.Cli.Override;
using Slo.Cli.Policy;
using Slo.Cli.Replay;
using Slo.Cli.Report;
using Slo.Cli.Simulate;
using Slo.Cli.Suggest;
using Slo.Cli.Validate;

namespace Slo.Cli;

/// <summary>The tool: its verbs, and what holds for all of them. A new verb is one more entry here.</summary>
internal static class SloTool
{
    internal static RootCommand Create()
    {
        RootCommand root = new("Service level objectives: declare, check, convert and generate them, gate pipelines, watch them, play "
            + "history to them.")
        {
            new InitVerb(),
            new ValidateVerb(),
            new FmtVerb(),
            new ConvertVerb(),
            new DiffVerb(),
            new GenerateVerb(),
            new CheckVerb(),
            new PolicyVerb(),
            new CanaryVerb(),
            new MapVerb(),
            new ReportVerb(),
            new SuggestVerb(),
            new IncidentsVerb(),
            new IncidentVerb(),
            new MarkVerb(),
            new DeploymentsVerb(),
            new ExcludeVerb(),
            new OverrideVerb(),
            new GateOverrideVerb(),
            new CalcVerb(),
            new SimulateVerb(),
            new ReplayVerb(),
            new AnomaliesVerb(),
            new ExportVerb(),
            new ImportVerb(),
            new CompletionVerb(),
        };
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ExamplesHelp((HelpAction)help.Action!);
        }

        return root;
    }

    /// <summary>Runs one command line and flushes its output.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configuration">Where it writes.</param>
    /// <param name="unread">Cancelled when nothing reads the results any more.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal static async Task<int> RunAsync(string[] args, ToolConfiguration configuration, CancellationToken unread = default)
    {
        try
        {
            return await InvokeAsync(args, configuration, unread).ConfigureAwait(false);
        }
        catch (ToolException exception)
        {
            await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return unread.IsCancellationRequested ? ExitCode.Ok : ExitCode.Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await configuration.Error.WriteLineAsync(
                $"slo: error {SloFindingCodes.Unreadable}: {exception.Message}").ConfigureAwait(false);
            return ExitCode.Usage;
        }
        catch (Exception exception)
        {
            await configuration.Error.WriteLineAsync(
                $"slo: error {SloFindingCodes.InternalError}: the tool itself is at fault; report this with the command line: {exception}")
                .ConfigureAwait(false);
            return ExitCode.Broken;
        }
    }

    private static async Task<int> InvokeAsync(string[] args, ToolConfiguration configuration, CancellationToken unread)
    {
        ParseResult command = Create().Parse(args);
        if (command.Action is ParseErrorAction fault)
        {
            // What is wrong, and what was meant, is a note; the whole help would bury it.
            fault.ShowHelp = false;
            ToolConfiguration notes = new() { Output = configuration.Error, Error = configuration.Error };
            await command.InvokeAsync(notes, unread).ConfigureAwait(false);
            var name = command.CommandResult.Command is Verb verb ? verb.Name + " " : "";
            await configuration.Error.WriteLineAsync($"Try 'slo {name}--help'.").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        try
        {
            return await command.InvokeAsync(configuration, unread).ConfigureAwait(false);
        }
        finally
        {
            // Results stand before the fault that ended them.
            await configuration.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
