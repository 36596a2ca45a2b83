namespace Slo.Hosting.Notifications.Formats;

internal sealed record PagerDutyLink(string Href, string Text);
