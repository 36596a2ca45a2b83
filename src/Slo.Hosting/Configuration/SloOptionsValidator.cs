using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Slo.Hosting.Configuration;

/// <summary>Builds every objective and reports all faults at once. Generated validators do not validate collections.</summary>
internal sealed class SloOptionsValidator(IHostEnvironment? environment = null) : IValidateOptions<SloOptions>
{
    public ValidateOptionsResult Validate(string? name, SloOptions options)
    {
        List<string> faults = options.Check(environment?.ApplicationName);
        if (!string.IsNullOrEmpty(name) && options.Notifications.Targets.Count > 0)
        {
            faults.Add("Notifications: belong to the host and apply to the alerts of every set; declare them in the default set, "
                + "AddSlo without a name");
        }

        if (faults.Count > 0)
        {
            options.Notifications.Release();
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(string.IsNullOrEmpty(name) ? faults : faults.Select(fault => $"set '{name}': {fault}"));
    }
}
