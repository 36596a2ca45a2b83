namespace Slo.Testing;

/// <summary>The browser of the tests: Chromium built without windows, or else the whole of it. The engine is the same; each page of the whole
/// one costs several times as much processor time.</summary>
public static class HeadlessChromium
{
    /// <summary>The file to start, or null if none is installed.</summary>
    public static string? Program { get; } =
        (from program in (string[])["chromium-headless-shell", "chromium"]
         from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         select Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Why a test skips, or null if it can run. On a developer's machine only: CI has it.</summary>
    public static string? MissingReason => Program is not null || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : "Chromium is not installed; test.sh installs it";
}
