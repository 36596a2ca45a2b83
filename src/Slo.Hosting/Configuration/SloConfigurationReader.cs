using System.Globalization;
using Microsoft.Extensions.Configuration;
using Slo.Hosting.Notifications;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Reads objectives from a configuration section, without the binder: an unknown key is an error, every error names its path and value,
/// durations are <c>28d</c> and not <see cref="TimeSpan"/> strings, and numbers do not depend on the culture.
/// </summary>
internal static class SloConfigurationReader
{
    private static readonly string[] Keys =
        ["ServiceName", "UnobservedTime", "EvaluationInterval", "AlertHandlerTimeout", "Instance", "Objectives", "Notifications"];

    internal static void Read(IConfiguration section, SloOptions options, IServiceProvider? services = null)
    {
        SectionReader reader = new(section, options.AddFinding);
        reader.RefuseOthers(Keys);
        if (reader.Text("ServiceName") is { } service)
        {
            options.ServiceName = service;
        }

        options.UnobservedTime = reader.Word<UnobservedTime>("UnobservedTime") ?? options.UnobservedTime;
        if (reader.Duration("EvaluationInterval") is { } interval)
        {
            options.EvaluationInterval = interval;
        }

        if (reader.Duration("AlertHandlerTimeout") is { } timeout)
        {
            options.AlertHandlerTimeout = timeout;
        }

        options.Notifications.Instance = reader.Text("Instance") ?? options.Notifications.Instance;
        NotificationSectionReader notifications = new(services);
        foreach (IConfigurationSection target in reader.Children("Notifications"))
        {
            notifications.Read(target, options);
        }

        ReadObjectives(section, options);
    }

    private static void ReadObjectives(IConfiguration section, SloOptions options)
    {
        IConfigurationSection[] objectives = [.. section.GetSection("Objectives").GetChildren()];
        var isArray = objectives.Index().All(entry => entry.Item.Key == entry.Index.ToString(CultureInfo.InvariantCulture));
        foreach (IConfigurationSection objective in objectives)
        {
            if (isArray)
            {
                options.AddFinding(SloFinding.Error(SloFindingCodes.WrongType,
                    $"{objective.Path}: objectives are keyed by name, not listed in an array (arrays merge by position, and "
                    + $"silently lose entries); write \"Objectives\": {{ \"{objective["Name"] ?? "checkout"}\": {{ … }} }}",
                    objective.Path));
                continue;
            }

            SectionReader keys = new(objective, options.AddFinding);
            if (keys.Has(ObjectiveSectionReader.Enabled) && !keys.Flag(ObjectiveSectionReader.Enabled))
            {
                options.RemoveObjective(objective.Key);
            }
            else
            {
                options.OverrideObjective(objective.Key, builder => ObjectiveSectionReader.Read(objective, builder));
            }
        }
    }
}
