using System.Globalization;
using System.Text.Json;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Any other metric source: queries to an external store, kept as written.</summary>
internal static class QuerySources
{
    internal static void Apply(SliSpec sli, string type, string? dataSource, ObjectiveSpec objective, SloObjectiveBuilder builder) =>
        builder.Indicator(new QueryIndicator(type)
        {
            Good = Query(sli.Good),
            Bad = Query(sli.Bad),
            Total = Query(sli.Total),
            Raw = Query(sli.Raw),
            IsRawBad = sli.IsRawBad,
            IsCounter = sli.IsCounter,
            Threshold = Query(sli.Threshold),
            Comparison = sli.Threshold is null ? null : objective.Operator,
            Limit = sli.Threshold is null ? null : objective.Value,
            DataSource = dataSource,
            Settings = Settings(sli),
        });

    // A source without a query consists of its settings alone.
    private static string? Query(MetricSource? source) =>
        source is null ? null : source.Spec.Find("query") is { Kind: YamlKind.Scalar } query ? query.Text : "";

    private static string? Settings(SliSpec sli)
    {
        (string Name, MetricSource? Source)[] sources =
            [("bad", sli.Bad), ("good", sli.Good), ("raw", sli.Raw), ("threshold", sli.Threshold), ("total", sli.Total)];
        return Settings(sources.Where(pair => pair.Source is not null).Select(pair => (pair.Name, OtherFields(pair.Source!))));
    }

    private static List<YamlPair> OtherFields(MetricSource source) =>
        [.. source.Spec.Pairs.Where(field => field is not { Key.Text: "query", Value.Kind: YamlKind.Scalar })];

    /// <summary>The other fields of each query, as a JSON object; null if no query has any.</summary>
    internal static string? Settings(IEnumerable<(string Query, List<YamlPair> Fields)> queries)
    {
        (string Query, List<YamlPair> Fields)[] given = [.. queries.Where(query => query.Fields.Count > 0)];
        return given.Length == 0 ? null : JsonTexts.Write(json =>
        {
            json.WriteStartObject();
            foreach ((string query, List<YamlPair> fields) in given)
            {
                json.WritePropertyName(query);
                Write(json, fields);
            }

            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, List<YamlPair> fields)
    {
        json.WriteStartObject();
        foreach (YamlPair field in fields.OrderBy(field => field.Key.Text, StringComparer.Ordinal))
        {
            json.WritePropertyName(field.Key.Text);
            Write(json, field.Value);
        }

        json.WriteEndObject();
    }

    // The reader has limited the depth. A scalar is a string unless it is a plain boolean or number.
    private static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case { Kind: YamlKind.Mapping }:
                Write(json, node.Pairs);
                break;
            case { Kind: YamlKind.Sequence }:
                json.WriteStartArray();
                node.Items.ForEach(item => Write(json, item));
                json.WriteEndArray();
                break;
            case { IsNull: true }:
                json.WriteNullValue();
                break;
            case { IsPlain: true, Text: "true" or "false" }:
                json.WriteBooleanValue(node.Text == "true");
                break;
            case { IsPlain: true } when decimal.TryParse(
                node.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(node.Text);
                break;
        }
    }
}
