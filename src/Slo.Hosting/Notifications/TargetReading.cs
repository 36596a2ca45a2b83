using Slo.Hosting.Configuration;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Notifications;

/// <summary>Reads the members of a target. A member that throws is an error of the configuration like others, and so all errors of all
/// targets are reported together.</summary>
internal sealed class TargetReading
{
    private readonly List<SloFinding> _findings = [];
    private readonly SloNotificationTarget _target;

    internal TargetReading(SloNotificationTarget target)
    {
        _target = target;
        if (!IsName(target.Name))
        {
            _findings.Add(SloFinding.Error(
                SloFindingCodes.NotificationName,
                $"{target.Path}: the name '{target.Name}' must be 1 to 63 letters, digits, '-', '_' or '.', for example oncall",
                target.Path));
        }

        var named = _findings.Count;
        var own = Read<string[]>(nameof(target.GetFaults), () => [.. target.GetFaults()], []);
        var rejected = _findings.Count;
        IReadOnlyList<Setting> settings = Read(nameof(target.DescribeSettings), () => target.Settings().All, []);
        _findings.InsertRange(rejected, own.Select(problem => SloFinding.Error(
            SloFindingCodes.NotificationTarget, $"{target.Path}:{problem}", PathOf(problem, settings))));
        _findings.AddRange(settings.Where(setting => setting.Problem is not null).Select(setting => SloFinding.Error(
            SloFindingCodes.NotificationSetting, $"{target.Path}:{setting.Problem}", $"{target.Path}:{setting.Key}")));
        var isSetRight = _findings.Count == named;
        Profile = Take(target, settings);

        // What the class itself gives. It may follow from a setting that is rejected already.
        if (isSetRight)
        {
            CheckLimits();
        }
    }

    /// <summary>What is wrong. Secrets are named and never shown.</summary>
    internal IReadOnlyList<SloFinding> Findings => _findings;

    /// <summary>What was read; to be used if there are no findings.</summary>
    internal TargetProfile Profile { get; }

    private void CheckLimits()
    {
        if (Profile.BatchSize < 1)
        {
            _findings.Add(SloFinding.Error(
                SloFindingCodes.NotificationLimit,
                FormattableString.Invariant($"{_target.Path}: BatchSize {Profile.BatchSize} must be at least 1"), _target.Path));
        }

        if (Profile.Policy.RepeatInterval is { } interval && interval < TimeSpan.FromSeconds(1))
        {
            _findings.Add(SloFinding.Error(
                SloFindingCodes.NotificationLimit,
                $"{_target.Path}: RepeatInterval {SloDuration.Format(interval)} must be at least 1s, or null for never", _target.Path));
        }
    }

    // The texts of a target begin with the setting that they are about.
    private string PathOf(string problem, IReadOnlyList<Setting> settings) =>
        settings.FirstOrDefault(setting => problem.StartsWith($"{setting.Key}:", StringComparison.Ordinal)
            || problem.StartsWith($"{setting.Key} ", StringComparison.Ordinal)) is { } about
            ? $"{_target.Path}:{about.Key}" : _target.Path;

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    private TargetProfile Take(SloNotificationTarget target, IReadOnlyList<Setting> settings) => new()
    {
        Target = target,
        Name = target.Name,
        MinimumSeverity = target.MinimumSeverity,
        Match = new Dictionary<string, string>(target.Match, StringComparer.Ordinal),
        ResolveOnStop = target.ResolveOnStop,
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
            _findings.Add(SloFinding.Error(
                SloFindingCodes.NotificationMemberThrew,
                $"{_target.Path}: {member} of {_target.GetType().Name} threw {Thrown.Where(exception)}", _target.Path));
            return otherwise;
        }
    }
}
