using Slo.Hosting.Logging;

namespace Slo.Hosting.Notifications;

/// <summary>Reads the members of a target. A member that throws is a fault of the configuration like others, and so all faults of all
/// targets are reported together.</summary>
internal sealed class TargetReading
{
    private readonly List<string> _faults = [];
    private readonly SloNotificationTarget _target;

    internal TargetReading(SloNotificationTarget target)
    {
        _target = target;
        if (!IsName(target.Name))
        {
            _faults.Add($"{target.Path}: the name '{target.Name}' must be 1 to 63 letters, digits, '-', '_' or '.', for example on-call");
        }

        var named = _faults.Count;
        var own = Read<string[]>(nameof(target.GetFaults), () => [.. target.GetFaults()], []);
        _faults.AddRange(own.Select(fault => $"{target.Path}:{fault}"));
        IReadOnlyList<NotificationSetting> settings = Read(nameof(target.DescribeSettings), () => target.Settings().All, []);
        _faults.AddRange(settings.Select(setting => setting.Fault).OfType<string>().Select(fault => $"{target.Path}:{fault}"));
        var isSetRight = _faults.Count == named;
        Profile = Take(target, settings);

        // What the class itself gives. It may follow from a setting that is at fault already.
        if (isSetRight && Profile.BatchSize < 1)
        {
            _faults.Add(FormattableString.Invariant($"{target.Path}: BatchSize {Profile.BatchSize} must be at least 1"));
        }

        if (isSetRight && Profile.Policy.RepeatInterval is { } interval && interval < TimeSpan.FromSeconds(1))
        {
            _faults.Add($"{target.Path}: RepeatInterval {SloDuration.Format(interval)} must be at least 1s, or null for never");
        }
    }

    /// <summary>What is wrong. Secrets are named and never shown.</summary>
    internal IReadOnlyList<string> Faults => _faults;

    /// <summary>What was read; to be used if there are no faults.</summary>
    internal TargetProfile Profile { get; }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    private TargetProfile Take(SloNotificationTarget target, IReadOnlyList<NotificationSetting> settings) => new()
    {
        Target = target,
        Name = target.Name,
        MinimumSeverity = target.MinimumSeverity,
        Match = new Dictionary<string, string>(target.Match, StringComparer.Ordinal),
        Timeout = target.Timeout,
        FirstBackOff = target.FirstBackOff,
        Policy = new(
            target.Capacity, target.MaximumPerHour, target.GiveUpAfter,
            Read(nameof(target.RepeatInterval), () => target.RepeatInterval, null)),
        BatchSize = Read(nameof(target.BatchSize), () => target.BatchSize, 1),
        IsAlertPerSeverity = Read(nameof(target.IsAlertPerSeverity), () => target.IsAlertPerSeverity, false),
        Receiver = Read(nameof(target.Receiver), () => target.Receiver, "") ?? "",
        Settings = [.. settings.Select(setting => (setting.Key, setting.Value))],
    };

    private T Read<T>(string member, Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
#pragma warning disable CA1031 // Code of the app, which throws what it likes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _faults.Add($"{_target.Path}: {member} of {_target.GetType().Name} threw {Thrown.Where(exception)}");
            return otherwise;
        }
    }
}
