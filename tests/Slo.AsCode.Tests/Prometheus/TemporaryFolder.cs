namespace Slo.Tests.Prometheus;

/// <summary>A folder for as long as it is needed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-ascode-");

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    internal string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
