using System.Globalization;
using System.Text.Json;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Writes the source of the events: one of this library's metric sources, or the queries as they were read.</summary>
internal static class IndicatorWriter
{
    internal static void Write(SloObjective objective, YamlWriter yaml, Losses losses)
    {
        if (objective.LatencyThreshold is { } latency && latency.Ticks % TimeSpan.TicksPerMillisecond > 0)
        {
            losses.Add(SloFindingCodes.OpenSloPrecisionLoss, objective,
                $"latency threshold: fractions of a millisecond are cut off, which leaves {SloDuration.Format(latency)}");
        }

        switch (objective.Indicator)
        {
            case HttpIndicator http:
                WriteHttp(objective, http, yaml, losses);
                break;
            case InstrumentIndicator instrument:
                WriteMeter(objective, instrument, yaml);
                break;
            case QueryIndicator query:
                WriteQueries(objective, query, yaml, losses);
                break;
            default:
                WriteManual(objective, yaml, losses);
                break;
        }
    }

    private static void WriteManual(SloObjective objective, YamlWriter yaml, Losses losses)
    {
        if (!objective.Indicator.Equals(SloIndicator.Manual))
        {
            losses.Add(SloFindingCodes.OpenSloIndicatorLoss, objective,
                $"indicator '{objective.Indicator.Describe()}': cannot be expressed in OpenSLO; written as recorded by code");
        }

        Ratio(yaml, "good", ManualSources.Type, () => yaml.Field("recorded", "good"), () =>
        {
            yaml.Field("recorded", "all");
            WriteLatency(objective, yaml);
        });
    }

    private static void WriteHttp(SloObjective objective, HttpIndicator http, YamlWriter yaml, Losses losses)
    {
        if (http.Metadata.Count > 0)
        {
            losses.Add(SloFindingCodes.OpenSloIndicatorLoss, objective,
                "indicator: code judges or groups the requests, which a document cannot express");
        }

        var outcomes = HttpOutcomes.Of(http);
        Ratio(
            yaml, outcomes.ListsGood ? "good" : "bad", HttpSources.Type,
            () => yaml.List("status", StatusCodes.Write(outcomes.ListsGood ? outcomes.Good : outcomes.Bad)),
            () => WriteRequests(objective, http, outcomes, yaml));
    }

    private static void WriteRequests(SloObjective objective, HttpIndicator http, HttpOutcomes outcomes, YamlWriter yaml)
    {
        WriteRoutes(http, yaml);
        WriteLatency(objective, yaml);
        if (http.MeasuresFirstByte)
        {
            yaml.Plain("timeToFirstByte", "true");
        }

        if (http.CountsStaticAssets)
        {
            yaml.Plain("staticAssets", "true");
        }

        if (http.ClientAborts != ClientAbortPolicy.BadWhenLate)
        {
            yaml.Field("clientAborts", http.ClientAborts.ToString());
        }

        if (outcomes.Ignored.Any())
        {
            yaml.List("ignoredStatus", StatusCodes.Write(outcomes.Ignored));
        }

        if (outcomes.ListsGood && outcomes.BadInformational.Any())
        {
            yaml.List("badStatus", StatusCodes.Write(outcomes.BadInformational));
        }
    }

    private static void WriteRoutes(HttpIndicator http, YamlWriter yaml)
    {
        if (http.IsTaggedOnly)
        {
            yaml.Plain("tagged", "true");
        }
        else if (http.Routes is [var route])
        {
            WriteRoute(route, yaml);
        }
        else if (http.Routes.Count > 1)
        {
            yaml.List("routes", () =>
            {
                foreach (HttpRoute one in http.Routes)
                {
                    yaml.Item(() => WriteRoute(one, yaml));
                }
            });
        }
        else
        {
            yaml.Field("requests", "all");
        }
    }

    private static void WriteRoute(HttpRoute route, YamlWriter yaml)
    {
        if (route.Method is not null)
        {
            yaml.Field("method", route.Method);
        }

        yaml.Field("route", route.Pattern);
    }

    private static void WriteMeter(SloObjective objective, InstrumentIndicator source, YamlWriter yaml) => Ratio(
        yaml, "bad", MeterSources.Type,
        () =>
        {
            WriteTags("tags", source.BadWhen, yaml);
            if (source.BadInstrumentName is not null)
            {
                yaml.Field("instrument", source.BadInstrumentName);
                yaml.Plain("included", source.IsBadIncluded ? "true" : "false");
            }

            WriteLimit("atMost", source.AtMost, yaml);
            WriteLimit("atLeast", source.AtLeast, yaml);
        },
        () =>
        {
            yaml.Field("meter", source.MeterName);
            yaml.Field("instrument", source.InstrumentName);
            WriteTags("tags", source.Where, yaml);
            WriteTags("ignoredTags", source.IgnoreWhen, yaml);
            if (source.CancelledWhen.Count > 0)
            {
                WriteTags("cancelledTags", source.CancelledWhen, yaml);
            }

            if (source.Timeout is { } timeout)
            {
                yaml.Field("timeout", SloDuration.Format(timeout));
            }

            WriteLatency(objective, yaml);
        });

    private static void WriteLimit(string name, double? limit, YamlWriter yaml)
    {
        if (limit is not null)
        {
            yaml.Plain(name, limit.Value.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    // A map or, if a key occurs twice, a list of maps.
    private static void WriteTags(string name, IReadOnlyList<TagFilter> filters, YamlWriter yaml)
    {
        if (filters.DistinctBy(filter => filter.Key).Count() == filters.Count)
        {
            if (filters.Count == 0)
            {
                yaml.Plain(name, "{}");
                return;
            }

            yaml.Map(name, () =>
            {
                foreach (TagFilter filter in filters)
                {
                    yaml.Field(filter.Key, filter.Pattern);
                }
            });
            return;
        }

        yaml.List(name, () =>
        {
            foreach (TagFilter filter in filters)
            {
                yaml.Item(() => yaml.Field(filter.Key, filter.Pattern));
            }
        });
    }

    private static void WriteLatency(SloObjective objective, YamlWriter yaml)
    {
        if (objective.LatencyThreshold is { } latency)
        {
            yaml.Field("latency", SloDuration.Format(latency));
        }
    }

    private static void Ratio(YamlWriter yaml, string part, string type, Action partSpec, Action totalSpec) => yaml.Map("ratioMetric", () =>
    {
        yaml.Plain("counter", "true");
        foreach ((string name, Action spec) in new[] { (part, partSpec), ("total", totalSpec) })
        {
            yaml.Map(name, () => yaml.Map("metricSource", () =>
            {
                yaml.Field("type", type);
                yaml.Map("spec", spec);
            }));
        }
    });

    private static void WriteQueries(SloObjective objective, QueryIndicator query, YamlWriter yaml, Losses losses)
    {
        if (query.DataSource is not null && !MetadataReader.IsName(query.DataSource))
        {
            losses.Add(SloFindingCodes.OpenSloDataSourceLoss, objective,
                $"data source '{query.DataSource}': is not a valid name in OpenSLO, and is left out");
        }

        if (query.Threshold is not null)
        {
            WriteMetric(query, "thresholdMetric", "threshold", query.Threshold, yaml);
            return;
        }

        if (query.Raw is null == query.Total is null || (query.Total is not null && query.Good is null == query.Bad is null))
        {
            losses.Add(SloFindingCodes.OpenSloQueryLoss, objective, "queries: OpenSLO requires a total with good or bad, or raw");
        }

        yaml.Map("ratioMetric", () => WriteRatio(query, yaml));
    }

    private static void WriteRatio(QueryIndicator query, YamlWriter yaml)
    {
        yaml.Plain("counter", query.IsCounter ? "true" : "false");
        foreach ((string name, string? text) in new[] { ("good", query.Good), ("bad", query.Bad), ("total", query.Total) })
        {
            WriteMetric(query, name, name, text, yaml);
        }

        if (query.Raw is not null)
        {
            yaml.Plain("rawType", query.IsRawBad ? "failure" : "success");
            WriteMetric(query, "raw", "raw", query.Raw, yaml);
        }
    }

    private static void WriteMetric(QueryIndicator query, string field, string setting, string? text, YamlWriter yaml)
    {
        if (text is not null)
        {
            yaml.Map(field, () => yaml.Map("metricSource", () => WriteSource(query, setting, text, yaml)));
        }
    }

    private static void WriteSource(QueryIndicator query, string setting, string text, YamlWriter yaml)
    {
        if (query.DataSource is not null && MetadataReader.IsName(query.DataSource))
        {
            yaml.Field("metricSourceRef", query.DataSource);
        }

        if (query.Source.Length > 0)
        {
            yaml.Field("type", query.Source);
        }

        using JsonDocument settings = JsonDocument.Parse(query.Settings ?? "{}");
        yaml.Map("spec", () =>
        {
            var hasSettings = settings.RootElement.TryGetProperty(setting, out JsonElement fields);
            if (text.Length > 0 || !hasSettings)
            {
                yaml.Field("query", text);
            }

            if (hasSettings)
            {
                JsonYaml.WriteFields(fields, yaml);
            }
        });
    }
}
