using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;
using Slo.Shared;

namespace Slo.AsCode.Reliably;

/// <summary>Reads a manifest of Reliably: objectives over Datadog queries, named by their labels.</summary>
internal static class ReliablyReader
{
    internal const string Version = "reliably.com/v1";

    private static readonly string[] Kinds = ["Objective"];

    internal static IEnumerable<LocatedObjective> Read(FieldReader document)
    {
        var before = document.Findings.Errors;
        document.Has("apiVersion");
        var kind = document.Required("kind");
        if (kind is not (null or "Objective"))
        {
            document.Findings.Error(SloFindingCodes.UnknownKind, document.Value("kind")!,
                $"kind '{Shown.Text(kind)}': is none of {Version}{SloText.NearestHint(kind, Kinds)}");
            return [];
        }

        Dictionary<string, string> labels = ReadLabels(document, out YamlNode? nameNode);
        FieldReader? spec = document.RequiredMap("spec");
        document.RefuseOthers();
        if (spec is null)
        {
            return [];
        }

        var title = labels.GetValueOrDefault("name", "");
        SloObjectiveBuilder builder = new(Slug.Of(title, "objective"));
        builder.DisplayName(title.Length == 0 ? null : title).Service(labels.GetValueOrDefault("service"));
        foreach ((string key, string value) in labels)
        {
            builder.Label(key, value);
        }

        ReadSelector(spec, builder);
        ReadTarget(spec, builder);
        ReadWindow(spec, builder);
        spec.RefuseOthers();
        return document.Findings.Errors == before
            && Objectives.Build(builder, nameNode ?? document.Node, document.Findings) is { } objective
            ? [new LocatedObjective(nameNode ?? document.Node, objective)]
            : [];
    }

    private static Dictionary<string, string> ReadLabels(FieldReader document, out YamlNode? nameNode)
    {
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        nameNode = null;
        if (document.RequiredMap("metadata") is not { } metadata)
        {
            return labels;
        }

        if (metadata.RequiredMap("labels") is { } map)
        {
            nameNode = map.Value("name");
            map.Required("name");
            foreach (YamlPair pair in map.Node.Pairs)
            {
                labels[pair.Key.Text] = Texts.OneLine(FieldReader.TextOf(pair.Value, pair.Key.Text, document.Findings)) ?? "";
            }
        }

        // Only labels distinguish the objectives there.
        metadata.RefuseOthers();
        return labels;
    }

    private static void ReadSelector(FieldReader spec, SloObjectiveBuilder builder)
    {
        if (spec.RequiredMap("indicatorSelector") is not { } selector)
        {
            return;
        }

        var numerator = selector.Required("datadog_numerator_query");
        var denominator = selector.Required("datadog_denominator_query");
        selector.RefuseOthers();
        if (numerator is not null && DatadogQuery.Divides(numerator))
        {
            spec.Findings.Warn(SloFindingCodes.RatioNumerator, selector.Value("datadog_numerator_query")!,
                "datadog_numerator_query: divides, so it is a ratio and no count of good events; "
                + "to take failures away write hits - errors");
        }

        builder.Indicator(new QueryIndicator("Datadog") { Good = numerator, Total = denominator });
    }

    private static void ReadTarget(FieldReader spec, SloObjectiveBuilder builder)
    {
        if (spec.Value("objectivePercent") is not { } node)
        {
            spec.Missing("objectivePercent", null, ", for example 99");
        }
        else if (spec.Number("objectivePercent") is { } percent)
        {
            if (percent is < 0 or >= 100)
            {
                spec.Findings.Error(SloFindingCodes.InvalidTarget, node,
                    $"objectivePercent '{Shown.Text(node.Text)}': must be from 0 to below 100, for example 99"
                    + (percent == 100 ? "; 100 leaves no error budget" : ""));
                return;
            }

            if (percent is > 0 and < 1)
            {
                spec.Findings.Warn(SloFindingCodes.RatioAsPercent, node,
                    $"objectivePercent '{Shown.Text(node.Text)}': is below one percent; a ratio looks like this, and percent are meant");
            }

            builder.TargetRatio(percent / 100);
        }
    }

    private static void ReadWindow(FieldReader spec, SloObjectiveBuilder builder)
    {
        if (spec.Required("window") is not { } text)
        {
            return;
        }

        // Go writes 1h0m0s, the command line takes PT5M.
        if (SloDuration.TryParse(text, out TimeSpan window) || SloDuration.TryParseIso(text, out window))
        {
            builder.Rolling(window);
        }
        else
        {
            spec.Findings.Error(SloFindingCodes.InvalidDuration, spec.Value("window")!,
                $"window '{Shown.Text(text)}': must be a duration like 1h0m0s or PT5M");
        }
    }
}
