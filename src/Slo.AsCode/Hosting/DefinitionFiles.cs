using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Slo.AsCode.Hosting;

/// <summary>Reads the definition files whenever the options of their set are made: at start, and at every reload.</summary>
internal sealed class DefinitionFiles(string set, string[] paths, SloReadOptions options,
    ILogger logger) : IConfigureNamedOptions<SloOptions>
{
    private const string Published =
        "; YAML files below the folder slo of a project are published with the app, other files need CopyToPublishDirectory";

    public void Configure(SloOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, SloOptions target)
    {
        if (name != set)
        {
            return;
        }

        SloDefinitionSet definitions = SloDefinitionReader.ReadFiles(paths, options);
        foreach (SloFinding finding in definitions.Findings)
        {
            if (finding.Severity == SloFindingSeverity.Error)
            {
                target.AddFinding(
                    finding.Code == SloFindingCodes.NoFile ? finding with { Message = finding.Message + Published } : finding);
            }
            else
            {
                logger.DefinitionFinding(finding.Code, finding.File, finding.Line, finding.Column, finding.Text);
            }
        }

        foreach (SloObjective objective in definitions.Objectives)
        {
            target.AddObjective(objective);
        }
    }
}
