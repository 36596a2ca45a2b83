using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Slo.Cli.Infrastructure;

/// <summary>The usual help, and the examples of the verb below it.</summary>
internal sealed class ExamplesHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
            {
                output.WriteLine("  " + example);
            }
        }

        return ExitCode.Ok;
    }
}
