namespace Slo.Hosting.Configuration;

/// <summary>What is known of a configuration file.</summary>
/// <param name="Problem">Why it cannot be read; null: it can.</param>
/// <param name="Content">Its content now.</param>
/// <param name="IsUnread">Whether it changed since its provider read it, or failed to: reading it will be a change of its own.</param>
internal readonly record struct FileState(string? Problem, FileLook Content, bool IsUnread);
