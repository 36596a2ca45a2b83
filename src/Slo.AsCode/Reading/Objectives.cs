using Slo.AsCode.Yaml;

namespace Slo.AsCode.Reading;

/// <summary>Builds an objective, and reports the faults and warnings of the engine.</summary>
internal static class Objectives
{
    internal static SloObjective? Build(SloObjectiveBuilder builder, YamlNode at, FileFindings findings)
    {
        try
        {
            SloObjective objective = builder.Build();
            foreach (var warning in objective.Warnings)
            {
                findings.Warn(Codes.Doubtful, at, warning);
            }

            return objective;
        }
        catch (SloDefinitionException exception)
        {
            foreach (var fault in exception.Faults)
            {
                findings.Error(Codes.Refused, at, fault);
            }

            return null;
        }
    }
}
