using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>The metric source <c>aspnetcore</c>: requests served by this app.</summary>
internal static class HttpSources
{
    internal const string Type = "aspnetcore";

    internal static void Apply(SliSpec sli, ObjectiveSpec objective, SloObjectiveBuilder builder, FileFindings findings)
    {
        if (sli.Raw is not null)
        {
            findings.Error(SloFindingCodes.UnsupportedSource, sli.Raw.Node,
                "raw: this source counts requests; write total with good or bad");
            return;
        }

        MetricSource whole = (sli.Total ?? sli.Threshold)!;
        MetricSource? part = sli.Good ?? sli.Bad;
        FieldReader total = FieldReader.Of(whole.Spec, Type, findings)!;
        FieldReader? judged = part is null ? null : FieldReader.Of(part.Spec, Type, findings);
        HashSet<int>? status = judged is null ? null : StatusCodes.Read(judged, "status");
        HashSet<int>? ignored = StatusCodes.Read(total, "ignoredStatus");
        HashSet<int>? bad = StatusCodes.Read(total, "badStatus");
        CheckJudged(judged, total, sli.Good is not null);
        Latencies.Apply(total, judged, sli, objective, builder, findings);
        builder.HttpServer(http =>
        {
            ReadRequests(total, http);
            HttpOutcomes.From(sli.Good is null ? null : status, sli.Bad is null ? bad : status, ignored).Apply(http);
        });

        // OpenSLO forbids an empty spec, so this field may fill it.
        total.Has("requests");
        judged?.RefuseOthers();
        if (judged?.Node != total.Node)
        {
            total.RefuseOthers();
        }
    }

    private static void CheckJudged(FieldReader? judged, FieldReader total, bool isGood)
    {
        if (judged?.Flag("exceptions") is { } counted && counted == isGood)
        {
            judged.Findings.Error(SloFindingCodes.UnsupportedSource, judged.Value("exceptions")!,
                "exceptions: a request with an unhandled exception is always bad; remove the field");
        }

        if (judged is not null && ReadRoutes(judged) is { } routes && !routes.SequenceEqual(ReadRoutes(total) ?? []))
        {
            judged.Findings.Error(SloFindingCodes.UnsupportedSource, judged.Node,
                "method and route: differ from those of total; both count the same requests, so write the same, or none");
        }
    }

    private static void ReadRequests(FieldReader total, HttpIndicatorBuilder http)
    {
        foreach ((string? method, string route) in ReadRoutes(total) ?? [])
        {
            _ = method is null ? http.Route(route) : http.Route(method, route);
        }

        if (total.Flag("tagged") == true)
        {
            http.TaggedEndpoints();
        }

        if (total.Flag("timeToFirstByte") == true)
        {
            http.TimeToFirstByte();
        }

        if (total.Flag("staticAssets") == true)
        {
            http.StaticAssets();
        }

        http.ClientAborts(ReadAborts(total));
    }

    // Null if the spec has none.
    private static List<(string? Method, string Route)>? ReadRoutes(FieldReader fields)
    {
        var method = fields.Text("method");
        var route = fields.Text("route");
        List<(string?, string)> routes = [];
        if (route is not null)
        {
            routes.Add((method?.ToUpperInvariant(), route));
        }
        else if (method is not null)
        {
            fields.Error(SloFindingCodes.UnsupportedSource, "method", "requires a route");
        }

        foreach (YamlNode item in SloReader.AtMost(fields, "routes", YamlLimits.SourceItems))
        {
            if (item.Kind == YamlKind.Mapping && FieldReader.Of(item, "routes", fields.Findings) is { } map)
            {
                routes.Add((map.Text("method")?.ToUpperInvariant(), map.Required("route") ?? ""));
                map.RefuseOthers();
                continue;
            }

            var line = FieldReader.TextOf(item, "routes", fields.Findings) ?? "";
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            routes.Add((space < 0 ? null : line[..space].ToUpperInvariant(), line[(space + 1)..].Trim()));
        }

        return routes.Count > 0 ? routes : null;
    }

    private static ClientAbortPolicy ReadAborts(FieldReader fields)
    {
        if (fields.Text("clientAborts") is not { } word)
        {
            return ClientAbortPolicy.BadWhenLate;
        }

        string[] words = Enum.GetNames<ClientAbortPolicy>();
        if (words.Contains(word, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<ClientAbortPolicy>(word, ignoreCase: true);
        }

        fields.Error(SloFindingCodes.UnsupportedSource, "clientAborts", $"must be one of {string.Join(", ", words)}");
        return ClientAbortPolicy.BadWhenLate;
    }
}
