using System.Diagnostics;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>
/// A JSON file on a volume as Kubernetes mounts a ConfigMap: a link through <c>..data</c>, which is a link to a folder for each version. An
/// update replaces <c>..data</c> alone, so nothing that a watcher of the file looks at changes.
/// </summary>
internal sealed class MountedFile : IDisposable
{
    private const string Name = "appsettings.json";

    private readonly DirectoryInfo _volume = Directory.CreateTempSubdirectory("slo-mount-");
    private int _version;

    internal MountedFile(string objectives)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the volumes of Kubernetes, and a rename over a link");
        Swap(ConfigurationFile.Document(objectives));
        File.CreateSymbolicLink(FullName, Path.Combine("..data", Name));
    }

    internal string FullName => Path.Combine(_volume.FullName, Name);

    /// <summary>A new version of the volume, by one rename; the old version is removed after it.</summary>
    internal void Swap(string text)
    {
        var old = Path.Combine(_volume.FullName, $"..{_version}");
        _version++;
        _volume.CreateSubdirectory($"..{_version}");
        File.WriteAllText(Path.Combine(_volume.FullName, $"..{_version}", Name), text);
        var (link, data) = (Path.Combine(_volume.FullName, "..data_tmp"), Path.Combine(_volume.FullName, "..data"));
        File.CreateSymbolicLink(link, $"..{_version}");

        // File.Move refuses a link to a folder.
        using Process move = Process.Start("mv", ["--no-target-directory", link, data]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
        if (Directory.Exists(old))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    public void Dispose() => _volume.Delete(recursive: true);
}
