using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads the section "Incidents": what is said of incidents besides what was measured.</summary>
internal static class IncidentSectionReader
{
    private const string Queues = "Queues";
    private const string FirstResponses = "FirstResponses";

    internal static readonly SectionKey[] Keys =
    [
        "CategoryLabel", "QueueLabel", "OwnerLabel", "DefaultQueue", new(Queues, SectionForm.Texts), "FirstResponse",
        new(FirstResponses, SectionForm.Texts),
    ];

    internal static void Read(IConfigurationSection section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFinding);
        reader.Check(Keys);
        SloIncidentOptions incidents = options.Incidents;
        incidents.CategoryLabel = reader.Text("CategoryLabel") ?? incidents.CategoryLabel;
        incidents.QueueLabel = reader.Text("QueueLabel") ?? incidents.QueueLabel;
        incidents.OwnerLabel = reader.Text("OwnerLabel") ?? incidents.OwnerLabel;
        incidents.DefaultQueue = reader.Text("DefaultQueue") ?? incidents.DefaultQueue;
        incidents.FirstResponse = reader.Text("FirstResponse") ?? incidents.FirstResponse;
        Read(reader, Queues, incidents.Queues);
        Read(reader, FirstResponses, incidents.FirstResponses);
    }

    private static void Read(SectionReader reader, string key, IDictionary<string, string> texts)
    {
        foreach (IConfigurationSection child in reader.Children(key))
        {
            texts[child.Key] = child.Value ?? "";
        }
    }
}
