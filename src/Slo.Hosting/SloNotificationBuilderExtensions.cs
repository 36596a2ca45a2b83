using System.Diagnostics.CodeAnalysis;
using Slo;
using Slo.Hosting.Notifications;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds notification targets to a host. They get the alerts of all sets of the host.</summary>
public static class SloNotificationBuilderExtensions
{
    /// <summary>The types that need no registration to be used in configuration.</summary>
    internal static readonly NotificationType[] BuiltInTypes =
    [
        NotificationType.Of<AlertmanagerNotificationTarget>("Alertmanager"),
        NotificationType.Of<WebhookNotificationTarget>("Webhook"),
        NotificationType.Of<PagerDutyNotificationTarget>("PagerDuty"),
        NotificationType.Of<SlackNotificationTarget>("Slack"),
        NotificationType.Of<CloudEventsNotificationTarget>("CloudEvents"),
    ];

    /// <summary>Sends alerts to Prometheus Alertmanager.</summary>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The target's name, unique without regard to case.</param>
    /// <param name="url">Alertmanager's base address.</param>
    /// <param name="configure">Further settings; every error is reported at start.</param>
    public static ISloBuilder AddAlertmanagerNotifications(
        this ISloBuilder builder, string name, Uri url, Action<AlertmanagerNotificationTarget>? configure = null) =>
        builder.AddHttp(name, url, configure);

    /// <summary>Sends alerts to a receiver of Alertmanager's webhook, version 4.</summary>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The target's name, unique without regard to case.</param>
    /// <param name="url">Where to post to.</param>
    /// <param name="configure">Further settings; every error is reported at start.</param>
    public static ISloBuilder AddWebhookNotifications(
        this ISloBuilder builder, string name, Uri url, Action<WebhookNotificationTarget>? configure = null) =>
        builder.AddHttp(name, url, configure);

    /// <summary>Sends alerts to PagerDuty.</summary>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The target's name, unique without regard to case.</param>
    /// <param name="routingKey">The integration key.</param>
    /// <param name="configure">Further settings; every error is reported at start.</param>
    public static ISloBuilder AddPagerDutyNotifications(
        this ISloBuilder builder, string name, string routingKey, Action<PagerDutyNotificationTarget>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(routingKey);
        return builder.Add(name, _ => new PagerDutyNotificationTarget { RoutingKey = routingKey }, configure);
    }

    /// <summary>Sends alerts to a Slack incoming webhook.</summary>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The target's name, unique without regard to case.</param>
    /// <param name="url">The address of the webhook, a secret.</param>
    /// <param name="configure">Further settings; every error is reported at start.</param>
    public static ISloBuilder AddSlackNotifications(
        this ISloBuilder builder, string name, Uri url, Action<SlackNotificationTarget>? configure = null) =>
        builder.AddHttp(name, url, configure);

    /// <summary>Sends alerts as CloudEvents over HTTP.</summary>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The target's name, unique without regard to case.</param>
    /// <param name="url">Where to post to.</param>
    /// <param name="configure">Further settings; every error is reported at start.</param>
    public static ISloBuilder AddCloudEventsNotifications(
        this ISloBuilder builder, string name, Uri url, Action<CloudEventsNotificationTarget>? configure = null) =>
        builder.AddHttp(name, url, configure);

    /// <summary>Sends alerts over a channel of your own. A new instance is created at each reload, and disposed when it is no longer used.
    /// Its constructor may have services of the host as parameters.</summary>
    /// <typeparam name="TTarget">The channel.</typeparam>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The target's name, unique without regard to case.</param>
    /// <param name="configure">Its settings; every error is reported at start.</param>
    public static ISloBuilder AddNotifications<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTarget>(
        this ISloBuilder builder, string name, Action<TTarget>? configure = null) where TTarget : SloNotificationTarget =>
        builder.Add(name, provider => ActivatorUtilities.CreateInstance<TTarget>(provider), configure);

    /// <summary>Registers a type of targets, so that it can be used in configuration: <c>Slo:Notifications:&lt;name&gt;:Type</c>. Its keys
    /// are those of <see cref="SloNotificationTarget.DescribeSettings"/>.</summary>
    /// <typeparam name="TTarget">The channel; its constructor may have services of the host as parameters.</typeparam>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="type">The name of the type, compared without case.</param>
    /// <exception cref="ArgumentException">Another type has this name.</exception>
    public static ISloBuilder AddNotificationType<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTarget>(
        this ISloBuilder builder, string type) where TTarget : SloNotificationTarget
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        IEnumerable<NotificationType> known = BuiltInTypes.Concat(
            builder.Services.Where(service => !service.IsKeyedService)
                .Select(service => service.ImplementationInstance).OfType<NotificationType>());
        if (known.FirstOrDefault(other => other.Name.Equals(type, StringComparison.OrdinalIgnoreCase)) is not { } taken)
        {
            builder.Services.AddSingleton(
                new NotificationType(type, typeof(TTarget), provider => ActivatorUtilities.CreateInstance<TTarget>(provider!)));
        }
        else if (taken.Target != typeof(TTarget))
        {
            throw new ArgumentException($"The type '{type}' is taken by {taken.Target}; choose another name.", nameof(type));
        }

        return builder;
    }

    private static ISloBuilder AddHttp<TTarget>(this ISloBuilder builder, string name, Uri url, Action<TTarget>? configure)
        where TTarget : SloHttpNotificationTarget, new()
    {
        ArgumentNullException.ThrowIfNull(url);
        return builder.Add(name, _ => new TTarget { Url = url }, configure);
    }

    // Anew for each reading of the options: a reload compares the targets of before with those of now.
    private static ISloBuilder Add<TTarget>(
        this ISloBuilder builder, string name, Func<IServiceProvider, TTarget> create, Action<TTarget>? configure)
        where TTarget : SloNotificationTarget
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        builder.Services.AddOptions<SloOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            TTarget target = create(provider);
            target.IsOwned = true;
            configure?.Invoke(target);
            options.Notifications.AddTarget(name, target);
        });
        return builder;
    }
}
