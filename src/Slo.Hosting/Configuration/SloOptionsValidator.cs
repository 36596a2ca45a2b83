using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Slo.Hosting.Configuration;

/// <summary>Builds every objective and reports all errors at once. Generated validators do not validate collections.</summary>
internal sealed class SloOptionsValidator(IHostEnvironment? environment = null, IConfiguration? configuration = null)
    : IValidateOptions<SloOptions>
{
    private const string OpenTelemetryName = "OTEL_SERVICE_NAME";

    public ValidateOptionsResult Validate(string? name, SloOptions options)
    {
        List<SloFinding> errors = options.Check(ServiceName());
        if (!string.IsNullOrEmpty(name) && options.Notifications.Targets.Count > 0)
        {
            errors.Add(SloFinding.Error(
                SloFindingCodes.NotAllowedHere, "Notifications: belong to the host and apply to the alerts of every set; declare them in "
                + "the default set, AddSlo without a name", "Notifications"));
        }

        if (errors.Count > 0)
        {
            options.Notifications.Release();
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(errors.Select(error => string.IsNullOrEmpty(name) ? error.ToString() : $"set '{name}': {error}"));
    }

    // As OpenTelemetry names it, so that metrics, traces and objectives of the app have the same name.
    private string? ServiceName() => new[]
    {
        configuration?[OpenTelemetryName], Environment.GetEnvironmentVariable(OpenTelemetryName), environment?.ApplicationName,
    }.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));
}
