using System.Text.RegularExpressions;
using Slo.Testing;
using Xunit;

namespace Slo.Native.Tests;

/// <summary>A project published as native code, once for all tests: without a runtime, trimmed, and without a warning, because warnings are errors.</summary>
internal static partial class NativeProgram
{
    private const string Probe = "Slo.NativeProbe";
    private const string Tool = "Slo.Cli";

    private static readonly Lazy<Task<string>> Published = new(PublishAllAsync);

    /// <summary>The quick start, which has nothing else in it.</summary>
    internal static Task<string> QuickStartAsync() => PathOfAsync("MinimalApi", "MinimalApi");

    /// <summary>Everything else in one program: samples/Fleet, and the packages that act.</summary>
    internal static Task<string> ProbeAsync() => PathOfAsync(Probe, Probe);

    /// <summary>The same program under the name of the tool, which makes it the tool.</summary>
    internal static Task<string> ToolAsync() => PathOfAsync(Probe, Tool);

    private static async Task<string> PathOfAsync(string project, string name)
    {
        // Where it is not required, and its linker is absent, there is nothing to test.
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("CI") != "true" && !ServerProcess.IsInstalled("clang") && !ServerProcess.IsInstalled("gcc"),
            "native code needs clang or gcc to be linked");
        return PathOf(await Published.Value, project, name);
    }

    private static string PathOf(string artifacts, string project, string name) => Path.Combine(artifacts, "publish", project, "release", name);

    // Apart from the outputs of the build, which are for a runtime. Kept, so that what did not change is not compiled again. The build has run
    // the analyzers, and symbols of native code would only be stripped. At the lowest priority, because test.sh runs other tests beside it. The
    // compiler has nothing that must go on during its garbage collections, and with 128 MiB between two of them a tenth less to do.
    private static async Task<string> PublishAllAsync()
    {
        var artifacts = Repository.PathOf("tests", "Slo.Native.Tests", "obj", "native");
        var said = await ServerProcess.RunAsync(
            "nice", "-n", "19", "env", "DOTNET_gcConcurrent=0", "DOTNET_GCgen0size=0x8000000",
            "dotnet", "msbuild", Repository.PathOf("tests", "Slo.Native.Tests", "Programs.targets"), "-restore", "-m:2", "-nologo", "-v:quiet",
            "-p:Configuration=Release", "-p:_IsPublishing=true", "-p:UseCurrentRuntimeIdentifier=true", $"-p:ArtifactsPath={artifacts}", "-p:PublishAot=true",
            "-p:RunAnalyzers=false", "-p:NativeDebugSymbols=false");

        // The only package that may warn; it is for code that this repository does not call. What warns is compiled again in the next run:
        // what is up to date warns no more.
        string[] warnings =
            [.. Warning().Matches(said).Select(warning => warning.Value).Where(text => !text.Contains("'Microsoft.FeatureManagement'", StringComparison.Ordinal))];
        if (warnings.Length > 0)
        {
            Directory.Delete(artifacts, recursive: true);
        }

        Assert.Empty(warnings);
        File.Copy(PathOf(artifacts, Probe, Probe), PathOf(artifacts, Probe, Tool), overwrite: true);
        return artifacts;
    }

    [GeneratedRegex(@"^.*\bwarning\b.*$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Warning();
}
