using Slo.Cli.Infrastructure;

namespace Slo.Cli.Definitions;

/// <summary>Reads the objectives of one definition file of any kind, for verbs that need valid definitions.</summary>
internal static class DefinitionFile
{
    /// <exception cref="ToolException">The file is not there (usage), or not valid (failed), with every error.</exception>
    internal static IReadOnlyList<SloObjective> Read(string path)
    {
        DefinitionSet set = DefinitionSources.Read([path], new SloReadOptions());
        return set switch
        {
            { Errors: > 0 } => throw new ToolException(set.ExitCode,
                set.Findings.Where(finding => finding.Severity == SloFindingSeverity.Error).Select(finding => finding.ToString())),
            { Objectives.Count: 0 } => throw new ToolException(ExitCode.Failed, $"{path}: declares no objectives"),
            _ => set.Objectives,
        };
    }

    /// <summary>One objective of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Compared without case; null if the file has only one.</param>
    internal static SloObjective Read(string path, string? name)
    {
        IReadOnlyList<SloObjective> objectives = Read(path);
        var names = string.Join(", ", objectives.Select(objective => objective.Name));
        if (name is null)
        {
            return objectives.Count == 1
                ? objectives[0]
                : throw new ToolException(
                    ExitCode.Usage, $"{path}: declares {objectives.Count} objectives; select one with --name: {names}");
        }

        return objectives.FirstOrDefault(objective => objective.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ToolException(ExitCode.Usage, $"{path}: declares no objective '{name}'; there are: {names}");
    }
}
