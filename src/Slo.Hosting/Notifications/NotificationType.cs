namespace Slo.Hosting.Notifications;

/// <summary>A type of targets that configuration can name.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Target">The class.</param>
/// <param name="Create">Makes one; given the services of the host, or null where there is no host.</param>
internal sealed record NotificationType(string Name, Type Target, Func<IServiceProvider?, SloNotificationTarget> Create)
{
    internal static NotificationType Of<T>(string name) where T : SloNotificationTarget, new() => new(name, typeof(T), _ => new T());
}
