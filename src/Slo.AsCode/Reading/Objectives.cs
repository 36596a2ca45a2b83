using Slo.AsCode.Yaml;

namespace Slo.AsCode.Reading;

/// <summary>Builds an objective, and reports the errors and warnings of the engine.</summary>
internal static class Objectives
{
    internal static SloObjective? Build(SloObjectiveBuilder builder, YamlNode at, FileFindings findings)
    {
        try
        {
            SloObjective objective = builder.Build();
            Report(objective.Warnings);
            List<SloFinding> ofPolicy = [];
            foreach (SloPolicy policy in SloPolicy.OfAnnotations([objective], ofPolicy.Add))
            {
                ofPolicy.AddRange(policy.Check(SloPolicy.Annotation));
            }

            Report(ofPolicy);
            return ofPolicy.Count == 0 ? objective : null;
        }
        catch (SloDefinitionException exception)
        {
            Report(exception.Findings);
            return null;
        }

        void Report(IReadOnlyList<SloFinding> found)
        {
            foreach (SloFinding finding in found)
            {
                findings.Report(finding, at);
            }
        }
    }
}
