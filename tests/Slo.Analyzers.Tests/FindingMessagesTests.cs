using System.Text.RegularExpressions;
using Slo.Testing;
using Xunit;

namespace Slo.Analyzers.Tests;

/// <summary>All messages of findings in one approved file. Other tests compare codes, so that a message can be changed here alone.</summary>
public sealed partial class FindingMessagesTests
{
    private static readonly (string Name, string Value)[] Codes =
        [.. typeof(SloFindingCodes).GetFields().Select(field => (field.Name, (string)field.GetRawConstantValue()!))];

    private static readonly FindingMessage[] Messages =
    [
        .. Directory.EnumerateDirectories(Checkout.PathOf("src")).SelectMany(Checkout.SourcesOf).SelectMany(file => FindingMessage.In(File.ReadAllText(file))),
    ];

    [Fact]
    public void Messages_AreThoseApproved()
    {
        IEnumerable<string> lines =
            from message in Messages
            let code = Codes.Single(code => code.Name == message.Code).Value
            let line = $"{code} {message.Severity}: {message.Template}"
            orderby code, line
            select line;

        Assert.Null(Approval.Difference(string.Join('\n', lines.Distinct()), "tests", "Slo.Analyzers.Tests", "Findings.approved.txt"));
    }

    [Fact]
    public void Codes_AreEachUsedAndUnique()
    {
        Assert.Empty(Codes.Select(code => code.Name).Except(Messages.Select(message => message.Code)));
        Assert.Equal(Codes.Length, Codes.Select(code => code.Value).Distinct().Count());
    }

    [Fact]
    public void Codes_AreThoseOfThePage() => Assert.Equal(
        Codes.Select(code => code.Value).Order(StringComparer.Ordinal),
        Row().Matches(File.ReadAllText(Checkout.PathOf("docs", "findings.md"))).Select(match => match.Groups[1].Value));

    [GeneratedRegex(@"^\| (SLO\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
