namespace Slo.Tests;

/// <summary>Files of one test, gone with it.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    internal string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>A definition file with these members of the section's "Objectives".</summary>
    internal string Definitions(string objectives, string name = "slo.json") => Write(name, $$"""{ "Slo": { "Objectives": { {{objectives}} } } }""");
}
