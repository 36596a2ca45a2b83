using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Slo.Cli.Conduct;

namespace Slo.Cli.Definitions;

/// <summary>Reads the objectives of a definition file: JSON as in appsettings, section <c>Slo</c>.</summary>
internal static class DefinitionFile
{
    /// <exception cref="ToolException">The file is not there (usage), or not valid (failed), with every fault.</exception>
    internal static IReadOnlyList<SloObjective> Read(string path)
    {
        IConfiguration section = Section(path, Load(path));
        SloOptions options = new();
        options.ReadFrom(section);
        try
        {
            IReadOnlyList<SloObjective> objectives = options.Build();
            return objectives.Count > 0 ? objectives : throw new ToolException(ExitCode.Failed, $"{path}: declares no objectives");
        }
        catch (SloDefinitionException exception)
        {
            throw new ToolException(ExitCode.Failed, string.Join(Environment.NewLine, exception.Faults.Select(fault => $"{path}: {fault}")));
        }
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
                : throw new ToolException(ExitCode.Usage, $"{path}: declares {objectives.Count} objectives; say which one with --name: {names}");
        }

        return objectives.FirstOrDefault(objective => objective.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ToolException(ExitCode.Usage, $"{path}: declares no objective '{name}'; there are: {names}");
    }

    private static IConfiguration Section(string path, IConfigurationRoot root) => (root.GetSection("Slo"), root.GetSection("Objectives")) switch
    {
        ({ } slo, _) when slo.GetChildren().Any() => slo,
        (_, { } objectives) when objectives.GetChildren().Any() => root,
        _ => throw new ToolException(
            ExitCode.Failed, $"{path}: has no section \"Slo\"; write {{ \"Slo\": {{ \"Objectives\": {{ \"checkout\": {{ \"TargetPercent\": 99.9 }} }} }} }}"),
    };

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever the parser throws, the file is at fault.")]
    private static IConfigurationRoot Load(string path)
    {
        using Stream stream = InputFile.Open(path);
        try
        {
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception exception)
        {
            throw new ToolException(ExitCode.Failed, $"{path}: is not JSON: {exception.GetBaseException().Message}");
        }
    }
}
