using System.Text;
using Slo.Cli.Conduct;

namespace Slo.Cli;

internal static class Program
{
    // The same fault as Unix and as Windows number it.
    private const int BrokenPipe = 32;
    private const int NoReader = unchecked((int)0x800700E8);

    private static async Task<int> Main(string[] args)
    {
        // Not Console.Out, which writes through at every line: a month of minutes is 43,000 of them.
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        StreamWriter output = new(Console.OpenStandardOutput(), utf8, 1 << 16);
        try
        {
            ToolConfiguration configuration = new()
            {
                Output = output,
                Error = Console.Error,
                EnableDefaultExceptionHandler = false,
                IsOutputTerminal = !Console.IsOutputRedirected,
                IsErrorTerminal = !Console.IsErrorRedirected,
            };
            var code = await SloTool.RunAsync(args, configuration).ConfigureAwait(false);
            await output.FlushAsync().ConfigureAwait(false);
            return code;
        }
        catch (IOException exception) when (exception.HResult is BrokenPipe or NoReader)
        {
            // Who reads the pipe has seen enough (slo replay … | head).
            return ExitCode.Ok;
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync("slo: the results could not be written: " + exception.Message).ConfigureAwait(false);
            return ExitCode.Undecided;
        }
    }
}
