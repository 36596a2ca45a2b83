using System.Text.RegularExpressions;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>Links from page to page of docs/.</summary>
public sealed partial class LinksTests
{
    [Theory]
    [InlineData("actions.md")]
    [InlineData("alerting.md")]
    [InlineData("approaches.md")]
    [InlineData("ascode.md")]
    [InlineData("chaos.md")]
    [InlineData("cli.md")]
    [InlineData("notifications.md")]
    [InlineData("aspnetcore.md")]
    [InlineData("canary.md")]
    [InlineData("configuration.md")]
    [InlineData("design.md")]
    [InlineData("findings.md")]
    [InlineData("fleet.md")]
    [InlineData("gates.md")]
    [InlineData("math.md")]
    [InlineData("metrics.md")]
    [InlineData("operations.md")]
    [InlineData("parity.md")]
    [InlineData("prometheus.md")]
    [InlineData("sources.md")]
    public void Links_OfAPage_LeadToAPageAndAHeading(string name) => Assert.All(Link().Matches(DocPage.Read(name).Text), link =>
    {
        var page = link.Groups["page"].Value is { Length: > 0 } other ? other : name;
        var anchor = link.Groups["anchor"].Value;
        var headings = Heading().Matches(DocPage.Read(page).Text).Select(heading => Anchor(heading.Groups["text"].Value));
        Assert.True(anchor.Length == 0 || headings.Contains(anchor), $"{name}: {link.Value} leads nowhere");
    });

    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<page>[\w-]*(\.md)?)(#(?<anchor>[\w-]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
