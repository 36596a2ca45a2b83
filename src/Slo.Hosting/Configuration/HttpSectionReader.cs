using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads an objective's "Http" section.</summary>
internal static class HttpSectionReader
{
    internal static readonly SectionKey[] Keys =
    [
        "Method", "Route", new("Routes", SectionForm.Values) { Example = """a list of texts: [ "POST /orders", "/orders/{id}" ]""" },
        "TaggedEndpoints", Codes("GoodStatusCodes"), Codes("BadStatusCodes"), Codes("IgnoredStatusCodes"), "ClientAborts",
        "TimeToFirstByte", "StaticAssets",
    ];

    internal static void Read(IConfigurationSection section, SloObjectiveBuilder builder) => builder.HttpServer(indicator =>
    {
        SectionReader reader = new(section, finding => builder.AddFinding(finding));
        reader.Check(Keys);
        ReadRoutes(reader, indicator);
        if (reader.Flag("TaggedEndpoints"))
        {
            indicator.TaggedEndpoints();
        }

        if (reader.Flag("TimeToFirstByte"))
        {
            indicator.TimeToFirstByte();
        }

        if (reader.Flag("StaticAssets"))
        {
            indicator.StaticAssets();
        }

        indicator.ClientAborts(reader.Word<ClientAbortPolicy>("ClientAborts") ?? ClientAbortPolicy.BadWhenLate)
            .GoodStatus(reader.List("GoodStatusCodes"))
            .BadStatus(reader.List("BadStatusCodes"))
            .IgnoreStatus(reader.List("IgnoredStatusCodes"));
    });

    private static SectionKey Codes(string name) => new(name, SectionForm.Values) { Example = """a list of texts: [ "404", "5xx" ]""" };

    private static void ReadRoutes(SectionReader reader, HttpIndicatorBuilder indicator)
    {
        if (reader.Text("Route") is { } route)
        {
            AddRoute(indicator, reader.Text("Method"), route);
        }
        else if (reader.Lacks("Route") && reader.Text("Method") is not null)
        {
            reader.Error(SloFindingCodes.NotAllowedHere, "Method", "goes with a Route");
        }

        foreach (var line in reader.List("Routes"))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            AddRoute(indicator, space < 0 ? null : line[..space], line[(space + 1)..].Trim());
        }
    }

    private static void AddRoute(HttpIndicatorBuilder indicator, string? method, string route)
    {
        if (method is null)
        {
            indicator.Route(route);
        }
        else
        {
            indicator.Route(method, route);
        }
    }
}
