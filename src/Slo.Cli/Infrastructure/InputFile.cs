namespace Slo.Cli.Infrastructure;

/// <summary>Reads what the command line names; <c>-</c> is standard input.</summary>
internal static class InputFile
{
    /// <exception cref="IOException">There is no such file, or standard input is closed; see also <see cref="IsUnreadable"/>.</exception>
    internal static Stream Open(string path) => path != "-" ? File.OpenRead(path)
        : Descriptor.IsGiven(Descriptor.Input) ? Console.OpenStandardInput()
        : throw new IOException("standard input is closed; pipe a text into it, or name a file");

    /// <exception cref="ToolException">There is no such file, or it cannot be read.</exception>
    internal static T Read<T>(string path, Func<Stream, T> read)
    {
        try
        {
            using Stream stream = Open(path);
            return read(stream);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            SloFinding error = SloFinding.Error(SloFindingCodes.Unreadable, $"cannot be read: {exception.Message}") with { File = path };
            throw new ToolException(ExitCode.Usage, error.ToString());
        }
    }

    internal static bool IsUnreadable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
