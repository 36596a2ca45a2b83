using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Slo.Cli;
using Slo.Testing;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Slo.Tests.Docs;

/// <summary>docs/policies.md: the pipelines are YAML as their systems read it, and every command in it is one of the tool.</summary>
public sealed partial class PoliciesPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "policies.md"));

    [Fact]
    public void Workflow_OfGitHub_HasJobsOfSteps()
    {
        YamlMappingNode workflow = Yaml("on:");
        Assert.Equal(["name", "on", "permissions", "jobs"], Keys(workflow));
        foreach (YamlMappingNode job in ((YamlMappingNode)workflow["jobs"]).Children.Values.Cast<YamlMappingNode>())
        {
            Assert.Contains("runs-on", Keys(job));
            Assert.All(((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>(), step => Assert.Single(Keys(step), key => key is "uses" or "run"));
        }
    }

    [Fact]
    public void Pipeline_OfGitLab_HasJobsWithScripts_InItsStages()
    {
        YamlMappingNode pipeline = Yaml("stages:");
        IEnumerable<string> stages = ((YamlSequenceNode)pipeline["stages"]).Select(stage => stage.ToString());
        string[] settings = ["stages", "default", "variables"];
        YamlMappingNode[] jobs = [.. pipeline.Children.Where(pair => !settings.Contains(pair.Key.ToString())).Select(pair => (YamlMappingNode)pair.Value)];

        Assert.Equal(3, jobs.Length);
        Assert.All(jobs, job => Assert.Contains(job["stage"].ToString(), stages));
        Assert.All(jobs, job => Assert.IsType<YamlSequenceNode>(job["script"]));
    }

    [Fact]
    public void Scripts_AreShellCode()
    {
        foreach (var script in Scripts())
        {
            using var shell = Process.Start(new ProcessStartInfo("bash", ["-n"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
            shell.StandardInput.Write(script);
            shell.StandardInput.Close();
            var error = shell.StandardError.ReadToEnd();
            shell.WaitForExit();
            Assert.True(shell.ExitCode == 0, $"{script}: {error}");
        }
    }

    [Fact]
    public void EveryCommand_IsOneOfTheTool()
    {
        string[] lines = [.. Scripts().Concat(Blocks("sh")).SelectMany(script => script.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Select(line => line.Trim()).Where(line => line.StartsWith("slo ", StringComparison.Ordinal))];

        Assert.Equal(12, lines.Length);
        Assert.All(lines, line =>
        {
            ParseResult command = SloTool.Create().Parse([.. Words(line).Skip(1)]);
            Assert.True(command.Errors.Count == 0 && command.CommandResult.Command is Cli.Infrastructure.Verb, $"{line}: {string.Join("; ", command.Errors.Select(error => error.Message))}");
        });
    }

    // The example in configuration and the one in annotations are the same policy.
    [Fact]
    public void Examples_AreValidAndAlike()
    {
        SloOptions options = new();
        var annotations = (YamlMappingNode)Yaml("annotations:")["annotations"];
        options.AddObjective("checkout", objective =>
        {
            objective.TargetPercent(99.9m).Service("shop");
            foreach ((YamlNode key, YamlNode value) in annotations.Children)
            {
                objective.Annotation(key.ToString(), value.ToString());
            }
        });
        options.ReadFrom(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Blocks("json").First()))).Build().GetSection("Slo"));
        IReadOnlyList<SloObjective> built = options.Build();
        SloPolicy declared = Assert.Single(options.Policies);
        SloPolicy annotated = Assert.Single(SloPolicy.OfAnnotations(built));

        Assert.Equal(Text(declared), Text(annotated));

        static string Text(SloPolicy policy) =>
            $"{policy.WhoMayOverride}: {string.Join("; ", policy.Levels.Select(level => $"{level}: {string.Join(", ", level.Actions)}"))}";
    }

    [Fact]
    public void Table_OfActions_HasEveryAction() =>
        Assert.All(SloPolicyAction.All, action => Assert.Contains(action.Word, Page, StringComparison.Ordinal));

    private static IEnumerable<string> Scripts() => Blocks("yaml").Select(Parse).SelectMany(node => node.AllNodes.OfType<YamlMappingNode>())
        .SelectMany(node => node.Children).Where(pair => pair.Key.ToString() is "run" or "script" or "before_script")
        .SelectMany(pair => pair.Value is YamlSequenceNode all ? all.Select(one => one.ToString()) : [pair.Value.ToString()]);

    private static YamlMappingNode Yaml(string line) => Parse(Blocks("yaml").Single(block => block.Split('\n').Contains(line) || block.StartsWith(line, StringComparison.Ordinal)));

    private static YamlMappingNode Parse(string text)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static IEnumerable<string> Keys(YamlMappingNode node) => node.Children.Keys.Select(key => key.ToString());

    private static IEnumerable<string> Blocks(string language) =>
        Block().Matches(Page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value);

    // As a shell splits it, up to a redirection; variables stay what they are.
    private static IEnumerable<string> Words(string line) => Word().Matches(line).Select(match => match.Value.Trim('\'', '"')).TakeWhile(word => word != ">>");

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""")]
    private static partial Regex Word();
}
