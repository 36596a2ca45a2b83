using System.Text;
using Slo.Hosting.Notifications.Slack;

namespace Slo;

/// <summary>A Slack incoming webhook: a message for each change. Its address is the secret.</summary>
/// <remarks>The three characters by which Slack knows mentions and links are escaped, so that no text of an objective calls a
/// channel.</remarks>
public sealed class SlackNotificationTarget : SloHttpNotificationTarget
{
    internal const int MaximumText = 3000;

    /// <inheritdoc/>
    protected internal override HttpContent CreateContent(SloNotificationBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        SloNotification notification = batch.Notifications[0];
        List<SlackBlock> blocks = [Section($"*{Escape(notification.Title, MaximumText - 2)}*")];
        if (Facts(notification) is { Length: > 0 } facts)
        {
            blocks.Add(Section(facts));
        }

        string?[] both = [Link(notification.RunbookUrl, "Runbook"), Link(notification.DashboardUrl, "Dashboard")];
        var links = string.Join("  ", both.OfType<string>());
        if (links.Length is > 0 and <= MaximumText)
        {
            blocks.Add(Section(links));
        }

        return CreateJson(new SlackMessage(Escape(notification.Title, MaximumText), blocks), SlackJson.Relaxed.SlackMessage);
    }

    private static string Facts(SloNotification notification)
    {
        StringBuilder facts = new();
        foreach ((var name, var value) in notification.Text.Facts.Where(fact => fact.Key is not ("Runbook" or "Dashboard")))
        {
            var head = $"{(facts.Length > 0 ? "\n" : "")}*{name}:* ";
            var room = MaximumText - facts.Length - head.Length;
            if (room < 50)
            {
                break;
            }

            facts.Append(head).Append(Escape(value, room));
        }

        return facts.ToString();
    }

    private static SlackBlock Section(string text) => new("section", new SlackText("mrkdwn", text));

    private static string? Link(string? url, string name) => url is null ? null
        : $"<{url.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal)
            .Replace(">", "%3E", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal)}|{name}>";

    private static string Escape(string text, int length)
    {
        StringBuilder escaped = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            var next = rune.Value switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => rune.ToString() };
            if (escaped.Length + next.Length > length - 1)
            {
                return escaped.Append('…').ToString();
            }

            escaped.Append(next);
        }

        return escaped.ToString();
    }
}
