using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads an objective's "Queries" section.</summary>
internal static class QueriesSectionReader
{
    internal static readonly SectionKey[] Keys =
    [
        "Source", "DataSource", "Good", "Bad", "Total", "Counter", "Threshold", "Comparison", "Limit", "Raw", "RawBad", "Settings",
    ];

    // What goes with what: the first is of no use without the second.
    private static readonly (string Key, string With)[] Pairs =
    [
        ("Comparison", "Threshold"), ("Limit", "Threshold"), ("RawBad", "Raw"), ("Threshold", "Comparison"), ("Threshold", "Limit"),
    ];

    internal static void Read(IConfigurationSection section, SloObjectiveBuilder builder)
    {
        SectionReader reader = new(section, finding => builder.AddFinding(finding));
        reader.Check(Keys);
        if (reader.Lacks("Source"))
        {
            reader.Reject(
                SloFindingCodes.Missing, "is missing; write the kind of the queries, for example Prometheus or Datadog", "Source");
        }

        foreach ((var key, var with) in Pairs.Where(pair => reader.Text(pair.Key) is not null && reader.Lacks(pair.With)))
        {
            reader.Error(SloFindingCodes.NotAllowedHere, key, $"goes with {with}");
        }

        builder.Indicator(new QueryIndicator(reader.Text("Source") ?? "")
        {
            DataSource = reader.Text("DataSource"),
            Good = reader.Text("Good"),
            Bad = reader.Text("Bad"),
            Total = reader.Text("Total"),
            IsCounter = reader.Flag("Counter"),
            Threshold = reader.Text("Threshold"),
            Comparison = reader.Word<QueryComparison>("Comparison"),
            Limit = reader.Number("Limit"),
            Raw = reader.Text("Raw"),
            IsRawBad = reader.Flag("RawBad"),
            Settings = reader.Text("Settings"),
        });
    }
}
