using System.Text;
using Slo.Cli.Infrastructure;
using Slo.Shared.History;

namespace Slo.Cli.History;

/// <summary>Reads the file of a trace.</summary>
internal static class TraceFile
{
    /// <param name="path">The file; <c>-</c> is standard input.</param>
    /// <param name="now">Seconds since 1970, if later times are faults.</param>
    /// <exception cref="ToolException">The file is not there (usage), or has faults (failed): the first twenty, each with its
    /// line.</exception>
    internal static IReadOnlyList<TraceRow> Read(string path, long? now = null) => InputFile.Read(path, stream =>
    {
        using StreamReader text = new(stream, new UTF8Encoding(false));
        try
        {
            return new TraceReader(path, now).Read(text);
        }
        catch (HistoryFaultException exception)
        {
            throw new ToolException(ExitCode.Failed, exception.Faults);
        }
    });
}
