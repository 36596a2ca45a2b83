using System.IO.Enumeration;

namespace Slo.Cli.Definitions;

/// <summary>The files that a path refers to.</summary>
internal static class JsonFiles
{
    private static readonly EnumerationOptions WholeTree = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 64,
        IgnoreInaccessible = true,
    };

    private static readonly EnumerationOptions OneFolder = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    internal static bool IsYamlName(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The JSON files below a folder, except build output.</summary>
    internal static IEnumerable<string> Below(string folder) => Files(folder).Where(
        file => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));

    internal static IEnumerable<string> YamlBelow(string folder) => Files(folder).Where(IsYamlName);

    /// <summary>The files of a pattern, or the path itself if it is not a pattern or matches nothing: reading it then fails.</summary>
    internal static IReadOnlyList<string> Matching(string path)
    {
        var name = Path.GetFileName(path);
        var folder = Path.GetDirectoryName(path);
        if (!name.AsSpan().ContainsAny('*', '?') || File.Exists(path) || !Directory.Exists(string.IsNullOrEmpty(folder) ? "." : folder))
        {
            return [path];
        }

        string[] matched =
        [
            .. Directory.EnumerateFiles(string.IsNullOrEmpty(folder) ? "." : folder, "*", OneFolder)
                .Where(file => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file), ignoreCase: false))
                .Select(file => string.IsNullOrEmpty(folder) ? Path.GetFileName(file) : file).Order(StringComparer.Ordinal),
        ];
        return matched.Length > 0 ? matched : [path];
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", WholeTree).Order(StringComparer.Ordinal);
}
