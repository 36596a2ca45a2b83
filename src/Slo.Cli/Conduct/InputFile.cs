namespace Slo.Cli.Conduct;

/// <summary>Opens what the command line names; <c>-</c> is standard input.</summary>
internal static class InputFile
{
    /// <exception cref="ToolException">There is no such file, or it cannot be read.</exception>
    internal static Stream Open(string path)
    {
        if (path == "-")
        {
            return Console.OpenStandardInput();
        }

        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException(ExitCode.Usage, $"{path}: {exception.Message}");
        }
    }
}
