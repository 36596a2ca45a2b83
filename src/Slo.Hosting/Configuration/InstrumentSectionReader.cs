using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads an objective's "Instrument" section.</summary>
internal static class InstrumentSectionReader
{
    internal static readonly SectionKey[] Keys =
    [
        "Meter", "Name", "BadName", "BadIncluded", Tags("Where"), Tags("BadWhen"), Tags("IgnoreWhen"), Tags("CancelledWhen"), "Timeout",
        "AtMost", "AtLeast",
    ];

    internal static void Read(IConfigurationSection section, SloObjectiveBuilder builder)
    {
        SectionReader reader = new(section, finding => builder.AddFinding(finding));
        reader.Check(Keys);
        builder.Instrument(reader.Text("Meter") ?? "", reader.Text("Name") ?? "", measurements =>
        {
            ReadTags(reader, "Where", measurements.Where);
            ReadTags(reader, "BadWhen", measurements.BadWhen);
            ReadTags(reader, "IgnoreWhen", measurements.IgnoreWhen);
            ReadTags(reader, "CancelledWhen", measurements.CancelledWhen);
            if (reader.Duration("Timeout") is { } timeout)
            {
                measurements.Timeout(timeout);
            }

            if (reader.Text("BadName") is { } bad)
            {
                measurements.BadFrom(bad, reader.Flag("BadIncluded"));
            }
            else if (reader.Lacks("BadName") && reader.Text("BadIncluded") is not null)
            {
                reader.Error(SloFindingCodes.NotAllowedHere, "BadIncluded", "goes with BadName");
            }

            if (reader.Number("AtMost") is { } most)
            {
                measurements.AtMost((double)most);
            }

            if (reader.Number("AtLeast") is { } least)
            {
                measurements.AtLeast((double)least);
            }
        });
    }

    private static SectionKey Tags(string name) => new(name, SectionForm.Texts) { Example = """texts by tag: { "error.type": "*" }""" };

    private static void ReadTags(SectionReader reader, string key, Func<string, string, InstrumentIndicatorBuilder> add)
    {
        foreach (IConfigurationSection tag in reader.Children(key))
        {
            add(tag.Key, tag.Value ?? "");
        }
    }
}
