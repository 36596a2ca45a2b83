using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Diff;

/// <summary><c>slo diff</c>: compares two sets of definitions by their meaning, independent of their format.</summary>
internal sealed class DiffVerb : Verb
{
    private readonly Argument<string> _before = new("before")
    {
        Description = "The old definitions: file, folder, pattern, or - for standard input.",
    };

    private readonly Argument<string?> _after = new("after")
    {
        Description = "The new definitions; the format may be different. With --url the app has the old ones, and before are the new ones.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly AppDefinitions _app = new();

    private readonly Option<string> _failOn = new("--fail-on")
    {
        Description = "What gives exit code 1: any difference; loosened, one that promises less (a lower target, a slower threshold, a "
            + "removed or looser objective or rule) or may do so (another indicator or method); never.",
        DefaultValueFactory = _ => "never",
    };

    private readonly Option<string> _format = CommonOptions.Format("text", "json");

    internal DiffVerb()
        : base("diff", "Compare two sets of definitions by their meaning.")
    {
        _failOn.AcceptOnlyFromAmong("any", "loosened", "never");
        Add(_before);
        Add(_after);
        _app.AddTo(this);
        Add(_failOn);
        Add(_format);
        SetAction(Run);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo diff old/ slo/",
        "slo diff --url http://localhost:5080/slo/api appsettings.json",
        "git show main:appsettings.json | slo diff - appsettings.json --fail-on loosened",
    ];

    private int Run(ParseResult arguments)
    {
        var configuration = ToolConfiguration.Of(arguments);
        (DefinitionSet old, DefinitionSet now) = Read(arguments);
        DefinitionSet both = new([.. old.Objectives, .. now.Objectives], [.. old.Findings, .. now.Findings]);
        both.Require(configuration);
        IReadOnlyList<SloDefinitionDifference> differences = SloDefinitionDiff.Compare(old.Objectives, now.Objectives);
        if (arguments.GetValue(_format) == "json")
        {
            WriteJson(configuration.Output, differences);
        }
        else if (differences.Count == 0)
        {
            configuration.Output.WriteLine("no difference");
        }
        else
        {
            foreach (SloDefinitionDifference difference in differences)
            {
                configuration.Output.WriteLine(difference.ToString());
            }
        }

        return arguments.GetValue(_failOn) switch
        {
            "any" when differences.Count > 0 => ExitCode.Failed,
            "loosened" when differences.Any(PromisesLess) => ExitCode.Failed,
            _ => ExitCode.Ok,
        };
    }

    private (DefinitionSet Old, DefinitionSet Now) Read(ParseResult arguments)
    {
        (string before, string? after) = (arguments.GetRequiredValue(_before), arguments.GetValue(_after));
        JsonDefinitions? app = _app.Read(arguments);
        if ((app is null) == (after is null))
        {
            throw new ToolException(ExitCode.Usage, "compares two sets of definitions: give two paths, or --url and one path");
        }

        if (before == "-" && after == "-")
        {
            throw new ToolException(ExitCode.Usage, "only one of the two can be standard input");
        }

        string[] old = app is null ? [before] : [];
        return (
            DefinitionSources.Read(old, new SloReadOptions(), app: app), DefinitionSources.Read([after ?? before], new SloReadOptions()));
    }

    // With another indicator or budgeting method, the definition may promise less.
    private static bool PromisesLess(SloDefinitionDifference difference) => difference.Kind
        is SloDifferenceKind.TargetLoosened or SloDifferenceKind.LatencyLoosened or SloDifferenceKind.Removed
        or SloDifferenceKind.RuleRemoved or SloDifferenceKind.RuleLoosened or SloDifferenceKind.Indicator or SloDifferenceKind.Method;

    private static void WriteJson(TextWriter output, IReadOnlyList<SloDefinitionDifference> differences) => JsonResult.Write(output, json =>
    {
        json.WriteStartArray("differences");
        foreach (SloDefinitionDifference difference in differences)
        {
            json.WriteStartObject();
            json.WriteString("name", difference.Name);
            json.WriteString("kind", char.ToLowerInvariant(difference.Kind.ToString()[0]) + difference.Kind.ToString()[1..]);
            json.WriteStringOrNull("before", difference.Before);
            json.WriteStringOrNull("after", difference.After);
            json.WriteBoolean("promisesLess", PromisesLess(difference));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
