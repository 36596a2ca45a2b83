namespace Slo.Hosting.Configuration;

/// <summary>One setting of a notification target or of a source.</summary>
/// <param name="Key">Its key in configuration.</param>
/// <param name="Value">The value now, to be compared. It may be a secret.</param>
/// <param name="Read">Takes over what a section says.</param>
/// <param name="Problem">What is wrong with the value; null: nothing.</param>
/// <param name="Form">What the key holds.</param>
internal sealed record Setting(string Key, object? Value, Action<SectionReader> Read, string? Problem, SectionForm Form);
