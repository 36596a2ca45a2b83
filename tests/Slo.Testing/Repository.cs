using System.Runtime.CompilerServices;

namespace Slo.Testing;

/// <summary>Where the sources lie: for tests that read them, or compare with an approved file beside them.</summary>
public static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file or folder below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Every C# file below a folder of the root, build output excepted.</summary>
    public static IEnumerable<string> SourceFiles(params string[] folder) =>
        Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories).Where(IsSource).Order(StringComparer.Ordinal);

    private static bool IsSource(string path) =>
        !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    private static string Find([CallerFilePath] string here = "")
    {
        string?[] starts = [AppContext.BaseDirectory, Path.GetDirectoryName(here)];
        foreach (var start in starts)
        {
            for (DirectoryInfo? folder = start is null ? null : new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Slo.Core.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("the folder of Slo.Core.sln is not above the tests");
    }
}
