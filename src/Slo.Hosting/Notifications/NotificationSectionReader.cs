using Microsoft.Extensions.Configuration;
using Slo.Hosting.Configuration;

namespace Slo.Hosting.Notifications;

/// <summary>Reads one notification target: the keys of docs/notifications.md. No fault shows a value that may be a secret.</summary>
internal static class NotificationSectionReader
{
    private static readonly string[] Keys =
    [
        "Type", "Url", "RoutingKey", "Headers", "SigningSecret", "MinimumSeverity", "Match", "Timeout", "GiveUpAfter", "ResendInterval",
        "MaximumPerHour", "Capacity", "AllowHttp", "Addresses",
    ];

    internal static void Read(IConfigurationSection section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFault);
        reader.RefuseOthers(Keys);
        SloNotificationType? type = reader.Word<SloNotificationType>("Type");
        if (type is null)
        {
            if (reader.Text("Type") is null)
            {
                options.AddFault($"{section.Path}:Type: is missing; write one of {string.Join(", ", Enum.GetNames<SloNotificationType>())}");
            }

            return;
        }

        SloNotificationTarget target = new(section.Key, type.Value, section.Path)
        {
            RoutingKey = reader.Text("RoutingKey"),
            SigningSecret = reader.Text("SigningSecret"),
            MinimumSeverity = reader.Word<AlertSeverity>("MinimumSeverity") ?? AlertSeverity.Ticket,
            AllowHttp = reader.Flag("AllowHttp"),
            Addresses = reader.Word<SloNotificationAddresses>("Addresses") ?? SloNotificationAddresses.NoLinkLocal,
        };
        if (reader.Text("Url") is { } url)
        {
            // What is no address becomes a relative one, which the validator refuses.
            target.Url = Uri.TryCreate(url, UriKind.Absolute, out Uri? address) ? address : new Uri("/", UriKind.Relative);
        }

        target.Timeout = reader.Duration("Timeout") ?? target.Timeout;
        target.GiveUpAfter = reader.Duration("GiveUpAfter") ?? target.GiveUpAfter;
        target.ResendInterval = reader.Duration("ResendInterval") ?? target.ResendInterval;
        target.MaximumPerHour = Whole(reader, "MaximumPerHour", target.MaximumPerHour);
        target.Capacity = Whole(reader, "Capacity", target.Capacity);
        foreach (IConfigurationSection header in reader.Children("Headers"))
        {
            target.Headers[header.Key] = header.Value ?? "";
        }

        foreach (IConfigurationSection label in reader.Children("Match"))
        {
            target.Match[label.Key] = label.Value ?? "";
        }

        options.Notifications.Add(target);
    }

    private static int Whole(SectionReader reader, string key, int otherwise) =>
        reader.WholeNumber(key) is { } value ? (int)Math.Clamp(value, int.MinValue, int.MaxValue) : otherwise;
}
