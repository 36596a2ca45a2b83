using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Slo.Hosting.Configuration;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Notifications;

/// <summary>Reads one notification target: the key Type, and the settings that the target lists. No finding shows a value that may be a
/// secret.</summary>
/// <param name="services">The services of the host, with the registered types; null without a host: unknown types are then not an
/// error.</param>
internal sealed class NotificationSectionReader(IServiceProvider? services)
{
    private readonly NotificationType[] _types =
        [.. SloNotificationBuilderExtensions.BuiltInTypes, .. services?.GetServices<NotificationType>() ?? []];

    internal void Read(IConfigurationSection section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFinding);
        if (!reader.HasForm("Type"))
        {
            return;
        }

        if (reader.Text("Type") is not { } name)
        {
            reader.Reject(SloFindingCodes.NotificationType, $"is missing; write one of {Names()}", "Type");
        }
        else if (Array.Find(_types, type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } type)
        {
            Read(section, reader, type.Create(services), options);
        }
        else if (services is not null)
        {
            reader.Error(SloFindingCodes.NotificationType, "Type", $"must be one of {Names()}");
        }
        else
        {
            reader.Warn(SloFindingCodes.UnregisteredNotificationType, "Type",
                $"is not built in, so only the app knows it; built in are {Names()}");
        }
    }

    private static void Read(IConfigurationSection section, SectionReader reader, SloNotificationTarget target, SloOptions options)
    {
        target.IsOwned = true;
        try
        {
            SloSettings settings = target.Settings();
            var known = settings.All.Select(setting => new SectionKey(setting.Key, setting.Form) { IsSecret = true });
            var isRead = reader.Check(["Type", .. known]);
            foreach (Setting setting in settings.All)
            {
                setting.Read(reader);
            }

            // The target itself would report a setting as missing that has another form.
            if (isRead)
            {
                options.Notifications.Add(section.Key, target, section.Path);
            }
            else
            {
                _ = target.Release();
            }
        }
#pragma warning disable CA1031 // Code of the app, which throws what it likes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _ = target.Release();
            reader.Reject(SloFindingCodes.NotificationMemberThrew,
                $"DescribeSettings of {target.GetType().Name}, or a setter, threw {Thrown.Where(exception)}");
        }
    }

    private string Names() => string.Join(", ", _types.Select(type => type.Name));
}
