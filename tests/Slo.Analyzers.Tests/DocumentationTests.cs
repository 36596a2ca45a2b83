using Microsoft.CodeAnalysis;
using Xunit;

namespace Slo.Analyzers.Tests;

public sealed class DocumentationTests
{
    private static readonly DiagnosticDescriptor[] Descriptors =
        [.. Compile.All.SelectMany(analyzer => analyzer.SupportedDiagnostics).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    [Fact]
    public void Rules_AreTheEightOfCategorySlo_WarningsExceptTheUnknownName()
    {
        Assert.Equal(Enumerable.Range(1, 8).Select(number => $"SLO{number:000}"), Descriptors.Select(rule => rule.Id));
        Assert.All(Descriptors, rule => Assert.Equal("Slo", rule.Category));
        Assert.All(Descriptors, rule => Assert.Equal(rule.Id == "SLO002" ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, rule.DefaultSeverity));
        Assert.All(Descriptors, rule => Assert.True(rule.IsEnabledByDefault));
    }

    [Fact]
    public void EveryRule_HasItsSection_WithItsTitleAndHowToSwitchItOff()
    {
        var text = File.ReadAllText(Checkout.PathOf("docs", "analyzers.md"));

        Assert.All(Descriptors, rule =>
        {
            Assert.Contains($"## {rule.Id}: {rule.Title}", text, StringComparison.Ordinal);
            Assert.Contains($"dotnet_diagnostic.{rule.Id}.severity = none", text, StringComparison.Ordinal);
            Assert.Contains(rule.Id, rule.Description.ToString(null), StringComparison.Ordinal);
        });
    }
}
