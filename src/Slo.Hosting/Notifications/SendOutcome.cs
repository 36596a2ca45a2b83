namespace Slo.Hosting.Notifications;

/// <summary>What became of one request.</summary>
internal enum SendOutcome
{
    Delivered,
    Retry,
    Refused,
}
