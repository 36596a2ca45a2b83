namespace Slo.Hosting.Notifications;

/// <summary>What became of one request, and why, in words that hold no secret.</summary>
/// <param name="Outcome">Whether it is worth another try.</param>
/// <param name="Reason">For the log: a status code or the kind of error, never an address or a message from outside.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone.</param>
internal readonly record struct SendResult(SendOutcome Outcome, string Reason = "", TimeSpan RetryAfter = default);
