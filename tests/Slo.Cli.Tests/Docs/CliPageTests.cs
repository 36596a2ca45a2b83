using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using Slo.Cli;
using Slo.Cli.Infrastructure;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>docs/cli.md beside the tool: every verb, option, format, exit code and example.</summary>
public sealed partial class CliPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "cli.md"));
    private static readonly Verb[] Verbs = [.. SloTool.Create().Subcommands.Cast<Verb>().SelectMany(verb => verb.Subcommands.Cast<Verb>().Prepend(verb))];

    [Fact]
    public void Headings_OfVerbs_AreTheVerbs()
    {
        Assert.Equal(Verbs.Select(FullName).Order(), VerbHeading().Matches(Page).Select(match => match.Groups["verb"].Value).Order());
    }

    [Fact]
    public void Tables_OfOptions_NameEveryOptionAndArgument()
    {
        foreach (Verb verb in Verbs)
        {
            IEnumerable<string> has = verb.Options.Where(option => !option.Hidden).Select(option => option.Name).Concat(verb.Arguments.Select(argument => argument.Name.ToUpperInvariant()));

            Assert.Equal(has.Order(), OptionRow().Matches(Section(verb)).Select(match => match.Groups["option"].Value).Order());
        }
    }

    [Fact]
    public void Sections_OfVerbs_NameEveryFormatAndExample()
    {
        foreach (Verb verb in Verbs)
        {
            var section = Section(verb);
            foreach (Option option in verb.Options.Where(option => option.Name == "--format"))
            {
                Assert.All(option.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty), format =>
                    Assert.Contains($"`{format.Label}`", section, StringComparison.Ordinal));
            }

            Assert.All(verb.Examples, example => Assert.Contains(example, section, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Table_OfExitCodes_IsThatOfTheCode()
    {
        IEnumerable<int> codes = typeof(ExitCode).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(field => (int)field.GetRawConstantValue()!);

        Assert.Equal(codes.Order(), CodeRow().Matches(Page).Select(match => int.Parse(match.Groups["code"].Value, System.Globalization.CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public void Table_OfErrors_HasTheCodesOfTheTool()
    {
        IEnumerable<string> codes = typeof(SloFindingCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(codes.Where(code => code.StartsWith("SLO09", StringComparison.Ordinal)).Order(), FaultRow().Matches(Page).Select(match => match.Groups["code"].Value));
    }

    private static string Section(Verb verb) => VerbSection().Matches(Page).Single(match => match.Groups["verb"].Value == FullName(verb)).Value;

    private static string FullName(Verb verb) => string.Join(' ', verb.Parents.OfType<Verb>().Select(parent => parent.Name).Append(verb.Name));

    [GeneratedRegex(@"^## slo (?<verb>[a-z -]+)$", RegexOptions.Multiline)]
    private static partial Regex VerbHeading();

    [GeneratedRegex(@"^## slo (?<verb>[a-z -]+)$.*?(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex VerbSection();

    [GeneratedRegex(@"^\| `(?<option>--[a-z-]+|[A-Z]+)\b", RegexOptions.Multiline)]
    private static partial Regex OptionRow();

    [GeneratedRegex(@"^\| (?<code>SLO\d+) \|", RegexOptions.Multiline)]
    private static partial Regex FaultRow();

    [GeneratedRegex(@"^\| (?<code>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex CodeRow();
}
