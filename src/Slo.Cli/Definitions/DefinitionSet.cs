using Slo.Cli.Infrastructure;

namespace Slo.Cli.Definitions;

/// <summary>What files of any kind declare together, and everything found in them, sorted by place.</summary>
internal sealed record DefinitionSet(IReadOnlyList<SloObjective> Objectives, IReadOnlyList<SloFinding> Findings)
{
    /// <summary>Settings of the host beside the objectives, with their places: no other form has them.</summary>
    internal IReadOnlyList<SloFinding> HostSettings { get; init; } = [];

    /// <summary>The error-budget policies, with those of annotations.</summary>
    internal IReadOnlyList<SloPolicy> Policies { get; init; } = [];

    internal int Errors => Findings.Count(finding => finding.Severity == SloFindingSeverity.Error);

    internal int Warnings => Findings.Count - Errors;

    /// <summary>A file that is not there is an error of the command line.</summary>
    internal int ExitCode => Errors == 0 ? Infrastructure.ExitCode.Ok
        : Findings.Any(finding => finding.Code is SloFindingCodes.Unreadable or SloFindingCodes.NoFile) ? Infrastructure.ExitCode.Usage
        : Infrastructure.ExitCode.Failed;

    /// <summary>The objectives, if nothing was refused and there are any. What was found is noted.</summary>
    /// <exception cref="ToolException">Something was refused, or nothing is declared.</exception>
    internal IReadOnlyList<SloObjective> Require(ToolConfiguration configuration)
    {
        WriteFindings(configuration.Error);
        if (Errors > 0)
        {
            throw new ToolException(ExitCode, $"{Display.Count(Errors, "error")} in the definitions; 'slo validate' lists only them");
        }

        return Objectives.Count > 0 ? Objectives : throw new ToolException(
            Infrastructure.ExitCode.Failed, "the input declares no objective");
    }

    internal void WriteFindings(TextWriter output)
    {
        foreach (SloFinding finding in Findings)
        {
            output.WriteLine(finding.ToString());
        }
    }
}
