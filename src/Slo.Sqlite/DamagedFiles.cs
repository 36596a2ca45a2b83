using System.Globalization;

namespace Slo.Sqlite;

/// <summary>The damaged files that were set aside: the newest ones, and the first one of this process.</summary>
/// <param name="path">The file.</param>
/// <param name="time">For their names.</param>
internal sealed class DamagedFiles(string path, TimeProvider time)
{
    /// <summary>How many are kept.</summary>
    internal const int Most = 5;

    private const string Mark = ".corrupt-";

    private static readonly string[] Parts = ["", "-wal", "-shm"];

    private string? _first;

    /// <summary>Copies a file that stays in use, and what belongs to it.</summary>
    /// <returns>The name of the copy.</returns>
    internal string Copy()
    {
        var aside = NewName();
        foreach (var part in Parts.Where(part => File.Exists(path + part)))
        {
            File.Copy(path + part, aside + part, overwrite: true);
        }

        RemoveOldest();
        return aside;
    }

    /// <summary>Gives a file, or what is in its place, and what belongs to it another name.</summary>
    /// <returns>The new name of the file.</returns>
    internal string SetAside()
    {
        var aside = NewName();
        foreach (var part in Parts)
        {
            if (File.Exists(path + part))
            {
                File.Move(path + part, aside + part, overwrite: true);
            }
            else if (Directory.Exists(path + part))
            {
                Directory.Move(path + part, aside + part);
            }
        }

        RemoveOldest();
        return aside;
    }

    private string NewName()
    {
        var aside = path + Mark + time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        _first ??= aside;
        return aside;
    }

    private void RemoveOldest()
    {
        var folder = Path.GetDirectoryName(path)!;
        string[] names = [.. Directory.GetFileSystemEntries(folder, Path.GetFileName(path) + Mark + "*")
            .Select(name => Parts.Skip(1).Any(part => name.EndsWith(part, StringComparison.Ordinal)) ? name[..^Parts[1].Length] : name)
            .Distinct().OrderDescending(StringComparer.Ordinal)];
        foreach (var name in names.Where(name => name != _first).Skip(names.Contains(_first) ? Most - 1 : Most))
        {
            foreach (var part in Parts)
            {
                Remove(name + part);
            }
        }
    }

    // What cannot be removed stays: it must not keep the app from its store.
    private static void Remove(string name)
    {
        try
        {
            if (Directory.Exists(name))
            {
                Directory.Delete(name, recursive: true);
            }
            else
            {
                File.Delete(name);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
