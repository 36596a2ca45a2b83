using System.Text.RegularExpressions;
using Slo.AsCode.OpenSlo;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.Sloth;

/// <summary>Reads Sloth's specs: the plain one, whose fields have underscores, and the Kubernetes resource.</summary>
internal static partial class SlothReader
{
    internal const string Version = "prometheus/v1";
    internal const string KubernetesVersion = "sloth.slok.dev/v1";
    internal const string PluginSource = "sloth-plugin";

    // One more than the engine takes: it reports them, and a flood of them costs nothing.
    private const int MostLabels = 65;

    private static readonly string[] Indicators = ["events", "raw", "plugin"];

    internal static List<LocatedObjective> Read(FieldReader document, TimeSpan period)
    {
        FieldReader? spec = document;
        if (document.Text("apiVersion") == KubernetesVersion)
        {
            var kind = document.Required("kind");
            if (kind is not (null or "PrometheusServiceLevel"))
            {
                document.Findings.Error(SloFindingCodes.UnknownKind, document.Value("kind")!,
                    $"kind '{Shown.Text(kind)}': must be PrometheusServiceLevel");
                return [];
            }

            document.RequiredMap("metadata");
            spec = document.RequiredMap("spec");
            document.RefuseOthers();
        }
        else
        {
            document.Has("version");
        }

        return spec is null ? [] : ReadSpec(spec, period);
    }

    private static List<LocatedObjective> ReadSpec(FieldReader spec, TimeSpan period)
    {
        var service = spec.Required("service") ?? "";
        List<YamlPair> labels = spec.Map("labels")?.Node.Pairs ?? [];
        NotePlugins(spec, spec.Either("slo_plugins", "sloPlugins"));
        List<LocatedObjective> objectives = [];
        List<YamlNode>? slos = spec.List("slos");
        if (slos is null or { Count: 0 })
        {
            spec.Missing("slos", spec.Value("slos"), ": at least one");
        }

        foreach (YamlNode item in slos ?? [])
        {
            if (FieldReader.Of(item, "slos", spec.Findings) is { } slo && ReadSlo(slo, service, labels, period) is { } objective)
            {
                objectives.Add(new LocatedObjective(slo.Value("name") ?? item, objective));
            }
        }

        spec.RefuseOthers();
        return objectives;
    }

    private static SloObjective? ReadSlo(FieldReader slo, string service, List<YamlPair> serviceLabels, TimeSpan period)
    {
        var before = slo.Findings.Errors;
        var name = slo.Required("name") ?? "";
        SloObjectiveBuilder builder = new(Slug.Join(service, name));
        builder.Service(service).Description(Texts.OneLine(slo.Text("description"))).Rolling(period)
            .Annotation(AnnotationNames.SlothName, name);
        foreach (YamlPair label in serviceLabels.Take(MostLabels).Concat(slo.Map("labels")?.Node.Pairs.Take(MostLabels) ?? []))
        {
            builder.Label(label.Key.Text, FieldReader.TextOf(label.Value, label.Key.Text, slo.Findings) ?? "");
            if (label.Key.Text is "owner" && label.Value.Kind == YamlKind.Scalar)
            {
                builder.Owner(label.Value.Text);
            }
        }

        ReadObjective(slo, builder);
        if (slo.RequiredMap("sli") is { } sli)
        {
            ReadSli(sli, builder);
        }

        SlothAlerts.Read(slo, builder, period);
        NotePlugins(slo, slo.Value("plugins"));
        slo.RefuseOthers();
        return slo.Findings.Errors > before ? null : Objectives.Build(builder, slo.Node, slo.Findings);
    }

    private static void ReadObjective(FieldReader slo, SloObjectiveBuilder builder)
    {
        if (slo.Value("objective") is not { } node)
        {
            slo.Missing("objective", null, ": the target in percent, for example 99.9");
        }
        else if (slo.Number("objective") is { } percent)
        {
            if (percent is <= 0 or >= 100)
            {
                slo.Findings.Error(SloFindingCodes.InvalidTarget, node,
                    $"objective '{Shown.Text(node.Text)}': must be percent above 0 and below 100, for example 99.9"
                    + (percent == 100 ? "; 100 leaves no error budget" : ""));
                return;
            }

            if (percent < 1)
            {
                slo.Findings.Warn(SloFindingCodes.RatioAsPercent, node,
                    $"objective '{Shown.Text(node.Text)}': is below one percent; a ratio looks like this, and percent are meant");
            }

            builder.TargetRatio(percent / 100);
        }
    }

    private static void ReadSli(FieldReader sli, SloObjectiveBuilder builder)
    {
        string[] given = [.. Indicators.Where(kind => sli.Value(kind) is not null)];
        if (given.Length != 1)
        {
            sli.Findings.Error(SloFindingCodes.Exclusive, sli.Node,
                given.Length == 0 ? "sli: needs one of events, raw and plugin" : $"sli: {string.Join(" and ", given)} are given; keep one");
        }

        if (sli.Map("events") is { } events)
        {
            builder.Indicator(new QueryIndicator("Prometheus")
            {
                Bad = Query(events, "error_query", "errorQuery"),
                Total = Query(events, "total_query", "totalQuery")
            });
            events.RefuseOthers();
        }
        else if (sli.Map("raw") is { } raw)
        {
            builder.Indicator(new QueryIndicator("Prometheus")
            {
                Raw = Query(raw, "error_ratio_query", "errorRatioQuery"),
                IsRawBad = true
            });
            raw.RefuseOthers();
        }
        else if (sli.Map("plugin") is { } plugin)
        {
            ReadPlugin(plugin, builder);
        }

        sli.RefuseOthers();
    }

    private static void ReadPlugin(FieldReader plugin, SloObjectiveBuilder builder)
    {
        var id = plugin.Required("id") ?? "";
        List<YamlPair> options = plugin.Map("options")?.Node.Pairs ?? [];
        plugin.RefuseOthers();
        plugin.Findings.Warn(SloFindingCodes.SlothPlugin, plugin.Node,
            $"plugin '{Shown.Text(id)}': is a program of Sloth, which alone can make queries of it; write the queries as events");
        builder.Indicator(new QueryIndicator(PluginSource)
        {
            Raw = id,
            IsRawBad = true,
            Settings = QuerySources.Settings([("raw", options)])
        });
    }

    private static string? Query(FieldReader fields, string name, string kubernetesName)
    {
        YamlNode? node = fields.Either(name, kubernetesName);
        if (node is null)
        {
            fields.Missing(name);
            return null;
        }

        var query = FieldReader.TextOf(node, name, fields.Findings);
        if (query is not null && !Window().IsMatch(query))
        {
            fields.Findings.Error(SloFindingCodes.SlothWindow, node,
                $"{name}: does not hold {{{{.window}}}}, so it would be the same for every "
                + $"window; write [{{{{.window}}}}] where the range stands");
        }

        return query;
    }

    private static void NotePlugins(FieldReader fields, YamlNode? plugins)
    {
        if (plugins is not null)
        {
            fields.Findings.Warn(SloFindingCodes.SlothPlugin, plugins,
                "plugins: are programs of Sloth and are not run; what they would change is missing");
        }
    }

    [GeneratedRegex(@"\{\{-?\s*\.window\s*-?\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Window();
}
