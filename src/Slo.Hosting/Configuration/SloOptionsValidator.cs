using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo.Hosting.Notifications;

namespace Slo.Hosting.Configuration;

/// <summary>Builds every objective and reports every fault at once. Hand-written, because generated validators do not reach into collections.</summary>
internal sealed class SloOptionsValidator(IHostEnvironment? environment = null) : IValidateOptions<SloOptions>
{
    public ValidateOptionsResult Validate(string? name, SloOptions options)
    {
        List<string> faults = [.. options.Faults];
        if (options.EvaluationInterval < TimeSpan.FromMilliseconds(100) || options.EvaluationInterval > TimeSpan.FromMinutes(1))
        {
            faults.Add($"EvaluationInterval {SloDuration.Format(options.EvaluationInterval)}: must be from 100ms to 1m, for example 1s");
        }

        if (options.AlertHandlerTimeout < TimeSpan.FromMilliseconds(100) || options.AlertHandlerTimeout > TimeSpan.FromHours(1))
        {
            faults.Add($"AlertHandlerTimeout {SloDuration.Format(options.AlertHandlerTimeout)}: must be from 100ms to 1h, for example 10s");
        }

        faults.AddRange(NotificationFaults.Of(options.Notifications));
        List<SloObjective> built = [];
        foreach (SloObjectiveBuilder objective in options.Objectives)
        {
            try
            {
                built.Add(objective.DefaultService(options.ServiceName ?? environment?.ApplicationName).Build());
            }
            catch (SloDefinitionException exception)
            {
                faults.AddRange(exception.Faults);
            }
        }

        foreach (IGrouping<string, SloObjectiveBuilder> group in
            options.Objectives.GroupBy(objective => objective.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            faults.Add($"objective '{group.Key}': is declared {group.Count()} times ({string.Join(", ", group.Select(objective => $"'{objective.Name}'"))}; "
                + "names are compared without case); give each a name of its own");
        }

        options.Built = built;
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
