namespace Slo.Hosting.Notifications.Slack;

/// <summary>A message for Slack's incoming webhook: the text is for notifications, the blocks are for the channel.</summary>
internal sealed record SlackMessage(string Text, IReadOnlyList<SlackBlock> Blocks);
