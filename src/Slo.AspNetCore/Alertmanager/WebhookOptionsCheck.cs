namespace Slo.AspNetCore.Alertmanager;

/// <summary>
/// Refuses options that would leave the webhook open or unbounded by mistake. Messages name the option and never its value.
/// </summary>
internal static class WebhookOptionsCheck
{
    internal const int MinimumSecret = 16;

    internal static void ThrowIfFaulty(AlertmanagerWebhookOptions options)
    {
        string[] faults = [.. Faults(options)];
        if (faults.Length > 0)
        {
            throw new ArgumentException("MapAlertmanagerWebhook: " + string.Join("; ", faults));
        }
    }

    private static IEnumerable<string> Faults(AlertmanagerWebhookOptions options)
    {
        foreach ((string name, string? secret) in new (string, string?)[] {
            (nameof(options.BearerToken), options.BearerToken), (nameof(options.BasicPassword), options.BasicPassword),
                (nameof(options.SigningSecret), options.SigningSecret) })
        {
            if (secret is { Length: < MinimumSecret })
            {
                yield return $"{name} has {secret.Length} characters, but needs {MinimumSecret}: is the configuration complete?";
            }
        }

        if (options.BasicUser is null != options.BasicPassword is null
            || options.BasicUser?.Contains(':', StringComparison.Ordinal) == true)
        {
            yield return "BasicUser and BasicPassword must be set together, and the user must not contain a colon";
        }

        if (options.MaximumBodyBytes is < 1024 or > 16 * 1024 * 1024)
        {
            yield return $"MaximumBodyBytes {options.MaximumBodyBytes}: must be from 1024 to 16777216";
        }

        if (options.MaximumAlerts is < 1 or > 10_000)
        {
            yield return $"MaximumAlerts {options.MaximumAlerts}: must be from 1 to 10000";
        }

        if (options.ReceiveTimeout < TimeSpan.FromMilliseconds(100) || options.ReceiveTimeout > TimeSpan.FromMinutes(5))
        {
            yield return $"ReceiveTimeout {SloDuration.Format(options.ReceiveTimeout)}: must be from 100ms to 5m";
        }
    }
}
