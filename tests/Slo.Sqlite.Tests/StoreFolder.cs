namespace Slo.Sqlite.Tests;

/// <summary>A folder for the store of one test, gone with it.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-sqlite-");

    internal string Path => System.IO.Path.Combine(_folder.FullName, "slo.db");

    internal string[] Aside => [.. Directory.GetFileSystemEntries(_folder.FullName, "slo.db.corrupt-*").Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
