using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>The metric source <c>aspnetcore</c>: requests that this app serves.</summary>
internal static class HttpSources
{
    internal const string Type = "aspnetcore";

    internal static void Apply(SliSpec sli, ObjectiveSpec objective, SloObjectiveBuilder builder, FileFindings findings)
    {
        if (sli.Raw is not null)
        {
            findings.Error(Codes.MetricSource, sli.Raw.Node, "raw: requests are counted here; write total with good or bad");
            return;
        }

        MetricSource whole = (sli.Total ?? sli.Threshold)!;
        MetricSource? part = sli.Good ?? sli.Bad;
        FieldReader total = FieldReader.Of(whole.Spec, Type, findings)!;
        FieldReader? judged = part is null ? null : FieldReader.Of(part.Spec, Type, findings);
        HashSet<int>? status = judged is null ? null : StatusCodes.Read(judged, "status");
        HashSet<int>? ignored = StatusCodes.Read(total, "ignoredStatus");
        HashSet<int>? bad = StatusCodes.Read(total, "badStatus");
        CheckExceptions(judged, sli.Good is not null);
        if (judged is not null && ReadRoutes(judged) is { } narrower && !narrower.SequenceEqual(ReadRoutes(total) ?? []))
        {
            findings.Error(Codes.MetricSource, judged.Node, "method and route: differ from those of total; the requests judged are those counted, so write the same, or none");
        }

        Latencies.Apply(total, judged, sli, objective, builder, findings);
        builder.HttpServer(http =>
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

            http.ClientAborts(ReadAborts(total));
            HttpOutcomes.From(sli.Good is null ? null : status, sli.Bad is null ? bad : status, ignored).Apply(http);
        });

        // For a spec that would say nothing otherwise, which OpenSLO forbids.
        total.Has("requests");
        judged?.RefuseOthers();
        if (judged?.Node != total.Node)
        {
            total.RefuseOthers();
        }
    }

    // Null where the spec names none.
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
            fields.Findings.Error(Codes.MetricSource, fields.Value("method")!, $"method '{Shown.Text(method)}': goes with a route");
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

    private static void CheckExceptions(FieldReader? judged, bool isGood)
    {
        if (judged?.Flag("exceptions") is { } counted && counted == isGood)
        {
            judged.Findings.Error(Codes.MetricSource, judged.Value("exceptions")!, "exceptions: a request whose exception escapes is always bad; take the field out");
        }
    }

    private static ClientAbortPolicy ReadAborts(FieldReader fields)
    {
        var word = fields.Text("clientAborts");
        if (word is null || Enum.TryParse(word, ignoreCase: true, out ClientAbortPolicy policy) && Enum.IsDefined(policy) && !char.IsAsciiDigit(word[0]))
        {
            return word is null ? ClientAbortPolicy.BadWhenLate : Enum.Parse<ClientAbortPolicy>(word, ignoreCase: true);
        }

        fields.Findings.Error(Codes.MetricSource, fields.Value("clientAborts")!, $"clientAborts '{Shown.Text(word)}': must be one of {string.Join(", ", Enum.GetNames<ClientAbortPolicy>())}");
        return ClientAbortPolicy.BadWhenLate;
    }
}
