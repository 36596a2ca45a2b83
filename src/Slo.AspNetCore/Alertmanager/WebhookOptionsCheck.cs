namespace Slo.AspNetCore.Alertmanager;

/// <summary>
/// Rejects options that would leave the webhook open or unbounded by mistake. Messages name the option and never its value.
/// </summary>
internal static class WebhookOptionsCheck
{
    internal const int MinimumSecret = 16;

    internal static void ThrowIfFaulty(AlertmanagerWebhookOptions options)
    {
        SloFinding[] errors = [.. Check(options)];
        if (errors.Length > 0)
        {
            throw new ArgumentException("MapAlertmanagerWebhook: " + string.Join("; ", errors.AsEnumerable()));
        }
    }

    private static IEnumerable<SloFinding> Check(AlertmanagerWebhookOptions options)
    {
        foreach ((string name, string? secret) in new (string, string?)[] {
            (nameof(options.BearerToken), options.BearerToken), (nameof(options.BasicPassword), options.BasicPassword),
                (nameof(options.SigningSecret), options.SigningSecret) })
        {
            if (secret is { Length: < MinimumSecret })
            {
                yield return SloFinding.Error(
                    SloFindingCodes.WebhookOption,
                    $"{name} has {secret.Length} characters, but needs {MinimumSecret}: is the configuration complete?", name);
            }
        }

        if (options.BasicUser is null != options.BasicPassword is null
            || options.BasicUser?.Contains(':', StringComparison.Ordinal) == true)
        {
            yield return SloFinding.Error(
                SloFindingCodes.WebhookOption,
                "BasicUser and BasicPassword must be set together, and the user must not contain a colon", nameof(options.BasicUser));
        }

        if (options.IncidentLabels?.Any(string.IsNullOrWhiteSpace) == true)
        {
            yield return SloFinding.Error(
                SloFindingCodes.WebhookOption, "IncidentLabels must be names of labels, and one of them is empty",
                nameof(options.IncidentLabels));
        }

        foreach (SloFinding error in CheckLimits(options))
        {
            yield return error;
        }
    }

    private static IEnumerable<SloFinding> CheckLimits(AlertmanagerWebhookOptions options)
    {
        if (options.MaximumBodyBytes is < 1024 or > 16 * 1024 * 1024)
        {
            yield return SloFinding.Error(
                SloFindingCodes.WebhookOption,
                $"MaximumBodyBytes {options.MaximumBodyBytes}: must be from 1024 to 16777216", nameof(options.MaximumBodyBytes));
        }

        if (options.MaximumAlerts is < 1 or > 10_000)
        {
            yield return SloFinding.Error(
                SloFindingCodes.WebhookOption,
                $"MaximumAlerts {options.MaximumAlerts}: must be from 1 to 10000", nameof(options.MaximumAlerts));
        }

        if (options.ReceiveTimeout < TimeSpan.FromMilliseconds(100) || options.ReceiveTimeout > TimeSpan.FromMinutes(5))
        {
            yield return SloFinding.Error(
                SloFindingCodes.WebhookOption,
                $"ReceiveTimeout {SloDuration.Format(options.ReceiveTimeout)}: must be from 100ms to 5m", nameof(options.ReceiveTimeout));
        }
    }
}
