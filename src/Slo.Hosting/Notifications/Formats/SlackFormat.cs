using System.Text;

namespace Slo.Hosting.Notifications.Formats;

/// <summary>Slack. The three characters by which it knows mentions and links are escaped, so that no text of ours calls a channel.</summary>
internal sealed class SlackFormat : NotificationFormat
{
    internal const int MaximumText = 3000;

    private protected override byte[] Render(IReadOnlyList<Notification> notifications, DateTimeOffset now)
    {
        Notification notification = notifications[0];
        AlertText text = new(notification);
        List<SlackBlock> blocks = [Section($"*{Escape(text.Title, MaximumText - 2)}*")];
        StringBuilder facts = new();
        foreach ((var name, var value) in text.Facts.Where(fact => fact.Key is not ("Runbook" or "Dashboard")))
        {
            var head = $"{(facts.Length > 0 ? "\n" : "")}*{name}:* ";
            var room = MaximumText - facts.Length - head.Length;
            if (room < 50)
            {
                break;
            }

            facts.Append(head).Append(Escape(value, room));
        }

        if (facts.Length > 0)
        {
            blocks.Add(Section(facts.ToString()));
        }

        var links = string.Join("  ", ((string[])[Link(notification, "runbook_url", "Runbook"), Link(notification, "dashboard_url", "Dashboard")]).Where(link => link.Length > 0));
        if (links.Length is > 0 and <= MaximumText)
        {
            blocks.Add(Section(links));
        }

        return Json(new SlackMessage(Escape(text.Title, MaximumText), blocks), NotificationJson.Relaxed.SlackMessage);
    }

    private static SlackBlock Section(string text) => new("section", new SlackText("mrkdwn", text));

    private static string Link(Notification notification, string annotation, string name) => notification.Link(annotation) is { } url
        ? $"<{url.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal)}|{name}>"
        : "";

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
