namespace Slo.Hosting.Tests.Notifications;

/// <summary>A request as it came in, and when.</summary>
internal sealed record ReceivedRequest(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers, long Timestamp);
