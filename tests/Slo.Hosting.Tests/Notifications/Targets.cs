using Microsoft.Extensions.DependencyInjection;
using Slo.Hosting.Notifications;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>Targets of every protocol there is, by the name of its type in configuration.</summary>
internal static class Targets
{
    /// <summary>For theories: a new protocol is tested without more ado.</summary>
    public static TheoryData<string> Types => [.. SloNotificationBuilderExtensions.BuiltInTypes.Select(type => type.Name)];

    /// <summary>One that can be sent to.</summary>
    internal static SloHttpNotificationTarget Of(string type, string name = "ops", Action<SloHttpNotificationTarget>? configure = null)
    {
        var target = (SloHttpNotificationTarget)SloNotificationBuilderExtensions.BuiltInTypes.Single(known => known.Name == type).Create(null);
        target.Name = name;
        target.Url = new Uri("https://alerts.example.com");
        if (target is PagerDutyNotificationTarget pager)
        {
            pager.RoutingKey = new string('k', 32);
        }

        configure?.Invoke(target);
        return target;
    }

    internal static TargetProfile ProfileOf(SloNotificationTarget target) => new TargetReading(target).Profile;

    /// <summary>Checked, as those of a host are.</summary>
    internal static SloNotificationOptions Options(params SloNotificationTarget[] targets)
    {
        SloNotificationOptions options = new();
        Array.ForEach(targets, target => options.AddTarget("ops", target));
        Assert.Empty(options.Check());
        return options;
    }
}
