namespace Slo.Hosting.Notifications.Slack;

internal sealed record SlackBlock(string Type, SlackText Text);
