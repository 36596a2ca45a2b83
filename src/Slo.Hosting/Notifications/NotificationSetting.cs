using Slo.Hosting.Configuration;

namespace Slo.Hosting.Notifications;

/// <summary>One setting of a target.</summary>
/// <param name="Key">Its key in configuration.</param>
/// <param name="Value">The value now, to be compared. It may be a secret.</param>
/// <param name="Read">Takes over what a section says.</param>
/// <param name="Problem">What is wrong with the value; null: nothing.</param>
/// <param name="Form">What the key holds.</param>
internal sealed record NotificationSetting(string Key, object? Value, Action<SectionReader> Read, string? Problem, SectionForm Form);
