using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads an objective's "Instrument" section.</summary>
internal static class InstrumentSectionReader
{
    private static readonly string[] Keys = ["Meter", "Name", "BadName", "BadIncluded", "Where", "BadWhen", "IgnoreWhen", "AtMost", "AtLeast"];

    internal static void Read(IConfigurationSection section, SloObjectiveBuilder builder)
    {
        SectionReader reader = new(section, fault => builder.Fault(fault));
        reader.RefuseOthers(Keys);
        builder.Instrument(reader.Text("Meter") ?? "", reader.Text("Name") ?? "", measurements =>
        {
            foreach (IConfigurationSection tag in reader.Children("Where"))
            {
                measurements.Where(tag.Key, tag.Value ?? "");
            }

            foreach (IConfigurationSection tag in reader.Children("BadWhen"))
            {
                measurements.BadWhen(tag.Key, tag.Value ?? "");
            }

            foreach (IConfigurationSection tag in reader.Children("IgnoreWhen"))
            {
                measurements.IgnoreWhen(tag.Key, tag.Value ?? "");
            }

            if (reader.Text("BadName") is { } bad)
            {
                measurements.BadFrom(bad, reader.Flag("BadIncluded"));
            }
            else if (reader.Text("BadIncluded") is { } included)
            {
                builder.Fault($"{section.Path}:BadIncluded '{SectionReader.Shown(included)}': goes with BadName");
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
}
