using Slo.Cli.Infrastructure;

namespace Slo.Cli.Anomalies;

/// <summary>Which files an input names, and where their scores go.</summary>
internal static class SeriesFiles
{
    /// <param name="input">A file, a folder whose CSV files are meant, those of subfolders too, or <c>-</c>.</param>
    /// <param name="output">The file, or the folder that gets a file of the same name for each; null: nothing is written.</param>
    /// <exception cref="ToolException">A folder without such files, or with a file among its folders that would be replaced.</exception>
    internal static IReadOnlyList<(string Input, string? Output)> Of(string input, string? output)
    {
        if (!Directory.Exists(input))
        {
            return [(input, output)];
        }

        List<(string, string?)> files =
        [
            .. Directory.EnumerateFiles(input, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => (file, output is null ? null : Path.Combine(output, Path.GetRelativePath(input, file)))),
        ];
        return files.Count > 0 ? files : throw new ToolException(ExitCode.Usage, $"{input}: has no file *.csv");
    }

    /// <summary>Writes the scores of all, completely or not at all.</summary>
    internal static void Write(IReadOnlyList<(ScoredSeries Series, string? Output)> all)
    {
        (string Path, string Text)[] files = [.. all.Where(one => one.Output is not null)
            .Select(one => (one.Output!, one.Series.ToCsv()))];
        if (files.Length > 1)
        {
            foreach (var folder in files.Select(file => Path.GetDirectoryName(file.Path)!).Distinct())
            {
                Make(folder);
            }
        }

        OutputFile.Write(files);
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            SloFinding error = SloFinding.Error(SloFindingCodes.Unwritable, $"cannot be created: {exception.Message}") with
            {
                File = folder,
            };
            throw new ToolException(ExitCode.Usage, error.ToString());
        }
    }
}
