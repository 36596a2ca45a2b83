using System.IO.Enumeration;
using System.Security;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.Reading;

/// <summary>A file to read, or why there is none.</summary>
internal sealed record SourceFile(string Path, string? Problem = null, string Code = SloFindingCodes.Unreadable)
{
    internal const string StandardInput = "-";

    /// <summary>The folder or pattern through which the file was found; null: it was named itself.</summary>
    internal string? FoundBy { get; init; }

    /// <summary>The files behind paths, in the order given, those of a folder by name; each once.</summary>
    internal static IEnumerable<SourceFile> Expand(IEnumerable<string> paths)
    {
        string[] all = [.. paths];
        HashSet<string> seen = new(StringComparer.Ordinal);
        return all.SelectMany(path => Expand(path).Select(file => file with { FoundBy = all.Contains(file.Path) ? null : path }))
            .Where(file => file.Problem is not null || seen.Add(file.Path)).Take(YamlLimits.Files + 1)
            .Select((file, i) => i < YamlLimits.Files ? file : new SourceFile(file.Path,
                FormattableString.Invariant($"is one too many; at most {YamlLimits.Files} files are read together")));
    }

    /// <summary>The bytes of the file, or null and reported.</summary>
    internal byte[]? Read(FileFindings findings)
    {
        if (Problem is not null)
        {
            findings.Error(Code, 0, 0, Problem);
            return null;
        }

        try
        {
            using Stream stream = Path == StandardInput ? Console.OpenStandardInput() : new FileStream(
                Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream bytes = new();
            var buffer = new byte[81920];
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > YamlLimits.FileSize)
                {
                    findings.Error(SloFindingCodes.Limit, 0, 0, FormattableString.Invariant(
                        $"is larger than {YamlLimits.FileSize / 1024 / 1024} MiB; split it"));
                    return null;
                }
            }

            return bytes.ToArray();
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException)
        {
            findings.Error(SloFindingCodes.Unreadable, 0, 0, $"cannot be read: {Shown.Text(exception.Message, 200)}");
            return null;
        }
    }

    private static List<SourceFile> Expand(string path)
    {
        try
        {
            if (path == StandardInput)
            {
                return [new SourceFile(path)];
            }

            if (Directory.Exists(path))
            {
                List<SourceFile> below = [.. Below(path,
                    name => FileSystemName.MatchesSimpleExpression("*.yaml", name)
                    || FileSystemName.MatchesSimpleExpression("*.yml", name), true)];
                return below.Count > 0 ? below : [new SourceFile(path, "holds no *.yaml or *.yml file", SloFindingCodes.NoFile)];
            }

            var name = System.IO.Path.GetFileName(path);
            if (!name.AsSpan().ContainsAny('*', '?') || File.Exists(path))
            {
                return [new SourceFile(path)];
            }

            var folder = System.IO.Path.GetDirectoryName(path);
            List<SourceFile> matched = Directory.Exists(string.IsNullOrEmpty(folder) ? "." : folder)
                ? [.. Below(string.IsNullOrEmpty(folder) ? "." : folder,
                    file => FileSystemName.MatchesSimpleExpression(name, file, ignoreCase: false), false)
                    .Select(file => string.IsNullOrEmpty(folder) ? new SourceFile(System.IO.Path.GetFileName(file.Path)) : file)]
                : [];
            return matched.Count > 0 ? matched : [new SourceFile(path, "no file matches this pattern", SloFindingCodes.NoFile)];
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or SecurityException or ArgumentException)
        {
            return [new SourceFile(path, $"cannot be read: {Shown.Text(exception.Message, 200)}")];
        }
    }

    // Links to folders are not followed, so a loop of them ends.
    private static IEnumerable<SourceFile> Below(string folder, Func<string, bool> isWanted, bool recurse) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions
        {
            RecurseSubdirectories = recurse,
            MaxRecursionDepth = YamlLimits.Depth,
            IgnoreInaccessible = false,
            AttributesToSkip = recurse ? FileAttributes.None : FileAttributes.Hidden,
        })
        .Where(file => isWanted(System.IO.Path.GetFileName(file))).Order(StringComparer.Ordinal).Select(file => new SourceFile(file));
}
