using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Reporting;

/// <summary>The documents: as approved, and harmless whatever the texts are.</summary>
public sealed partial class ReportDocumentTests
{
    [Fact]
    public void Markdown_IsAsApproved() =>
        Assert.Null(Approval.Difference(MarkdownReport.Write(SmallReport.Build()), "tests", "Slo.Cli.Tests", "Reporting", "Report-markdown.approved.txt"));

    [Fact]
    public void Html_IsAsApproved() =>
        Assert.Null(Approval.Difference(HtmlReport.Write(SmallReport.Build()), "tests", "Slo.Cli.Tests", "Reporting", "Report-html.approved.txt"));

    // In another culture, numbers have other separators; a report has not.
    [Fact]
    public void Documents_InAnyCulture_AreTheSame()
    {
        var (html, markdown) = (HtmlReport.Write(SmallReport.Build()), MarkdownReport.Write(SmallReport.Build()));
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("ar-SA");
            Assert.Equal((html, markdown), (HtmlReport.Write(SmallReport.Build()), MarkdownReport.Write(SmallReport.Build())));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Html_OfHostileTexts_HasTheSameElements()
    {
        string[] plain = Elements(HtmlReport.Write(SmallReport.Hostile("plain")));
        foreach (var text in (string[])
            ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style><style>*{}", "]]>--><!--", "&lt;b&gt;&#60;", "\u202etxt\u2066\u0000\n\r", new string('x', 10_000), "' onload='x"])
        {
            var html = HtmlReport.Write(SmallReport.Hostile(text));

            Assert.Equal(plain, Elements(html));
            Assert.True(html.Length < 40_000);
            Assert.DoesNotMatch(Direction(), html);
        }
    }

    [Fact]
    public void Markdown_OfHostileTexts_HasTheSameStructure()
    {
        string[] plain = Structure(MarkdownReport.Write(SmallReport.Hostile("plain")));
        foreach (var text in (string[])["a|b|c", "\n# head", "[x](https://evil.example)", "![x](y)", "<script>", "`code` ~~x~~ **y** _z_", "@everyone www.evil.example https://evil.example", new string('x', 10_000), "\\|", "\\"])
        {
            var markdown = MarkdownReport.Write(SmallReport.Hostile(text));

            Assert.Equal(plain, Structure(markdown));
            Assert.True(markdown.Length < 20_000);
            Assert.DoesNotContain("https://", markdown, StringComparison.Ordinal);
            Assert.DoesNotMatch(Markup(), markdown);
        }
    }

    // GitHub looks for these in the text as it is shown, when escapes are gone.
    [Theory]
    [InlineData("@everyone @org/team a@example.com")]
    [InlineData("#123 org/repo#1 GH-12 gh-7")]
    [InlineData("http://evil.example HTTPS://evil.example ftp://evil.example www.evil.example WWW.evil.example mailto:a@evil.example")]
    [InlineData(":tada: :+1: a:rocket:b")]
    [InlineData("&#64;everyone &commat;everyone &#x23;1 &num;1")]
    public void Markdown_AsItIsShown_MentionsAndLinksNothing(string text)
    {
        var shown = System.Net.WebUtility.HtmlDecode(Escaped().Replace(MarkdownReport.Write(SmallReport.Hostile(text)), "$1"));

        Assert.DoesNotMatch(Reference(), shown);
        Assert.Contains(text, shown.Replace("\u2060", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_OfPlainTexts_HasNoInvisibleCharacter() =>
        Assert.DoesNotContain('\u2060', MarkdownReport.Write(SmallReport.Build()));

    [SeededProperties]
    public sealed class Properties
    {
        [FsCheck.Xunit.Property(MaxTest = 60)]
        public static Property Html_OfAnyTexts_IsWellFormed() => Prop.ForAll(HostileTexts.Text(), text =>
        {
            _ = Elements(HtmlReport.Write(SmallReport.Hostile(text.Value)));
        });
    }

    [Fact]
    public void Policy_AllowsTheStyleOfTheFile_AndNothingElse()
    {
        var html = HtmlReport.Write(SmallReport.Build());
        var style = Style().Match(html).Groups[1].Value;
        var hash = System.Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));

        Assert.Contains($"content=\"default-src 'none'; style-src 'sha256-{hash}'\"", html, StringComparison.Ordinal);
        Assert.Single(Style().Matches(html));
        Assert.DoesNotContain("</", style, StringComparison.Ordinal);
        Assert.DoesNotMatch(Loading(), html);
    }

    [Fact]
    public void Report_OfManyObjectivesAndIncidents_IsBounded()
    {
        ReportSubject[] many =
        [
            .. Enumerable.Range(0, ReportLimits.MostObjectives + 20).Select(i => ReportWorld.Subject(
                ReportWorld.Objective($"o{i}").Build(), ReportWorld.Hours(ReportWorld.March, 24, 100, i % 7),
                [.. Enumerable.Range(0, i == 104 ? 200 : 0).Select(k => ReportWorld.Incident(ReportWorld.March.AddMinutes(5 * k), TimeSpan.FromMinutes(2), 1))])),
        ];
        ReviewReport report = ReportBuilder.Build(new(ReportWorld.March, ReportWorld.March.AddDays(1)), ReportWorld.March.AddDays(1), many, CancellationToken.None);

        Assert.Equal((ReportLimits.MostSections, ReportLimits.MostObjectives - ReportLimits.MostSections, 20), (report.Objectives.Count, report.Rest.Count, report.Omitted));
        Assert.All(report.All.Zip(report.All.Skip(1)), pair => Assert.True(pair.First.Result.RemainingRatio <= pair.Second.Result.RemainingRatio));
        Assert.Contains("20 more objectives left out.", MarkdownReport.Write(report), StringComparison.Ordinal);
        ObjectiveReport busy = Assert.Single(report.Objectives, one => one.IncidentCount > 0);
        Assert.Equal((200, ReportLimits.MostIncidents), (busy.IncidentCount, busy.Incidents.Count));
        Assert.True(HtmlReport.Write(report).Length < 2_000_000);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("2026-03-01", "2026-04-01", true)]
    [InlineData("2026-03-01T00:00:00+02:00", "2026-03-02T00:00:00Z", true)]
    [InlineData("2026-03-01", "2026-03-01T00:30", false)]
    [InlineData("2026-04-01", "2026-03-01", false)]
    [InlineData("2024-01-01", "2026-03-01", false)]
    [InlineData("2026-06-01", null, false)]
    [InlineData("yesterday", null, false)]
    [InlineData(null, "0001-01-01", false)]
    [InlineData("1969-01-01", "1969-02-01", false)]
    public void Range_ThatIsNone_IsRefused(string? from, string? to, bool isRange)
    {
        Assert.Equal(isRange, ReportRange.TryRead(from, to, ReportWorld.Month.To, out _) is null);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-04-01", "2025-10-01")]
    [InlineData("2026-03-01", "2026-04-01", "2026-02-01")]
    [InlineData("2026-03-02", "2026-04-01", "2026-01-31")]
    public void RangeBefore_OfMonths_IsMonths(string from, string to, string before)
    {
        Assert.Null(ReportRange.TryRead(from, to, ReportWorld.Month.To, out ReportRange range));
        Assert.Equal((before, range.From), ($"{range.Before.From:yyyy-MM-dd}", range.Before.To));
    }

    // HTML of this kind is XML, but for the elements without an end.
    private static string[] Elements(string html)
    {
        var xml = XDocument.Parse(Void().Replace(html["<!DOCTYPE html>".Length..], "<$1$2/>"));
        return [.. xml.Descendants().Select(element => $"{element.Name} {string.Join(' ', element.Attributes().Select(attribute => attribute.Name))}")];
    }

    private static string[] Structure(string markdown) =>
        [.. markdown.Split('\n').Select(line => line.StartsWith('|') ? "|" + Cells().Count(line) : line.StartsWith('#') ? line.Split(' ')[0] : line.Length == 0 ? "" : "text")];

    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"@[a-z0-9]|#[0-9]|gh-[0-9]|://|www\.[a-z]|:[a-z+][a-z0-9_+-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex("<(meta)([^>]*)>")]
    private static partial Regex Void();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Cells();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script|<img|<link|<iframe| style=| on[a-z]+=|href=|src=|url\\(|@import|https?:")]
    private static partial Regex Loading();

    [GeneratedRegex("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")]
    private static partial Regex Direction();

    [GeneratedRegex(@"(?<!\\)[\[\]`~@]|(?<!\\)!\[|<[a-z/]|(?<!\\)\*\*y|www\.[a-z]")]
    private static partial Regex Markup();
}
