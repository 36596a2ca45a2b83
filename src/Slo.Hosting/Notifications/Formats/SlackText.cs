namespace Slo.Hosting.Notifications.Formats;

internal sealed record SlackText(string Type, string Text);
