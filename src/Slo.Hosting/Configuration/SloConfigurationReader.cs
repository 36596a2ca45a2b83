using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Reads objectives from a configuration section. By hand rather than by the binder: an unknown key is a fault, every fault names its
/// path and value, durations are <c>28d</c> and not <see cref="TimeSpan"/> strings, numbers are the same in every culture.
/// </summary>
internal static class SloConfigurationReader
{
    private static readonly string[] Keys = ["ServiceName", "EvaluationInterval", "Objectives"];

    internal static void Read(IConfiguration section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFault);
        reader.RefuseOthers(Keys);
        if (reader.Text("ServiceName") is { } service)
        {
            options.ServiceName = service;
        }

        if (reader.Duration("EvaluationInterval") is { } interval)
        {
            options.EvaluationInterval = interval;
        }

        foreach (IConfigurationSection objective in section.GetSection("Objectives").GetChildren())
        {
            if (int.TryParse(objective.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _) && objective["Name"] is { } name)
            {
                options.AddFault($"{objective.Path}: objectives are keyed by name, not listed in an array (arrays merge by position, and "
                    + $"silently lose entries); write \"Objectives\": {{ \"{name}\": {{ … }} }}");
                continue;
            }

            options.AddObjective(objective.Key, builder => ObjectiveSectionReader.Read(objective, builder));
        }
    }
}
