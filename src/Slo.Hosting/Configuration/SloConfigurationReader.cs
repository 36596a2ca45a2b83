using Microsoft.Extensions.Configuration;
using Slo.Hosting.Notifications;
using Slo.Hosting.Policies;
using Slo.Hosting.Reactions;
using Slo.Hosting.Sources.Polling;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Reads objectives from a configuration section, without the binder: an unknown key is an error, every error names its path and value,
/// durations are <c>28d</c> and not <see cref="TimeSpan"/> strings, and numbers do not depend on the culture.
/// </summary>
internal static class SloConfigurationReader
{
    internal static readonly SectionKey[] Keys =
    [
        "ServiceName", "UnobservedTime", TermsSectionReader.ExclusionsKey, "EvaluationInterval", "AlertHandlerTimeout", "Instance",
        new("Objectives", SectionForm.Objects)
        {
            Example = """objectives by name, which do not merge by position as lists do: { "checkout": { "TargetPercent": 99.9 } }""",
        },
        new("Canary", SectionForm.Object) { Example = """an object: { "LevelPercent": 1, "Within": "1h" }""" },
        new("Dependencies", SectionForm.Object) { Example = """an object: { "Names": { "10.0.0.7:8080": "payments" } }""" },
        new("Incidents", SectionForm.Object) { Example = """an object: { "DefaultQueue": "SRE" }""" },
        new("Notifications", SectionForm.Objects) { IsSecret = true },
        new("Sources", SectionForm.Objects) { IsSecret = true },
        new("Reactions", SectionForm.Objects) { IsSecret = true },
        new("Policies", SectionForm.Objects)
        {
            Example = """policies by name: { "shop": { "Levels": [ { "BudgetBelowPercent": 25, "Actions": [ "RequireReview" ] } ] } }""",
        },
    ];

    internal static void Read(IConfiguration section, SloOptions options, IServiceProvider? services = null)
    {
        SectionReader reader = new(section, options.AddFinding);
        if (!reader.IsObject())
        {
            return;
        }

        reader.Check(Keys);
        if (reader.Text("ServiceName") is { } service)
        {
            options.ServiceName = service;
        }

        options.UnobservedTime = reader.Word<UnobservedTime>("UnobservedTime") ?? options.UnobservedTime;
        TermsSectionReader.Read(reader, options);
        options.EvaluationInterval = reader.Duration("EvaluationInterval") ?? options.EvaluationInterval;
        options.AlertHandlerTimeout = reader.Duration("AlertHandlerTimeout") ?? options.AlertHandlerTimeout;
        Read(reader, "Canary", CanarySectionReader.Read, options);
        Read(reader, "Dependencies", DependencySectionReader.Read, options);
        Read(reader, "Incidents", IncidentSectionReader.Read, options);
        options.Notifications.Instance = reader.Text("Instance") ?? options.Notifications.Instance;
        ReadOutside(reader, options, services);
        foreach (IConfigurationSection policy in reader.Children("Policies"))
        {
            PolicySectionReader.Read(policy, options);
        }

        ReadObjectives(reader, options);
    }

    private static void Read(SectionReader reader, string key, Action<IConfigurationSection, SloOptions> read, SloOptions options)
    {
        if (reader.Section(key) is { } section)
        {
            read(section, options);
        }
    }

    // Where alerts are sent, where events are read from, and what happens when alerts fire.
    private static void ReadOutside(SectionReader reader, SloOptions options, IServiceProvider? services)
    {
        NotificationSectionReader notifications = new(services);
        foreach (IConfigurationSection target in reader.Children("Notifications"))
        {
            notifications.Read(target, options);
        }

        SourceSectionReader sources = new(services);
        foreach (IConfigurationSection source in reader.Children("Sources"))
        {
            sources.Read(source, options);
        }

        ReactionSectionReader reactions = new(services);
        foreach (IConfigurationSection reaction in reader.Children("Reactions"))
        {
            reactions.Read(reaction, options);
        }
    }

    // Code may have declared an objective: configuration overrides it key by key, or switches it off.
    private static void ReadObjectives(SectionReader reader, SloOptions options)
    {
        foreach (IConfigurationSection objective in reader.Children("Objectives"))
        {
            SectionReader keys = new(objective, options.AddFinding);
            if (keys.Text(ObjectiveSectionReader.Enabled) is not null && !keys.Flag(ObjectiveSectionReader.Enabled))
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
