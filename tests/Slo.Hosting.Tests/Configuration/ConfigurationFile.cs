using System.Globalization;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>A JSON file in a folder of its own, as an operator would edit it.</summary>
internal sealed class ConfigurationFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-reload-");

    internal ConfigurationFile(string objectives) => Write(objectives);

    internal string FullName => Path.Combine(_folder.FullName, "slo.json");

    /// <summary>In place, as an editor that truncates and writes.</summary>
    internal void Write(string objectives) => WriteText(Document(objectives));

    internal void WriteText(string text) => File.WriteAllText(FullName, text);

    /// <summary>By a new file that takes the old one's name, as careful editors do.</summary>
    internal void Swap(string objectives)
    {
        File.WriteAllText(FullName + ".new", Document(objectives));
        File.Move(FullName + ".new", FullName, overwrite: true);
    }

    internal void Delete() => File.Delete(FullName);

    /// <summary>In each of these ways a file cannot be opened any more.</summary>
    internal void Break(string how)
    {
        if (how == "denied" && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(FullName, UnixFileMode.None);
            return;
        }

        Delete();
        switch (how)
        {
            case "dangling":
                File.CreateSymbolicLink(FullName, FullName + ".not-there");
                break;
            case "loop":
                File.CreateSymbolicLink(FullName, FullName);
                break;
            case "folder":
                _folder.Delete(recursive: true);
                break;
        }
    }

    /// <summary>The file is there again, whatever came of it and of its folder.</summary>
    internal void Mend(string objectives)
    {
        _folder.Create();
        Swap(objectives);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    internal static string Document(string objectives) => $$"""{ "Slo": { "Objectives": { {{objectives}} } } }""";

    internal static string Objective(string name, decimal target, string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $"\"{name}\": {{ \"TargetPercent\": {target}{more} }}");
}
