namespace Slo.Hosting.Notifications.PagerDuty;

internal sealed record PagerDutyLink(string Href, string Text);
