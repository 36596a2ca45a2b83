using System.Globalization;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Replay;

/// <summary>The objective with one thing changed: <c>target=99.95</c>, or <c>rules=FILE#OBJECTIVE</c>.</summary>
internal static class WhatIf
{
    internal static SloObjective Apply(string change, SloObjective objective)
    {
        SloObjectiveBuilder builder = SloObjectiveBuilder.From(objective);
        try
        {
            return change.Split('=', 2) switch
            {
                ["target", var text] when decimal.TryParse(
                    text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) =>
                    builder.TargetPercent(percent).Build(),
                ["rules", { Length: > 0 } file] => builder.RulesOf(Other(file)).Build(),
                _ => throw new ToolException(ExitCode.Usage,
                    $"--what-if '{change}': must be target=PERCENT (target=99.95) or rules=FILE#OBJECTIVE"),
            };
        }
        catch (SloDefinitionException exception)
        {
            throw new ToolException(ExitCode.Usage, $"--what-if '{change}': {string.Join("; ", exception.Findings)}");
        }
    }

    /// <summary>The change as the head of a column: of a file its name.</summary>
    internal static string Title(string change) =>
        change.StartsWith("rules=", StringComparison.Ordinal) ? "rules=" + Path.GetFileName(change["rules=".Length..]) : change;

    private static SloObjective Other(string file)
    {
        var hash = file.LastIndexOf('#');
        return hash < 0 ? DefinitionFile.Read(file, null) : DefinitionFile.Read(file[..hash], file[(hash + 1)..]);
    }
}
