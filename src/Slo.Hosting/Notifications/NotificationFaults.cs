namespace Slo.Hosting.Notifications;

/// <summary>What is wrong with targets. Secrets are named and never shown.</summary>
internal static class NotificationFaults
{
    internal static IEnumerable<string> Of(SloNotificationOptions options) =>
    [
        .. options.Targets.SelectMany(Of),
        .. options.Targets.GroupBy(target => target.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => $"Notifications:{group.Key}: is declared {group.Count()} times (names are compared without case); "
                + "give each a name of its own"),
    ];

    private static IEnumerable<string> Of(SloNotificationTarget target)
    {
        if (!IsName(target.Name))
        {
            yield return $"{target.Path}: the name '{target.Name}' must be 1 to 63 letters, digits, '-', '_' or '.', for example on-call";
        }

        string[] faults = [.. target.GetFaults(), .. target.Settings().All.Select(setting => setting.Fault).OfType<string>()];
        foreach (var fault in faults)
        {
            yield return $"{target.Path}:{fault}";
        }

        // What the class itself gives. It may follow from a setting that is at fault already.
        if (faults.Length == 0 && target.BatchSize < 1)
        {
            yield return FormattableString.Invariant($"{target.Path}: BatchSize {target.BatchSize} must be at least 1");
        }

        if (faults.Length == 0 && target.RepeatInterval is { } interval && interval < TimeSpan.FromSeconds(1))
        {
            yield return $"{target.Path}: RepeatInterval {SloDuration.Format(interval)} must be at least 1s, or null for never";
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
