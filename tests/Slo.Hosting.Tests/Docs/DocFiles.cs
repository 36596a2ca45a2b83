namespace Slo.Hosting.Tests.Docs;

/// <summary>The pages of docs/, found from the test's own folder upwards.</summary>
internal static class DocFiles
{
    internal static string Read(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Slo.Core.sln")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllText(Path.Combine(
            folder?.FullName ?? throw new DirectoryNotFoundException("no Slo.Core.sln above the test's folder"), "docs", name));
    }
}
