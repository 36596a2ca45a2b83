using System.Text;

namespace Slo.Cli.Infrastructure;

/// <summary>The three streams of the process, as verbs may use them whatever is behind them.</summary>
internal static class StandardStreams
{
    /// <summary>Where verbs write, and what they read answers from.</summary>
    /// <param name="unread">Cancelled when the reader of the results has gone (<c>slo replay … | head</c>).</param>
    internal static ToolConfiguration Configuration(CancellationTokenSource unread) => new()
    {
        Output = Output(unread),
        Error = Error(),
        Input = Descriptor.IsGiven(Descriptor.Input) ? Console.In : TextReader.Null,
        EnableDefaultExceptionHandler = false,
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        IsInputTerminal = !Console.IsInputRedirected,
    };

    // Not Console.Out, which writes through at every line: a month of minutes is 43,000 of them.
    private static StreamWriter Output(CancellationTokenSource unread)
    {
        StandardStream stream = new(
            Descriptor.IsGiven(Descriptor.Output) ? Console.OpenStandardOutput() : null,
            () => Descriptor.HasReader(Descriptor.Output),
            fault =>
            {
                if (fault is not null)
                {
                    var reason = fault.Message.Split(" (Parameter")[0];
                    SloFinding error = SloFinding.Error(
                        SloFindingCodes.NoOutput, $"cannot be written: {reason}; send it elsewhere, or make room there") with
                    {
                        File = "standard output",
                    };
                    throw new ToolException(ExitCode.Undecided, error.ToString());
                }

                unread.Cancel();
            });
        return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
    }

    // A note that cannot be written changes no result.
    private static TextWriter Error() => TextWriter.Synchronized(new StreamWriter(
        new StandardStream(Descriptor.IsGiven(Descriptor.Error) ? Console.OpenStandardError() : null, () => true, _ => { }),
        Console.OutputEncoding)
    {
        AutoFlush = true,
    });
}
