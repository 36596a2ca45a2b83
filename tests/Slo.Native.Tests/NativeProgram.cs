using Slo.Testing;
using Xunit;

namespace Slo.Native.Tests;

/// <summary>A project published as native code, once for all tests: without a runtime, trimmed, and without a warning, because warnings are errors.</summary>
internal static class NativeProgram
{
    // One after the other: each takes all processors.
    private static readonly Lazy<Task<string>> Published = new(PublishAllAsync);

    /// <summary>The file to start.</summary>
    internal static async Task<string> PathOfAsync(string name)
    {
        // Where it is not required, and its linker is absent, there is nothing to test.
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("CI") != "true" && !ServerProcess.IsInstalled("clang") && !ServerProcess.IsInstalled("gcc"),
            "native code needs clang or gcc to be linked");
        return Path.Combine(await Published.Value, "publish", name, "release", name);
    }

    // Apart from the outputs of the build, which are for a runtime. Kept, so that what did not change is not compiled again.
    private static async Task<string> PublishAllAsync()
    {
        var artifacts = Repository.PathOf("tests", "Slo.Native.Tests", "obj", "native");
        foreach (var project in (string[])[Repository.PathOf("samples", "MinimalApi"), Repository.PathOf("samples", "Fleet"), Repository.PathOf("src", "Slo.Cli"), Repository.PathOf("tests", "Slo.ActionsProbe")])
        {
            await ServerProcess.RunAsync(
                "dotnet", "publish", project, "-c", "Release", "--use-current-runtime", "--artifacts-path", artifacts, "-p:PublishAot=true", "-nologo", "-v", "quiet");
        }

        return artifacts;
    }
}
