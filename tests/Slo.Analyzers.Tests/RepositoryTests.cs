using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Slo.Analyzers.Tests;

/// <summary>The build runs the analyzers over src/ and the shop too; this also sees what is only information.</summary>
public sealed class RepositoryTests
{
    public static TheoryData<string> Projects { get; } =
    [
        .. new[] { "src", "samples" }.SelectMany(folder => Directory.EnumerateFiles(Checkout.PathOf(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Checkout.Root, Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task OwnProject_IsClean(string project)
    {
        IReadOnlyList<Diagnostic> found = await Compile.AnalyzeAsync(Own(project), Compile.All);

        Assert.Empty(found);
    }

    [Fact]
    public void Shop_CompilesHere_SoThatItsCleanlinessSaysSomething() => Assert.Empty(
        Own(Path.Combine("samples", "Shop")).GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    [Fact]
    public async Task Shop_WithFaultsPutIn_IsNotClean()
    {
        CSharpCompilation shop = Own(Path.Combine("samples", "Shop"), text => text
            .Replace("app.MapSloDashboard().AllowAnonymous();", "app.MapSloDashboard();", StringComparison.Ordinal)
            .Replace("TargetPercent(99.9m).Rolling(TimeSpan.FromDays(30))", "TargetPercent(0.999m).Rolling(TimeSpan.FromDays(30))", StringComparison.Ordinal)
            .Replace("MapHealthChecks(\"/health\")", "MapHealthChecks(\"/live\")", StringComparison.Ordinal));

        IReadOnlyList<Diagnostic> found = await Compile.AnalyzeAsync(shop, Compile.All);

        Assert.Equal(["SLO001", "SLO004", "SLO005"], found.Select(diagnostic => diagnostic.Id).Order());
    }

    private static CSharpCompilation Own(string project, Func<string, string>? change = null)
    {
        var folder = Checkout.PathOf(project);
        return Compile.Program(
            Path.GetFileName(project),
            Checkout.SourcesOf(folder).Select(file => (Path.GetRelativePath(Checkout.Root, file), change?.Invoke(File.ReadAllText(file)) ?? File.ReadAllText(file))));
    }
}
