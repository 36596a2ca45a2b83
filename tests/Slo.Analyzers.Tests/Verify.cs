using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Slo.Analyzers.Tests;

/// <summary>Holds what the analyzers report against the text between <c>[|</c> and <c>|]</c>.</summary>
internal static class Verify
{
    /// <summary>No analyzer has anything to say.</summary>
    internal static Task SilentAsync(string source) => ReportsAsync("none", source);

    /// <summary>Each marked span is reported with this id and its message, in the order of the text, and nothing else is.</summary>
    internal static async Task ReportsAsync(string id, string source, params string[] messages)
    {
        var (text, spans) = Unmark(source);
        CSharpCompilation compilation = Compile.Program("App", [("App.cs", text)]);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        IReadOnlyList<Diagnostic> found = await Compile.AnalyzeAsync(compilation, Compile.All);

        SourceText lines = SourceText.From(text);
        Assert.Equal(
            spans.Zip(messages, (span, message) => $"{id} {lines.Lines.GetLinePositionSpan(span)}: {message}"),
            found.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.GetLineSpan().Span}: {diagnostic.GetMessage(null)}"));
        Assert.Equal(messages.Length, spans.Count);
    }

    private static (string Text, List<TextSpan> Spans) Unmark(string source)
    {
        List<TextSpan> spans = [];
        for (var start = source.IndexOf("[|", StringComparison.Ordinal); start >= 0; start = source.IndexOf("[|", StringComparison.Ordinal))
        {
            var end = source.IndexOf("|]", start, StringComparison.Ordinal);
            spans.Add(TextSpan.FromBounds(start, end - 2));
            source = source[..start] + source[(start + 2)..end] + source[(end + 2)..];
        }

        return (source, spans);
    }
}
