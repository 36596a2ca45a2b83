namespace Slo.Hosting.Notifications.Formats;

internal sealed record SlackBlock(string Type, SlackText Text);
