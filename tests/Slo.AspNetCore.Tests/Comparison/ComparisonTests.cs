using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Comparison;

/// <summary>The comparison in docs/aspnetcore.md, row by row on a real Kestrel. What a row should say is in the message of its failure.</summary>
public sealed class ComparisonTests
{
    private const string Heading = "| Request | Built-in metric | Naive middleware | Slo |";

    public static TheoryData<string> Labels { get; } = [.. ComparedRequests.All.Select(request => request.Label)];

    [Theory]
    [MemberData(nameof(Labels))]
    public async Task Request_SeenByThree_IsAsTheDocumentationSays(string label)
    {
        ComparedRequest request = ComparedRequests.All.Single(request => request.Label == label);
        await using ObservedApp app = await ObservedApp.StartAsync(request.Pipeline, ObservedEndpoints.Map);
        await request.Send(new Visitor(app));
        (string builtIn, string naive, string slo) = await app.StopAsync();
        var row = $"| {label} | {builtIn} | {naive} | {slo} |";

        Assert.True(Rows().Any(documented => documented.Replace("400 or 499", builtIn[..3], StringComparison.Ordinal) == row), $"not in docs/aspnetcore.md:\n{row}");
    }

    [Fact]
    public void Documentation_OfTheComparison_HasTheseRowsInThisOrder() =>
        Assert.Equal(Labels.Select(label => label.Data), Rows().Select(row => row.Split(" | ")[0][2..]));

    private static IEnumerable<string> Rows() => File.ReadAllLines(Repository.PathOf("docs", "aspnetcore.md"))
        .SkipWhile(line => line != Heading).Skip(2).TakeWhile(line => line.StartsWith('|'));
}
