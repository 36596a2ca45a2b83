namespace Slo.Hosting.Notifications.Slack;

internal sealed record SlackText(string Type, string Text);
