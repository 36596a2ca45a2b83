namespace Slo.Testing;

/// <summary>
/// Texts that a person has approved, in the test project as <c>Approved/*.txt</c>. Run with SLO_APPROVE=1 to write them anew, then
/// review the difference.
/// </summary>
public static class ApprovedText
{
    private static readonly string Folder = Path.Combine(ProjectFolder(), "Approved");

    /// <summary>What was approved; with SLO_APPROVE=1 that is what is given.</summary>
    /// <param name="file">For example <c>LogEvents.txt</c>.</param>
    /// <param name="actual">What the code says now.</param>
    public static string Of(string file, string actual)
    {
        var path = Path.Combine(Folder, file);
        if (Environment.GetEnvironmentVariable("SLO_APPROVE") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, actual);
        }

        return File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : $"(nothing is approved yet in {file})";
    }

    private static string ProjectFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.csproj").Any())
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests do not run below their project's folder.");
    }
}
